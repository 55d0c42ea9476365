import { performance } from 'node:perf_hooks'
import Database from 'better-sqlite3'
import { join } from 'node:path'
import { openCore, type Core } from '../../media/core.ts'
import type { MediaFilter, MediaSort } from '../../nodes/contract/library.ts'
import type { Input, Method, Output } from '../../nodes/contract/methods.ts'
import { answer } from '../../nodes/contract/rpc.ts'
import { bigLibrary } from './big-library.ts'
import { compare, median, type Row } from './measure.ts'

const COUNT = Number(process.env['LIBRARY_MEDIA'] ?? 100_000)
const ROUNDS = Number(process.env['LIBRARY_ROUNDS'] ?? 9)
const PAGE = 100

const orders = ['date', 'name', 'length', 'size', 'cost'] as const
const sorts: readonly MediaSort[] = orders.flatMap((by) => [
  { by, descending: true },
  { by, descending: false },
])

const filters: Readonly<Record<string, MediaFilter>> = {
  'all of it': {},
  images: { kinds: ['image'] },
  favourites: { favourites: true },
  unused: { unused: true },
  trash: { trashed: true },
  missing: { missing: true },
  'stitched, portrait': { sources: ['stitched'], orientation: 'portrait' },
  '1:1 and 16:9': { aspects: ['1:1', '16:9'] },
  '1080 and up, 5 to 6 s': { shortSide: { from: 1080 }, seconds: { from: 5, to: 6 } },
  'above $1.90': { usd: { from: 1.9 } },
  'one provider': { providers: ['google'] },
  'a tag of nearly all': { tags: [{ kind: 'auto', name: 'generated' }] },
  'a tag of few, and one of many': {
    tags: [
      { kind: 'character', name: '林小雨' },
      { kind: 'auto', name: 'generated' },
    ],
  },
  'one workflow': { workflow: 'workflow-7' },
  'a day of it': { created: { from: 1_782_000_000_000, to: 1_782_086_400_000 } },
}

const texts = [
  'a',
  's',
  'g',
  'y',
  '雨',
  '1',
  'ge',
  'yy',
  'sh',
  '雨夜',
  'yuye',
  'linxiaoyu',
  '林小雨',
  'lantern',
  'rainy str',
  'generated',
  'kling',
  '雨夜 女孩 lantern',
  'a s g',
  'v2 master fal',
  '99999',
  'nothing-like-it',
  '缓缓推近',
  'nvhai huitou',
]

/** The library at the border that the window asks across, with 100,000 media, against the bare query. */
export async function benchLibrary(folder: string): Promise<Row[]> {
  const home = await bigLibrary(folder, COUNT)
  const begun = start()
  const core = await openCore({ dataFolder: home, version: 'bench' })
  const opened = begun()
  try {
    return [
      row('open the library (against 1 s)', { ...opened, name: `${COUNT} media`, target: 1_000 }),
      ...(await againstBare(core, home)),
      ...(await pages(core)),
      ...(await searches(core)),
      ...(await facets(core)),
      ...(await scroll(core)),
    ]
  } finally {
    await core.close()
  }
}

async function againstBare(core: Core, home: string): Promise<Row[]> {
  const db = new Database(join(home, 'library.db'), { readonly: true })
  const bare = db.prepare(`
    SELECT * FROM media LEFT JOIN generations ON media_id = id WHERE trashed_at IS NULL AND deleted_at IS NULL
    ORDER BY created_at DESC LIMIT ${PAGE}
  `)
  const total = db.prepare('SELECT count(*) FROM media WHERE trashed_at IS NULL AND deleted_at IS NULL')
  const words = db.prepare('SELECT rowid FROM media_search WHERE media_search MATCH ?').pluck()
  try {
    return [
      ...(await compare('first page of all, newest first', ROUNDS, [
        { name: 'SELECT of a page and a count, on the table', run: () => [bare.all(), total.get()] },
        {
          name: 'media.list',
          prepare: () => change(core),
          run: () => list(core, { filter: {}, sort: sorts[0]! }),
        },
      ])),
      ...(await compare('search “yuye”', ROUNDS, [
        { name: 'MATCH alone', run: () => words.all('"yuye"*') },
        {
          name: 'media.list',
          prepare: () => change(core),
          run: () => list(core, { filter: { text: 'yuye' }, sort: sorts[0]! }),
        },
      ])),
      ...(await compare('search “a”', ROUNDS, [
        { name: 'MATCH alone', run: () => words.all('"a"*') },
        {
          name: 'media.list',
          prepare: () => change(core),
          run: () => list(core, { filter: { text: 'a' }, sort: sorts[0]! }),
        },
      ])),
    ]
  } finally {
    db.close()
  }
}

