import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sentence, toWire } from '../../nodes/errors.ts'
import type { Quote } from '../../nodes/generation/quote.ts'
import { requireSpace } from './require-space.ts'

const MB = 1024 ** 2
let folder: string
let freeSeconds: number
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-space-'))
  const { bavail, bsize } = await statfs(folder)
  // The length of a clip that would fill what is really free here, as long as a second is 8 MB.
  freeSeconds = (bavail * bsize) / (8 * MB)
})
afterAll(() => rmSync(folder, { recursive: true }))

const ask = (seconds: number | undefined) =>
  requireSpace(folder, { fitted: { aspect: '9:16', seconds } } as Extract<Quote, { ok: true }>)

describe('the room for a result', () => {
  it('is there for a picture and a clip of usual length', async () => {
    await expect(Promise.all([ask(undefined), ask(10)])).resolves.toBeDefined()
  })

  it('must be twice what it may weigh, or nothing is ordered and nothing charged', async () => {
    await ask((freeSeconds - 2_000 / 8) / 2.2)
    const refused = ask(freeSeconds / 2)
    await expect(refused).rejects.toMatchObject({ code: 'disk_low', details: { charge: 'none' } })
    await expect(refused).rejects.toSatisfy((error) => /\d (?:MB|GB)/.test(sentence(toWire(error))))
  })

  it('must be open for writing, too', async () => {
    // A file where the folder of files in the making would be: nothing can be made there, whoever asks.
    rmSync(join(folder, 'work'), { recursive: true, force: true })
    writeFileSync(join(folder, 'work'), '')
    const refused = ask(5)
    await expect(refused).rejects.toMatchObject({ code: 'folder_not_writable', details: { charge: 'none' } })
    rmSync(join(folder, 'work'))
  })
})
