import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openPlace } from './place.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-place-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('leaves alone what another export or package is writing in the same folder', async () => {
  const film = await openPlace(folder, randomUUID())
  const part = film.part()
  writeFileSync(part, 'half a film')
  const pack = await openPlace(folder, randomUUID())
  expect(existsSync(part)).toBe(true)
  await pack.sweep()
  expect(await film.finish([{ part, name: 'film.mp4' }])).toBe(true)
  expect(readdirSync(folder)).toEqual(['film.mp4'])
})

it('sweeps what was left behind, by a crash or by itself', async () => {
  const noProcess = 2 ** 22 + 1
  writeFileSync(join(folder, `.sceneloom-${noProcess}-${randomUUID()}-0.part`), 'of a crash')
  writeFileSync(join(folder, `.sceneloom-${process.pid}-${randomUUID()}-0.part`), 'of itself')
  writeFileSync(join(folder, '.sceneloom-notes.part'), 'the person’s own')
  await openPlace(folder, randomUUID())
  expect(readdirSync(folder)).toEqual(['.sceneloom-notes.part'])
})
