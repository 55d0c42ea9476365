import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openTrashLibrary, type TrashLibrary } from '../trash/test-trash.ts'
import { cleanCommand } from './clean.ts'
import { inBytes } from './sizes.ts'
import { storageCommand } from './storage.ts'

let library: TrashLibrary
beforeEach(async () => {
  library = await openTrashLibrary()
})
afterEach(() => library.remove())

/** Performs a command as the terminal does, with what it wrote. */
async function sceneloom(command: typeof cleanCommand, ...words: string[]) {
  const caught = { out: '', err: '' }
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => !!(caught.out += text))
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => !!(caught.err += text))
  try {
    const status = await command.perform([...words, '--data', join(library.folder, 'data')])
    return { json: JSON.parse(caught.out), said: caught.err, status }
  } finally {
    out.mockRestore()
    err.mockRestore()
  }
}

it('tells what the library takes up, what could go, and lets it go only when it is told to', async () => {
  await library.picture(1)
  await library.quit()
  const filesOf = async (...names: string[]) => {
    const { json } = await sceneloom(storageCommand)
    return names.map((name) => json.parts.find((one: { part: string }) => one.part === name).files)
  }
  expect(await filesOf('image', 'trash')).toEqual([1, 0])

  const order = ['--what', 'unused-media,previews', '--days', '0']
  const dry = await sceneloom(cleanCommand, ...order)
  expect(dry.json.rows.map(({ what, items }: { what: string; items: number }) => [what, items])).toEqual([
    ['unused-media', 1],
    ['previews', 1],
  ])
  expect(dry.said).toContain('to the trash; such as 1.png')
  expect(dry.said).toContain('Nothing was touched.')
  expect(await filesOf('image', 'trash')).toEqual([1, 0])

  expect((await sceneloom(cleanCommand, ...order, '--yes')).json).toMatchObject({ items: 2 })
  expect(await filesOf('image', 'trash')).toEqual([0, 1])
  const emptied = await sceneloom(cleanCommand, '--what', 'trash', '--days', '0', '--yes')
  expect(emptied).toMatchObject({ status: 0, json: { items: 1 } })
  expect(await filesOf('image', 'trash')).toEqual([0, 0])
})

it('says which kinds there are, and what a number of days is', () => {
  expect(() => cleanCommand.perform([])).toThrow(/unused-takes, unused-media/)
  expect(() => cleanCommand.perform(['--what', 'everything'])).toThrow(/not everything/)
  expect(() => cleanCommand.perform(['--what', 'trash', '--days', 'many'])).toThrow(/whole number/)
})

it('writes sizes as people read them', () => {
  expect([0, 999, 1_500, 12_345_678, 3e9, 5e12].map(inBytes)).toEqual([
    '0 B',
    '999 B',
    '1.5 KB',
    '12 MB',
    '3.0 GB',
    '5.0 TB',
  ])
})
