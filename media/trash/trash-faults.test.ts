import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeDatabase, openDatabase } from '../db/open.ts'
import { atMost } from '../at-most.ts'
import {
  canInjectFaults,
  filesBelow,
  pointsAsked,
  sha,
  SWEEP_MS,
  countCallsOf,
  perform,
  looksBriefly,
  persistenceCalls,
  pointsOf,
  type Fault,
  type Told,
} from '../test-faults.ts'
import { openTrashLibrary } from './test-trash.ts'

const points = pointsAsked(2)

const worker = join(import.meta.dirname, 'test-worker.ts')
const root = mkdtempSync(join(tmpdir(), 'sceneloom-trash-faults-'))
const full = join(root, 'full')
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** What the library holds at first: by what is to become of it. */
let held: Record<'shown' | 'before' | 'loose' | 'marked' | 'thrown' | 'thrownTake' | 'thrownShown', string>
const everything = () => Object.values(held)

beforeAll(async () => {
  const library = await openTrashLibrary(mkdtempSync(join(root, 'made-')))
  const [shown, before, loose, marked, thrown, thrownTake, thrownShown] = await Promise.all(
    [1, 2, 3, 4, 5, 6, 7].map((number) => library.picture(number, { days: 90 })),
  )
  held = {
    shown: shown!,
    before: before!,
    loose: loose!,
    marked: marked!,
    thrown: thrown!,
    thrownTake: thrownTake!,
    thrownShown: thrownShown!,
  }
  const workflow = library.workflow('Rain')
  for (const [index, id] of [held.before, held.thrownTake, held.shown].entries())
    library.take(workflow, 'still', { mediaId: id, days: 80 - index })
  library.take(workflow, 'other', { mediaId: held.thrownShown, days: 80 })
  library.parts.manager.setFavourite(held.marked, true)
  for (const id of [held.thrown, held.thrownTake, held.thrownShown]) library.thrownAway(id, 60)
  const result = { signatureHash: 'h', signature: 's', variation: 0, mediaId: held.thrownTake, createdAt: 1 }
  library.parts.tables.results.put(result)
  for (const id of ['first', 'latest']) {
    const run = { id, workflowId: workflow, workflowName: 'Rain', startedAt: id === 'first' ? 1 : 2 }
    library.parts.tables.runs.start({ ...run, status: 'running' }, {})
    library.parts.tables.runs.finish(id, 'done', 3)
  }
  for (const [folder, name] of [
    ['measures', `${held.shown}.json`],
    ['exports', 'film.mp4'],
  ] as const) {
    mkdirSync(join(library.dataFolder, folder), { recursive: true })
    writeFileSync(join(library.dataFolder, folder, name), 'x')
    library.age(join(folder, name), 60)
  }
  await library.quit()
  cpSync(library.dataFolder, full, { recursive: true, preserveTimestamps: true })
}, 60_000)

interface Row {
  id: string
  file_path: string
  trashed_at: number | null
  deleted_at: number | null
}
type Whereabouts = 'library' | 'trash' | 'condemned' | 'placeholder' | 'nowhere'

/** Everything that must be true whatever happened. Answers where each file is. */
function examine(folder: string): Map<string, Whereabouts> {
  const db = openDatabase(folder)
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  const rows = db.prepare('SELECT id, file_path, trashed_at, deleted_at FROM media').all() as Row[]
  const answered = db.prepare('SELECT media_id FROM results').pluck().all() as string[]
  closeDatabase(db)
  const whereabouts = new Map<string, Whereabouts>(everything().map((id) => [id, 'nowhere']))
  for (const { id, file_path, trashed_at, deleted_at } of rows) {
    const path = join(folder, file_path)
    const there = existsSync(path)
    // A row without a file is one that says so.
    if (deleted_at === null) expect([id, there && sha(path)]).toEqual([id, id])
    const kept = trashed_at === null ? 'library' : 'trash'
    whereabouts.set(id, deleted_at === null ? kept : there ? 'condemned' : 'placeholder')
  }
  // A file without a row would come back at the next start.
  for (const name of objectsOf(folder))
    expect(rows.map(({ id }) => id)).toContain(basename(name, extname(name)))
  for (const id of answered) expect(whereabouts.get(id)).not.toBe('nowhere')
  return whereabouts
}

const objectsOf = (folder: string) => filesBelow(join(folder, 'objects')).map((path) => basename(path))

interface Action {
  readonly name: string
  readonly ids: () => string[]
  /** Those that are elsewhere afterwards, and where. */
  readonly after: () => Readonly<Record<string, Whereabouts>>
}

