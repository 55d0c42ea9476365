import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Db } from './db.ts'
import { fileVersion, migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import type { Migration } from './migrations/index.ts'

const one: Migration = { version: 1, up: (db) => void db.exec('CREATE TABLE one (a INTEGER) STRICT') }
const two: Migration = { version: 2, up: (db) => void db.exec('CREATE TABLE two (a INTEGER) STRICT') }

function run(db: Db, steps?: readonly Migration[]) {
  let backups = 0
  migrate(db, { folder: '/library', backUp: () => backups++, ...(steps && { steps }) })
  return backups
}

const tablesOf = (db: Db) =>
  db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all()

describe('the shipped migrations', () => {
  it('are numbered 1, 2, 3, … without a gap', () => {
    expect(migrations.map((step) => step.version)).toEqual(migrations.map((_, index) => index + 1))
  })

  it('bring an empty file to the last version, every step of them', () => {
    const db = new Database(':memory:')
    for (const step of migrations) {
      run(db, migrations.slice(0, step.version))
      expect(fileVersion(db)).toBe(step.version)
    }
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    run(db)
    expect(fileVersion(db)).toBe(migrations.length)
  })

  it('make only tables that check the types of their columns', () => {
    const db = new Database(':memory:')
    run(db)
    const loose = (db.pragma('table_list') as { name: string; type: string; strict: number }[]).filter(
      // What is neither is a table of SQLite's own, or of its full-text search.
      (table) => table.type === 'table' && !table.name.startsWith('sqlite_') && table.strict === 0,
    )
    expect(loose).toEqual([])
  })
})

describe('migrate', () => {
  it('backs an existing file up once, before its first new step', () => {
    const db = new Database(':memory:')
    expect(run(db, [one])).toBe(0)
    expect(run(db, [one])).toBe(0)
    expect(run(db, [one, two])).toBe(1)
    expect(tablesOf(db)).toEqual(['one', 'two'])
  })

  it('leaves the file as it was when the backup cannot be made', () => {
    const db = new Database(':memory:')
    run(db, [one])
    const full = () => {
      throw new Error('no space')
    }
    expect(() => migrate(db, { folder: '/library', backUp: full, steps: [one, two] })).toThrow('no space')
    expect(fileVersion(db)).toBe(1)
    expect(tablesOf(db)).toEqual(['one'])
  })

  it('keeps the old version whole when a step fails half way', () => {
    const db = new Database(':memory:')
    run(db, [one])
    const broken: Migration = {
      version: 2,
      up(db) {
        db.exec('CREATE TABLE two (a INTEGER) STRICT; INSERT INTO one VALUES (1)')
        throw new Error('half way')
      },
    }
    expect(() => run(db, [one, broken])).toThrow('half way')
    expect(fileVersion(db)).toBe(1)
    expect(tablesOf(db)).toEqual(['one'])
    expect(db.prepare('SELECT count(*) FROM one').pluck().get()).toBe(0)
  })

  it('does not commit a step that leaves a reference to nothing', () => {
    const db = new Database(':memory:')
    const dangling: Migration = {
      version: 1,
      up: (db) =>
        void db.exec(`
          CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT;
          CREATE TABLE child (parent INTEGER REFERENCES parent (id)) STRICT;
          INSERT INTO child VALUES (7);
        `),
    }
    db.pragma('foreign_keys = OFF')
    expect(() => run(db, [dangling])).toThrow(/dangling/)
    expect(tablesOf(db)).toEqual([])
  })

  it('refuses a file from a newer app and does not touch it', () => {
    const db = new Database(':memory:')
    run(db, [one, two])
    expect(() => run(db, [one])).toThrow(
      expect.objectContaining({ code: 'library_newer', details: { folder: '/library' } }),
    )
    expect(tablesOf(db)).toEqual(['one', 'two'])
  })
})
