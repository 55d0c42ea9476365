import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createSession } from './guard.ts'
import { keepSession, readKeptSession } from './kept-session.ts'

const DAY_MS = 24 * 60 * 60_000
const kept = { port: 4100, secret: createSession(4100).cookieValue }

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-kept-'))
  file = join(folder, 'window-session.json')
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

it('finds the port and the secret of the last run, which nobody else can read', () => {
  writeFileSync(`${file}.new`, 'left by a power cut', { mode: 0o644 })
  keepSession(folder, kept)
  expect(readKeptSession(folder)).toEqual(kept)
  expect(readdirSync(folder)).toEqual(['window-session.json'])
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

it('uses a secret for 30 days from its first run, however often it is used', () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  keepSession(folder, kept)
  vi.setSystemTime(Date.now() + 20 * DAY_MS)
  keepSession(folder, kept)
  expect(readKeptSession(folder)).toEqual(kept)
  vi.setSystemTime(Date.now() + 10 * DAY_MS)
  expect(readKeptSession(folder)).toEqual({ port: kept.port })

  const next = { port: 4100, secret: createSession(4100).cookieValue }
  keepSession(folder, next)
  expect(readKeptSession(folder)).toEqual(next)
  // A clock that was set back does not make a secret younger.
  vi.setSystemTime(Date.now() - DAY_MS)
  expect(readKeptSession(folder)).toEqual({ port: 4100 })
})

it.skipIf(process.platform === 'win32')('trusts no secret that others could read', () => {
  keepSession(folder, kept)
  chmodSync(file, 0o644)
  expect(readKeptSession(folder)).toEqual({ port: kept.port })
})

it('finds nothing where there is nothing, or nothing that makes sense', () => {
  expect(readKeptSession(folder)).toBeUndefined()
  const since = Date.now()
  for (const wrong of [null, {}, { ...kept, port: 0, since }, { ...kept, secret: 'short', since }, kept]) {
    writeFileSync(file, JSON.stringify(wrong), { mode: 0o600 })
    expect(readKeptSession(folder)).toBeUndefined()
  }
  writeFileSync(file, '{"port":')
  expect(readKeptSession(folder)).toBeUndefined()
})
