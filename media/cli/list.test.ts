import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openCore } from '../core.ts'
import { listCommand } from './list.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'sceneloom-list-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Performs the command as the terminal does, with what it wrote. */
async function list(...words: string[]) {
  const caught = { out: '', err: '' }
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => !!(caught.out += text))
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => !!(caught.err += text))
  try {
    await listCommand.perform([...words, '--data', join(folder, 'data')])
    const found = JSON.parse(caught.out) as { name: string }[]
    return { names: found.map(({ name }) => name), said: caught.err }
  } finally {
    out.mockRestore()
    err.mockRestore()
  }
}

it('finds media with the words that the window understands', async () => {
  const core = await openCore({ dataFolder: join(folder, 'data'), version: 'test' })
  for (const [n, name] of ['雨夜.png', 'Harbour.png', 'Harbour at night.png'].entries()) {
    writeFileSync(join(folder, name), createCanvas(9 + n, 9).toBuffer('image/png'))
    await core.importFile(join(folder, name))
  }
  await core.close()
  expect((await list('--media', 'yuye')).names).toEqual(['雨夜.png'])
  expect((await list('--media', 'harb', 'nig')).names).toEqual(['Harbour at night.png'])
  expect((await list('--media', '--kind', 'video')).names).toEqual([])
  const first = await list('--media', '--limit', '1')
  expect(first.names).toHaveLength(1)
  expect(first.said).toContain('The newest 1 of 3')
  await expect(list('--media', '--kind', 'film')).rejects.toMatchObject({ code: 'invalid_input' })
  await expect(list('--media', '--limit', 'all')).rejects.toMatchObject({ code: 'invalid_input' })
  expect((await list()).names).toEqual([])
})