/** Every order with every filter: first page and one far down. */
async function pages(core: Core): Promise<Row[]> {
  const rows: Row[] = []
  for (const [name, filter] of Object.entries(filters)) {
    const slowest = await slowestOf(core, name, (sort) => ({ filter, sort }))
    rows.push(row('first page, the slowest of all orders (against 50 ms)', { ...slowest, target: 50 }))
  }
  const offset = COUNT - COUNT / 10
  const deep = await slowestOf(core, 'all of it', (sort) => ({ filter: {}, sort, offset }))
  return [...rows, row('page far down, the slowest of all orders (against 50 ms)', { ...deep, target: 50 })]
}

async function searches(core: Core): Promise<Row[]> {
  const rows: Row[] = []
  for (const text of texts) {
    const slowest = await slowestOf(core, `“${text}”`, (sort) => ({ filter: { text }, sort }))
    rows.push(row('search, the slowest of all orders (against 100 ms)', { ...slowest, target: 100 }))
  }
  return rows
}

async function facets(core: Core): Promise<Row[]> {
  const counted = await typical(core, () => ask(core, 'media.facets', {}))
  const begun = start()
  await ask(core, 'media.facets', {})
  const what = 'facets (against 50 ms)'
  return [
    row(what, { ...counted, name: 'after a change', target: 50 }),
    row(what, { ...begun(), name: 'nothing changed', target: 50 }),
  ]
}

/** Every page of all of it, twice: what the second time through takes in memory must be next to nothing. */
async function scroll(core: Core): Promise<Row[]> {
  await through(core)
  const before = memory()
  const begun = start()
  await through(core)
  const { ms, cpuMs } = begun()
  const pageCount = COUNT / PAGE
  const what = `paging through all (memory ${((memory() - before) / 2 ** 20).toFixed(1)} MB more the second time)`
  return [row(what, { ms: ms / pageCount, cpuMs: cpuMs / pageCount, name: 'a page', target: 50 })]
}

async function through(core: Core): Promise<void> {
  for (let offset = 0; offset < COUNT; offset += PAGE)
    await list(core, { filter: {}, sort: sorts[0]!, offset })
}

function memory(): number {
  globalThis.gc?.()
  return process.memoryUsage().rss
}

interface Asked {
  readonly filter: MediaFilter
  readonly sort: MediaSort
  readonly offset?: number
}

interface Time {
  readonly ms: number
  /** What this process worked: others on the machine do not count. */
  readonly cpuMs: number
}

async function slowestOf(
  core: Core,
  name: string,
  question: (sort: MediaSort) => Asked,
): Promise<Time & { name: string }> {
  let slowest = { ms: 0, cpuMs: 0, name }
  for (const sort of sorts) {
    const time = await typical(core, () => list(core, question(sort)))
    if (time.cpuMs <= slowest.cpuMs) continue
    slowest = { ...time, name: `${name}, by ${sort.by} ${sort.descending ? 'down' : 'up'}` }
  }
  return slowest
}

/** The median; before each round something changes, so that nothing is remembered. */
async function typical(core: Core, asked: () => Promise<unknown>): Promise<Time> {
  const times: Time[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    await change(core)
    const begun = start()
    await asked()
    if (round > 0) times.push(begun())
  }
  return { ms: median(times.map(({ ms }) => ms)), cpuMs: median(times.map(({ cpuMs }) => cpuMs)) }
}

function start(): () => Time {
  const cpu = process.cpuUsage()
  const wall = performance.now()
  return () => {
    const { user, system } = process.cpuUsage(cpu)
    return { ms: performance.now() - wall, cpuMs: (user + system) / 1000 }
  }
}

let flip = false
/** A star on a media that no question is about. */
async function change(core: Core): Promise<void> {
  flip = !flip
  const [first] = (await list(core, { filter: {}, sort: sorts[0]! })).items
  await ask(core, 'media.favourite', { id: first!.id, favourite: flip })
}

function list(core: Core, { filter, sort, offset = 0 }: Asked): Promise<Output<'media.list'>> {
  return ask(core, 'media.list', { filter, sort, limit: PAGE, offset })
}

/** Across the border as a window does it: checked, answered, and as text. */
async function ask<M extends Method>(core: Core, name: M, input: Input<M>): Promise<Output<M>> {
  const reply = await answer(core.handlers, name, JSON.parse(JSON.stringify(input)))
  const { ok, value } = JSON.parse(JSON.stringify(reply)) as { ok: boolean; value: Output<M> }
  if (!ok) throw new Error(`${name} was refused`)
  return value
}

function row(what: string, { ms, cpuMs, name, target }: Time & { name: string; target: number }): Row {
  return { what, name: `${name} (processor ${cpuMs.toFixed(1)} ms)`, medianMs: ms, ratio: ms / target }
}
