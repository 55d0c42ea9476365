import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { backUp, backUpAside, backupTime, listBackups, lookAt, superfluous } from './backup.ts'
import { closeDatabase, openDatabase } from './open.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-backup-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const DAY_MS = 24 * 60 * 60 * 1000
const start = Date.UTC(2026, 0, 1, 8)

it('copies the library while it is in use, with what is not in its file yet, readable for the owner only', async () => {
  const db = openDatabase(folder)
  db.prepare("INSERT INTO settings VALUES ('before', '1')").run()
  const making = backUpAside(folder)
  db.prepare("INSERT INTO settings VALUES ('meanwhile', '1')").run()
  const file = join(folder, 'backups', await making)
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600')
  expect(lookAt(file)).toMatchObject({ sound: true, workflows: 0, media: 0 })
  const copy = new Database(file, { readonly: true })
  expect(copy.prepare("SELECT count(*) FROM settings WHERE key = 'before'").pluck().get()).toBe(1)
  copy.close()
  closeDatabase(db)
})

it('keeps seven: the newest three, and one of each day before', () => {
  closeDatabase(openDatabase(folder))
  for (let day = 0; day < 9; day++) {
    for (let hour = 0; hour < 3; hour++) backUp(folder, start + day * DAY_MS + hour * 3_600_000)
  }
  const kept = listBackups(folder).map((name) => {
    const hours = (backupTime(name) - start) / 3_600_000
    return [Math.floor(hours / 24), hours % 24]
  })
  expect(kept).toEqual([
    [8, 2],
    [8, 1],
    [8, 0],
    [7, 2],
    [6, 2],
    [5, 2],
    [4, 2],
  ])
})

it('lets nothing older go for a copy that is damaged, nor leaves a half one behind', async () => {
  closeDatabase(openDatabase(folder))
  backUp(folder, start)
  writeFileSync(join(folder, 'library.db'), 'not a library any more')
  expect(() => backUp(folder, start + DAY_MS)).toThrow('not a database')
  await expect(backUpAside(folder, start + DAY_MS)).rejects.toMatchObject({ code: 'SQLITE_NOTADB' })
  expect(readdirSync(join(folder, 'backups'))).toEqual(listBackups(folder))
  expect(listBackups(folder)).toHaveLength(1)
})

it('never calls superfluous what it cannot date', () => {
  expect(superfluous([])).toEqual([])
  expect(listBackups(join(folder, 'nowhere'))).toEqual([])
})
