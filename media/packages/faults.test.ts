import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyDocument, parseDocument } from '../../nodes/graph/document.ts'
import { closeDatabase, openDatabase } from '../db/open.ts'
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
import { addWhole } from '../workflows.ts'
import { canonical } from './canonical.ts'
import { makeFiles, openLibrary } from './test-packing.ts'

const points = pointsAsked(1)
const FILES = 3

const root = mkdtempSync(join(tmpdir(), 'sceneloom-package-faults-'))
const full = join(root, 'full')
const empty = join(root, 'empty')
const packed = join(root, 'rain.sceneloom')
afterAll(() => rmSync(root, { recursive: true, force: true }))

beforeAll(async () => {
  const library = openLibrary(full)
  const takes = []
  for (const [index, file] of (await makeFiles(root, FILES)).entries()) {
    const mediaId = await library.add(file, { sourceType: 'generated', name: `take ${index}.mp4` })
    const signature = canonical({ type: 'text-to-video', version: 1, params: {}, inputs: {} })
    const about = { nodeId: 'n', nodeType: 'text-to-video', role: 'output', signature } as const
    takes.push({ ...about, mediaId, take: index + 1, variation: index, createdAt: 5, activatedAt: 5 + index })
  }
  const node = { id: 'n', type: 'text-to-video', version: 1, position: { x: 0, y: 0 }, params: {} }
  const document = parseDocument({ ...emptyDocument(), nodes: [node] }, 'rain')
  const about = {
    name: 'Rain',
    description: '',
    status: 'saved',
    rev: 1,
    createdAt: 5,
    updatedAt: 6,
  } as const
  addWhole(library.tables, { id: 'rain', ...about, document }, takes)
  await library.close()
  await sceneloom(['pack', 'rain', '--takes', 'all', '-o', packed, '--data', full])
  await sceneloom(['list', '--data', empty])
})

interface Counted {
  readonly media: number
  readonly workflows: number
  readonly takes: number
}

/** Everything that must be true whatever happened. */
function examine(library: string): Counted & { readonly names: string[] } {
  const db = openDatabase(library)
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  const rows = db.prepare('SELECT id, name, file_path FROM media').all() as {
    id: string
    name: string
    file_path: string
  }[]
  const count = (sql: string) => db.prepare<[], number>(sql).pluck().get() ?? 0
  const workflows = count('SELECT count(*) FROM workflows')
  const takes = count("SELECT count(*) FROM workflow_media WHERE role <> 'input'")
  closeDatabase(db)
  for (const { id, file_path } of rows) expect(sha(join(library, file_path))).toBe(id)
  const objects = existsSync(join(library, 'objects')) ? filesBelow(join(library, 'objects')) : []
  for (const path of objects) expect(basename(path)).toContain(sha(path))
  // No half workflow: all of its takes are there, or it is not.
  expect(takes).toBe(workflows * FILES)
  return { media: rows.length, workflows, takes, names: rows.map(({ name }) => name).toSorted() }
}

function copyOf(library: string): string {
  const folder = mkdtempSync(join(root, 'library-'))
  cpSync(library, folder, { recursive: true })
  return folder
}

/** Lets the package in with a fault, then without. */
async function comeIn(fault: Fault): Promise<Told> {
  const library = copyOf(empty)
  const words = ['unpack', packed, '--data', library]
  const told = await sceneloom(words, fault)
  const { workflows } = examine(library)
  if (told.status === 0) expect(workflows).toBe(1)
  const again = await sceneloom(words)
  expect([fault, again.status, again.said]).toEqual([fault, 0, again.said])
  expect(examine(library)).toEqual({
    media: FILES,
    workflows: 1,
    takes: FILES,
    names: ['take 0.mp4', 'take 1.mp4', 'take 2.mp4'],
  })
  rmSync(library, { recursive: true, force: true })
  return told
}

/** Writes the package with a fault, then without: what lies there is always whole. */
async function goOut(fault: Fault): Promise<Told> {
  const library = copyOf(full)
  const out = join(library, 'out')
  mkdirSync(out)
  const words = ['pack', 'rain', '--takes', 'all', '-o', join(out, 'rain'), '--data', library]
  const told = await sceneloom(words, fault)
  expect(examine(library)).toMatchObject({ media: FILES, workflows: 1 })
  const visible = () => readdirSync(out).filter((name) => !name.startsWith('.'))
  for (const name of visible()) expect(sha(join(out, name))).toBe(sha(packed))
  const again = await sceneloom(words)
  expect([fault, again.status, again.said]).toEqual([fault, 0, again.said])
  for (const name of readdirSync(out)) expect([name, sha(join(out, name))]).toEqual([name, sha(packed)])
  rmSync(library, { recursive: true, force: true })
  return told
}

const ways = [
  { way: 'let in', suffer: comeIn, words: () => ['unpack', packed, '--data', copyOf(empty)] },
  {
    way: 'written',
    suffer: goOut,
    words: () => {
      const library = copyOf(full)
      return ['pack', 'rain', '--takes', 'all', '-o', join(library, 'rain'), '--data', library]
    },
  },
]

describe.skipIf(!canInjectFaults()).each(ways)('a package that is being $way', ({ suffer, words }) => {
  it(
    'is there whole or not at all, wherever the process ends',
    async () => {
      let deaths = 0
      const found = pointsOf(await countCalls(words(), [...persistenceCalls, 'write']), Math.max(points, 3))
      for (const point of found) if ((await suffer({ ...point, as: 'death' })).died) deaths++
      expect(deaths).toBeGreaterThan(0)
    },
    SWEEP_MS,
  )

  it(
    'says in words when the disk refuses, loses nothing, and works when it does not any more',
    async () => {
      const found = pointsOf(await countCalls(words(), persistenceCalls), points)
      for (const refusal of refusals)
        for (const point of found) {
          const told = await suffer({ ...point, ...refusal })
          // Whoever could not go on has said why, and what to do.
          const ending = told.status === 0 ? /^/ : /[.”]\s*$/
          expect(told.said).toMatch(ending)
          expect(told.said).not.toMatch(/Something unexpected|\bat .*:\d+:\d+/)
        }
    },
    SWEEP_MS,
  )
})
