import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openWorkFolder } from './work-folder.ts'

const data = mkdtempSync(join(tmpdir(), 'work-'))
afterAll(() => rmSync(data, { recursive: true }))

describe('room for files that are being made', () => {
  it('is gone with all that is in it when it is swept', () => {
    const folder = openWorkFolder(data)
    const file = folder.file('mp4')
    writeFileSync(file, 'half')
    folder.sweep()
    expect([existsSync(file), existsSync(dirname(file))]).toEqual([false, false])
  })

  it.skipIf(process.getuid?.() === 0)('never takes a result down with it because it cannot be swept', () => {
    const folder = openWorkFolder(data)
    chmodSync(join(data, 'work'), 0o500)
    expect(() => folder.sweep()).not.toThrow()
    chmodSync(join(data, 'work'), 0o700)
  })
})