const actions: readonly Action[] = [
  {
    name: 'trash',
    ids: () => [held.loose, held.shown],
    after: () => ({ [held.loose]: 'trash', [held.shown]: 'trash' }),
  },
  {
    name: 'restore',
    ids: () => [held.thrown, held.thrownTake],
    after: () => ({ [held.thrown]: 'library', [held.thrownTake]: 'library' }),
  },
  {
    name: 'purge',
    ids: () => [held.thrown, held.thrownTake, held.loose],
    after: () => ({ [held.thrown]: 'nowhere', [held.thrownTake]: 'placeholder' }),
  },
  {
    name: 'clean',
    ids: () => [],
    after: () => ({
      [held.before]: 'trash',
      [held.loose]: 'trash',
      [held.thrown]: 'nowhere',
      [held.thrownTake]: 'placeholder',
    }),
  },
]

const atFirst = (id: string): Whereabouts =>
  [held.thrown, held.thrownTake, held.thrownShown].includes(id) ? 'trash' : 'library'

function openFull(): string {
  const folder = mkdtempSync(join(root, 'library-'))
  cpSync(full, folder, { recursive: true, preserveTimestamps: true })
  return folder
}

/** Each file is where it was, where it should go, or on its way there; in the end all are where they should be. */
async function suffer({ name, ids, after }: Action, fault: Fault): Promise<Told> {
  const folder = openFull()
  const words = [worker, folder, name, ...ids()]
  const told = await perform(words, fault)
  const inBetween = examine(folder)
  for (const id of everything()) {
    const end = after()[id] ?? atFirst(id)
    const onTheWay = end === 'nowhere' || end === 'placeholder' ? ['condemned', 'placeholder'] : []
    expect([atFirst(id), end, ...onTheWay]).toContain(inBetween.get(id))
  }
  // With the disk as it should be: what was begun is finished, and what was not is done.
  const again = await perform(words)
  expect([again.status, again.said]).toEqual([0, 'opened\n'])
  if (name === 'purge') await perform([worker, folder, 'clean'])
  const inTheEnd = examine(folder)
  if (name !== 'purge')
    for (const id of everything()) expect([id, inTheEnd.get(id)]).toEqual([id, after()[id] ?? atFirst(id)])
  else expect([inTheEnd.get(held.thrown), inTheEnd.get(held.thrownTake)]).toEqual(['nowhere', 'placeholder'])
  rmSync(folder, { recursive: true, force: true })
  return told
}

/** From the first call after the library is open. */
async function pointsFor(action: Action) {
  const opening = await countCallsOf([worker, openFull(), 'open'], persistenceCalls)
  const whole = await countCallsOf([worker, openFull(), action.name, ...action.ids()], persistenceCalls)
  const added = new Map(
    [...whole].map(([call, count]) => [call, Math.max(0, count - (opening.get(call) ?? 0))] as const),
  )
  return pointsOf(added, points).map(({ call, nth }) => ({
    call,
    nth: nth + (opening.get(call) ?? 0),
  }))
}

const tried = looksBriefly ? actions.filter(({ name }) => name === 'purge') : actions
const several = atMost(4)

async function sufferAll(action: Action, faults: readonly Fault[]): Promise<Told[]> {
  return Promise.all(faults.map((fault) => several(() => suffer(action, fault))))
}

describe.skipIf(!canInjectFaults())('throwing away, restoring, deleting for good and cleaning up', () => {
  const why = (action: Action) => ({ ...action, toString: () => action.name })

  it.each(tried.map(why))(
    '$name: loses nothing to a death at any call',
    async (action) => {
      const all = await pointsFor(action)
      const told = await sufferAll(
        action,
        all.map((point) => ({ ...point, as: 'death' as const })),
      )
      const deaths = told.filter(({ died }) => died).length
      process.stderr.write(`${action.name}: ${deaths} deaths at ${all.length} calls\n`)
      expect(deaths).toBeGreaterThan(0)
    },
    SWEEP_MS,
  )

  it.each(tried.map(why))(
    '$name: says what stood in the way of a write',
    async (action) => {
      const all = await pointsFor(action)
      for (const as of ['ENOSPC', 'EIO'] as const) {
        const possible = all.filter(({ call }) => as === 'EIO' || call !== 'unlink')
        const told = await sufferAll(
          action,
          possible.map((point) => ({ ...point, as, onwards: true })),
        )
        const codes = told.map(({ answered }) => (JSON.parse(answered || '{}') as { code?: string }).code)
        process.stderr.write(
          `${action.name}, ${as}: ${codes.filter(Boolean).length} of ${codes.length} told\n`,
        )
        for (const code of codes)
          expect([undefined, 'disk_full', 'folder_not_writable', 'library_damaged']).toContain(code)
      }
    },
    SWEEP_MS,
  )
})
