import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { someJob } from '../jobs/test-book.ts'
import type { Db } from './db.ts'
import { fileVersion, migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { closeDatabase, openDatabase } from './open.ts'
import { createTables } from './tables.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sceneloom-version-1-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const image = '1'.repeat(64)
const video = '2'.repeat(64)
const definition = JSON.stringify({ nodes: [{ id: 'clip', later: { unknown: true } }], connections: [] })

/** A library as the first version wrote it, in its own words: the code of today may not help. */
function writeVersion1(): Db {
  const db = new Database(join(folder, 'library.db'))
  db.pragma('foreign_keys = ON')
  migrate(db, { folder, backUp: () => {}, steps: migrations.slice(0, 1) })
  const media = db.prepare(
    `INSERT INTO media (id, kind, name, file_path, size_bytes, duration_seconds, width, height, has_audio,
      source_type, created_at, favourite, search_text, metadata)
     VALUES (?, ?, ?, ?, 100, 2, 720, 1280, 1, 'generated', ?, 1, 'rain', '{"format":"mov"}')`,
  )
  media.run(image, 'image', 'Rain.png', 'objects/11/rain.png', 10)
  media.run(video, 'video', 'Rain.mp4', 'objects/22/rain.mp4', 20)
  db.prepare(
    `INSERT INTO generations VALUES (?, 'animatic', 'storyboard', 'Rain', '{"seed":3}', NULL, 'completed', 5, 9, 0)`,
  ).run(video)
  db.prepare(`INSERT INTO workflows VALUES ('w', 'Rain', 'A film', 'saved', ?, 7, 1, 2, 3)`).run(definition)
  const take = db.prepare(
    `INSERT INTO workflow_media VALUES ('w', ?, 'clip', 'text-to-video', 'output', 'run-1', ?, ?, ?, ?, ?)`,
  )
  take.run(image, 1, 0, 'signature a', 100, 400)
  take.run(video, 2, 1, 'signature b', 200, 300)
  db.prepare(`INSERT INTO runs VALUES ('run-1', 'w', 'Rain', 'partial', 50, 60, ?)`).run(definition)
  db.prepare(
    `INSERT INTO run_nodes VALUES ('run-1', 'clip', 'Rain', 'text-to-video', 'done', NULL, '3 of 3 clips copied',
      NULL, NULL, 'animatic', 'animatic/storyboard', ?, 0, 51, 59, 0)`,
  ).run(video)
  db.prepare(`INSERT INTO results VALUES ('hash', 0, 'signature b', ?, 200)`).run(video)
  db.prepare(`INSERT INTO settings VALUES ('theme', '"dark"')`).run()
  return db
}

/** Every row of every table, by the columns that the first version had. */
function dump(db: Db, columns: ReadonlyMap<string, readonly string[]>) {
  return [...columns].map(([table, names]) => [
    table,
    db.prepare(`SELECT ${names.map((name) => `"${name}"`).join(', ')} FROM ${table} ORDER BY 1, 2`).all(),
  ])
}

function columnsOf(db: Db): Map<string, string[]> {
  const tables = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all()
  return new Map(
    tables.map((table) => [
      table,
      (db.pragma(`table_info(${table})`) as { name: string }[])
        .map(({ name }) => name)
        // Made from the others, and kept elsewhere since.
        .filter((name) => name !== 'search_text'),
    ]),
  )
}

it('brings a library of version 1 along with every row that it has', () => {
  const old = writeVersion1()
  expect(fileVersion(old)).toBe(1)
  const columns = columnsOf(old)
  const before = dump(old, columns)
  // Otherwise there was nothing to lose.
  expect(before.filter(([, rows]) => rows!.length === 0)).toEqual([])
  old.close()

  const db = openDatabase(folder)
  expect(fileVersion(db)).toBe(migrations.length)
  expect(dump(db, columns)).toEqual(before)
  expect(db.pragma('foreign_key_check')).toEqual([])

  const tables = createTables(db)
  expect(tables.workflows.get('w')).toMatchObject({
    name: 'Rain',
    rev: 7,
    definition: JSON.parse(definition),
  })
  expect(tables.workflowMedia.listByWorkflow('w').map(({ mediaId, take }) => [mediaId, take])).toEqual([
    [image, 1],
    [video, 2],
  ])
  expect(tables.media.get(video)?.generation).toMatchObject({ provider: 'animatic', prompt: 'Rain' })
  expect(tables.runs.get('run-1')).toMatchObject({ status: 'partial', nodes: [{ mediaId: video }] })
  expect(tables.runs.get('run-1')?.pickedUp ?? false).toBe(false)
  closeDatabase(db)
})

it('can order paid work in it at once, and never did before', () => {
  writeVersion1().close()
  const db = openDatabase(folder)
  const { jobs } = createTables(db)
  expect(jobs.listOpen()).toEqual([])
  expect(jobs.countedSince(0)).toEqual({ micros: 0, reservedMicros: 0, clips: 0 })
  jobs.put(someJob('job-1', { workflowId: 'w', mediaId: video }))
  expect(jobs.get('job-1')?.mediaId).toBe(video)
  closeDatabase(db)
})

it('leaves a copy of the file as it was before', () => {
  writeVersion1().close()
  closeDatabase(openDatabase(folder))
  const [backup] = readdirSync(join(folder, 'backups'))
  const db = new Database(join(folder, 'backups', backup!), { readonly: true })
  expect(fileVersion(db)).toBe(1)
  expect(db.prepare('SELECT count(*) FROM workflow_media').pluck().get()).toBe(2)
  db.close()
})
