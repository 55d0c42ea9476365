import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeDatabase, openDatabase } from './open.ts'
import { copyHalfWritten, manyRows } from './test-power-cut.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-db-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const library = () => join(folder, 'library.db')
const sha = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8)
const code = (code: string) => expect.objectContaining({ code, details: expect.objectContaining({ folder }) })

/** A process that holds the library until it is killed. */
function holder() {
  const script = `
    const { openDatabase } = await import(${JSON.stringify(fileURLToPath(new URL('./open.ts', import.meta.url)))})
    const db = openDatabase(process.argv[1])
    db.prepare("INSERT INTO settings VALUES ('held', '1')").run()
    console.log('held')
    setInterval(() => {}, 1000)
  `
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const held = new Promise<void>((resolve) => child.stdout.once('data', () => resolve()))
  const kill = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve())
      child.kill('SIGKILL')
    })
  return { held, kill }
}

describe('openDatabase', () => {
  it('makes a library that only its owner can read, with every durability switch on', () => {
    const home = join(folder, 'made', 'here')
    const db = openDatabase(home)
    expect(db.pragma('synchronous', { simple: true })).toBe(2)
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
    expect(db.pragma('trusted_schema', { simple: true })).toBe(0)
    expect(db.pragma('cell_size_check', { simple: true })).toBe(1)
    expect(modeOf(home)).toBe('700')
    for (const file of readdirSync(home)) expect([file, modeOf(join(home, file))]).toEqual([file, '600'])
    closeDatabase(db)
    expect(readdirSync(home).toSorted()).toEqual(['library.db', 'library.lock'])
  })

  it('stays durable when an existing library is opened again', () => {
    closeDatabase(openDatabase(folder))
    const db = openDatabase(folder)
    db.prepare("INSERT INTO settings VALUES ('a', '1')").run()
    expect(db.pragma('synchronous', { simple: true })).toBe(2)
    closeDatabase(db)
  })

  it('turns a second opener away at once, also in the same process, and lets it in after a close', () => {
    const db = openDatabase(folder)
    expect(() => openDatabase(folder)).toThrow(code('library_in_use'))
    expect(() => openDatabase(folder)).toThrow(code('library_in_use'))
    closeDatabase(db)
    closeDatabase(openDatabase(folder))
  })

  it('is locked against other processes, and free again when they are killed, with what they wrote', async () => {
    const other = holder()
    await other.held
    expect(() => openDatabase(folder)).toThrow(code('library_in_use'))
    await other.kill()
    const db = openDatabase(folder)
    expect(db.prepare("SELECT value FROM settings WHERE key = 'held'").pluck().get()).toBe('1')
    closeDatabase(db)
  })

  it('keeps other processes out even after a second open was refused in this one', async () => {
    const db = openDatabase(folder)
    expect(() => openDatabase(folder)).toThrow(code('library_in_use'))
    const script = `
      const { openDatabase } = await import(${JSON.stringify(fileURLToPath(new URL('./open.ts', import.meta.url)))})
      try { openDatabase(process.argv[1]); console.log('opened') } catch (error) { console.log(error.code) }
    `
    const answer = execFileSync(process.execPath, ['--input-type=module', '-e', script, folder])
    expect(answer.toString().trim()).toBe('library_in_use')
    closeDatabase(db)
  })

  it.each([
    ['cut in half', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['not a database', () => Buffer.from('this is a shopping list, not a library\n'.repeat(100))],
    ['overwritten in the middle', (bytes: Buffer) => bytes.fill(0xa5, 4096, 12 * 4096)],
  ])('begins anew where a library is damaged (%s), and keeps it exactly as it was', (_, damage) => {
    const db = openDatabase(folder)
    const insert = db.prepare('INSERT INTO settings VALUES (?, ?)')
    db.transaction(() => {
      for (let i = 0; i < 2000; i++) insert.run(`key ${i}`, '"value"')
    })()
    closeDatabase(db)
    writeFileSync(library(), damage(readFileSync(library())))
    const before = sha(library())
    closeDatabase(openDatabase(folder))
    const aside = readdirSync(folder).find((name) => name.startsWith('damaged-'))!
    expect(sha(join(folder, aside, 'library.db'))).toBe(before)
    expect(modeOf(join(folder, aside))).toBe('700')
    expect(modeOf(library())).toBe('600')
  })

  it('takes back what a power cut left half written in a file that has no log yet', () => {
    const before = join(folder, 'before')
    const db = openDatabase(before)
    db.exec("INSERT INTO settings VALUES ('kept', '1')")
    closeDatabase(db)
    const half = `INSERT INTO settings ${manyRows} SELECT n, json_quote(hex(zeroblob(300))) FROM rows`
    copyHalfWritten(join(before, 'library.db'), library(), half)

    const opened = openDatabase(folder)
    expect(opened.prepare('SELECT key FROM settings').pluck().all()).toEqual(['kept'])
    expect(opened.pragma('integrity_check', { simple: true })).toBe('ok')
    closeDatabase(opened)
  })

  it('leaves a library from a newer app exactly as it is', () => {
    closeDatabase(openDatabase(folder))
    const db = new Database(library())
    db.pragma('user_version = 9999')
    db.close()
    const before = sha(library())
    expect(() => openDatabase(folder)).toThrow(code('library_newer'))
    expect(sha(library())).toBe(before)
  })

  it('says so when the folder is a file', () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'folder_not_writable' }))
    expect(() => openDatabase(join(file, 'below'))).toThrow(
      expect.objectContaining({ code: 'folder_not_writable' }),
    )
  })
})
