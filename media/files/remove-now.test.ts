import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { canInjectFaults, perform } from '../test-faults.ts'
import { removeAllNow } from './remove-now.ts'

const root = mkdtempSync(join(tmpdir(), 'sceneloom-remove-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

it('takes away a folder with what is in it, a file, and what is not there', () => {
  mkdirSync(join(root, 'work', 'deep'), { recursive: true })
  writeFileSync(join(root, 'work', 'deep', 'file'), '')
  writeFileSync(join(root, 'file'), '')
  for (const name of ['work', 'file', 'none']) {
    removeAllNow(join(root, name))
    expect(existsSync(join(root, name))).toBe(false)
  }
})

it.skipIf(!canInjectFaults())('says what the disk answered, whatever was to go', async () => {
  writeFileSync(join(root, 'kept'), '')
  const program = join(root, 'program.ts')
  const module = pathToFileURL(join(import.meta.dirname, 'remove-now.ts')).href
  writeFileSync(
    program,
    `import { removeAllNow } from ${JSON.stringify(module)}
    try { removeAllNow(process.argv[2]) } catch (error) { process.stdout.write(error.code) }`,
  )
  mkdirSync(join(root, 'folder'))
  writeFileSync(join(root, 'folder', 'file'), '')
  for (const name of ['kept', 'none', 'folder']) {
    const told = await perform([program, join(root, name)], { call: 'unlink', nth: 1, as: 'EIO' })
    expect([name, told.answered, told.said]).toEqual([name, 'EIO', ''])
  }
})
