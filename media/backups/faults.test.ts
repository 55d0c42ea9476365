import { cpSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCore } from '../core.ts'
import { listBackups } from '../db/backup.ts'
import { migrate } from '../db/migrate.ts'
import { migrations } from '../db/migrations/index.ts'
import { closeDatabase, openDatabase } from '../db/open.ts'
import { makeClip } from '../mp4/test-clips.ts'
import {
  canInjectFaults,
  filesBelow,
  pointsAsked,
  sha,
  SWEEP_MS,
  countCalls,
  type Fault,
  persistenceCalls,
  pointsOf,
  refusals,
  sceneloom,
  type Told,
} from '../test-faults.ts'

const points = pointsAsked(1)

const root = mkdtempSync(join(tmpdir(), 'sceneloom-keeping-'))
const whole = join(root, 'whole')
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A workflow of before the backup, one of after it, and a clip. */
beforeAll(async () => {
  const clip = await makeClip(join(root, 'rain.mp4'), { size: '64x48' })
  const core = await openCore({ dataFolder: whole, version: 'test' })
  await core.importFile(clip)
  await core.handlers['workflows.create']({ name: 'Before' })
  await core.handlers['backups.make']({})
  await core.handlers['workflows.create']({ name: 'After' })
  await core.close()
})

/** As the first released version left it: two steps of the schema, and a file that is in the store. */
function asOlder(library: string): void {
  rmSync(join(library, 'library.db'))
  const db = new Database(join(library, 'library.db'))
  migrate(db, { folder: library, backUp: () => {}, steps: migrations.slice(0, 2) })
  const [stored] = filesBelow(join(library, 'objects'))
  const id = basename(stored!, '.mp4')
  db.prepare(
    `INSERT INTO media (id, kind, name, file_path, size_bytes, has_audio, source_type, created_at, search_text, metadata)
     VALUES (?, 'video', 'rain.mp4', ?, ?, 0, 'uploaded', 1, 'rain.mp4', '{}')`,
  ).run(id, `objects/${id.slice(0, 2)}/${id}.mp4`, statSync(stored!).size)
  const blank = JSON.stringify({ format: 'sceneloom-workflow', version: 1, nodes: [], connections: [] })
  for (const name of ['Before', 'After'])
    db.prepare("INSERT INTO workflows VALUES (?, ?, '', 'draft', ?, 1, 1, 1, NULL)").run(name, name, blank)
  db.close()
  for (const folder of ['workflows', 'backups']) rmSync(join(library, folder), { recursive: true })
}

interface Case {
  readonly what: string
  readonly words: readonly string[]
  readonly prepare: (library: string) => void
  /** The workflows in the end. */
  readonly names: readonly string[]
}

const both = ['After', 'Before']
const list = ['list']
const cases: readonly Case[] = [
  { what: 'a backup', words: ['backups', 'make'], prepare: () => {}, names: both },
  { what: 'a restore', words: ['backups', 'restore', 'NEWEST'], prepare: () => {}, names: ['Before'] },
  {
    what: 'the recovery of a damaged library',
    words: list,
    prepare: (library) => truncateSync(join(library, 'library.db'), 9_000),
    names: both,
  },
  {
    what: 'the rebuilding of a lost library',
    words: list,
    prepare: (library) => {
      rmSync(join(library, 'library.db'))
      rmSync(join(library, 'backups'), { recursive: true })
    },
    names: both,
  },
  {
    what: 'the writing of mirrors',
    words: list,
    prepare: (library) => rmSync(join(library, 'workflows'), { recursive: true }),
    names: both,
  },
  { what: 'a migration', words: list, prepare: asOlder, names: both },
]

function copyOf({ prepare }: Case): string {
  const library = mkdtempSync(join(root, 'library-'))
  cpSync(whole, library, { recursive: true })
  prepare(library)
  return library
}

/** Everything that must be true whatever happened, before anything is put in order by another start. */
function filesAreWhole(library: string): void {
  const stored = filesBelow(join(library, 'objects'))
  expect(stored).toHaveLength(1)
  for (const path of stored) expect(basename(path)).toContain(sha(path))
}

function examine(library: string): string[] {
  filesAreWhole(library)
  const db = openDatabase(library)
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    const rows = db.prepare('SELECT id, file_path FROM media').all() as { id: string; file_path: string }[]
    expect(rows).toHaveLength(1)
    for (const row of rows) expect(sha(join(library, row.file_path))).toBe(row.id)
    return db.prepare('SELECT name FROM workflows ORDER BY name').pluck().all() as string[]
  } finally {
    closeDatabase(db)
  }
}

/** Does it with a fault, then without: in the end it is as if there had been none. */
async function suffer(subject: Case, fault: Fault): Promise<Told> {
  const library = copyOf(subject)
  const [newest] = listBackups(library)
  const words = [...subject.words.map((word) => (word === 'NEWEST' ? newest! : word)), '--data', library]
  const told = await sceneloom(words, fault)
  filesAreWhole(library)
  const again = await sceneloom(words)
  expect([fault, again.status, again.said]).toEqual([fault, 0, expect.any(String)])
  expect([fault, examine(library)]).toEqual([fault, subject.names])
  rmSync(library, { recursive: true, force: true })
  return told
}

describe.skipIf(!canInjectFaults()).each(cases)('$what', (subject) => {
  const count = (calls: Parameters<typeof countCalls>[1]) => {
    const library = copyOf(subject)
    const [newest] = listBackups(library)
    const words = subject.words.map((word) => (word === 'NEWEST' ? newest! : word))
    return countCalls([...words, '--data', library], calls)
  }

  it(
    'is whole or not at all, wherever the process ends',
    async () => {
      let deaths = 0
      for (const point of pointsOf(await count([...persistenceCalls, 'write']), points)) {
        if ((await suffer(subject, { ...point, as: 'death' })).died) deaths += 1
      }
      expect(deaths).toBeGreaterThan(0)
    },
    SWEEP_MS,
  )

  it.each(refusals)(
    'says in a sentence that the disk gave $as, loses nothing, and is done later',
    async (kind) => {
      for (const point of pointsOf(await count(persistenceCalls), points)) {
        const told = await suffer(subject, { ...point, ...kind })
        expect([point, told.said]).toEqual([point, expect.not.stringMatching(/unexpected|Error:|\n    at /)])
      }
    },
    SWEEP_MS,
  )
})
