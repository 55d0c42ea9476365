import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readSessionNote, removeSessionNote, writeSessionNote } from './session-file.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'sceneloom-session-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const note = { pid: process.pid, entryUrl: 'http://127.0.0.1:1/enter?token=x' }

it('leads a second start to the running app, and nobody else', () => {
  writeSessionNote(folder, note)
  expect(readSessionNote(folder)).toEqual(note)
  expect(readdirSync(folder)).toEqual(['session.json'])
  expect(statSync(join(folder, 'session.json')).mode & 0o777).toBe(0o600)
})

it('is private even where an older note was not', () => {
  writeFileSync(join(folder, 'session.json'), '', { mode: 0o644 })
  writeSessionNote(folder, note)
  expect(statSync(join(folder, 'session.json')).mode & 0o777).toBe(0o600)
})

it('leads nowhere when the app is gone or the note is broken', () => {
  expect(readSessionNote(folder)).toBeUndefined()
  // No process has this number: it is above what any system gives out.
  writeSessionNote(folder, { ...note, pid: 2 ** 30 })
  expect(readSessionNote(folder)).toBeUndefined()
  writeFileSync(join(folder, 'session.json'), '{"pid":')
  expect(readSessionNote(folder)).toBeUndefined()
  writeSessionNote(folder, note)
  removeSessionNote(folder)
  expect(readSessionNote(folder)).toBeUndefined()
})
