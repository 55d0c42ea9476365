import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyDocument, parseDocument, type WorkflowDocument } from '../../nodes/graph/document.ts'
import { sourceTypes } from '../../nodes/media.ts'
import { tagKinds } from '../../nodes/tags.ts'
import { addWhole } from '../workflows.ts'
import { canonical } from './canonical.ts'
import { freshFolder, makeFiles, openLibrary, type PackingLibrary } from './test-packing.ts'

/** How many libraries: `npm run test:library` asks for a thousand. */
const LIBRARIES = Number(process.env['SCENELOOM_PACKAGES'] ?? 6)
const FILES = 8

const root = mkdtempSync(join(tmpdir(), 'sceneloom-round-trip-'))
let files: string[]
beforeAll(async () => {
  files = await makeFiles(root, FILES)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const words = fc.string({ unit: 'binary', maxLength: 30 }).map((text) => text.toWellFormed())
const name = fc.constantFrom('Rain', '雨夜 · 第一集', 'Łódź “night”', 'a'.repeat(200))
const time = fc.integer({ min: 1_600_000_000_000, max: 1_800_000_000_000 })
const file = fc.integer({ min: 0, max: FILES - 1 })
const params = fc.dictionary(fc.constantFrom('prompt', 'seed', 'own', '雨'), fc.jsonValue({ maxDepth: 3 }))
const tag = fc.record({
  kind: fc.constantFrom(...tagKinds.filter((kind) => kind !== 'auto')),
  name: fc.constantFrom('Lin', '林', 'harbour', 'night'),
})

const media = fc.record({
  name,
  sourceType: fc.constantFrom(...sourceTypes),
  createdAt: time,
  favourite: fc.boolean(),
  tags: fc.array(tag, { maxLength: 3 }),
  generation: fc.option(
    fc.record({
      provider: fc.constantFrom('animatic', 'fal'),
      model: words,
      prompt: words,
      params,
      startedAt: time,
      completedAt: time,
      cost: fc.integer({ min: 0, max: 10_000 }).map((thousandths) => thousandths / 1000),
    }),
    { nil: undefined },
  ),
})

const node = fc.record({
  type: fc.constantFrom(
    'prompt',
    'text-to-video',
    'image-to-video',
    'video-stitcher',
    'media',
    'from-the-future',
  ),
  title: words,
  x: fc.integer({ min: -5_000, max: 5_000 }),
  params,
  file,
  /** Files of its takes, each with what it was made from. */
  takes: fc.uniqueArray(file, { maxLength: 3 }),
  chosen: fc.boolean(),
})

const workflow = fc.record({
  name,
  description: words,
  saved: fc.boolean(),
  nodes: fc.array(node, { maxLength: 5 }),
  wires: fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 4 }),
  at: time,
})
type Made<A> = A extends fc.Arbitrary<infer T> ? T : never
type Plan = { media: Made<typeof media>[]; workflows: Made<typeof workflow>[] }
const library: fc.Arbitrary<Plan> = fc.record({
  media: fc.array(media, { minLength: FILES, maxLength: FILES }),
  workflows: fc.array(workflow, { minLength: 1, maxLength: 3 }),
})

async function fill(library: PackingLibrary, plan: Plan): Promise<string[]> {
  const ids: string[] = []
  for (const [index, { tags, ...origin }] of plan.media.entries()) {
    const id = await library.add(files[index]!, origin)
    if (tags.length > 0) library.tables.tags.add([id], tags)
    ids.push(id)
  }
  return plan.workflows.map((planned, index) => {
    const id = `workflow-${index}`
    const document = documentOf(planned, ids)
    const times = { createdAt: planned.at, updatedAt: planned.at + 5 }
    const { name, description } = planned
    const status = planned.saved ? 'saved' : 'draft'
    const takes = planned.nodes.flatMap((one, place) => takesOf(one, { place, ids, at: planned.at }))
    addWhole(library.tables, { id, name, description, status, rev: 1, ...times, document }, takes)
    return id
  })
}

function takesOf(
  { type, takes }: Plan['workflows'][number]['nodes'][number],
  { place, ids, at }: { place: number; ids: readonly string[]; at: number },
) {
  if (type !== 'text-to-video' && type !== 'from-the-future') return []
  const signature = canonical({ type, version: 1, params: { place }, inputs: {} })
  return takes.map((file, variation) => ({
    nodeId: `n${place}`,
    nodeType: type,
    role: 'output' as const,
    mediaId: ids[file]!,
    signature,
    variation,
    take: variation + 1,
    createdAt: at,
    activatedAt: at + variation,
  }))
}

function documentOf({ nodes, wires }: Plan['workflows'][number], ids: readonly string[]): WorkflowDocument {
  const json = {
    ...emptyDocument(),
    nodes: nodes.map(({ type, title, x, params, file, takes, chosen }, index) => ({
      id: `n${index}`,
      type,
      version: 1,
      title,
      position: { x, y: index * 200 },
      own: 'kept',
      params: type === 'media' ? { mediaId: ids[file], kind: 'video' } : params,
      ...(chosen && takes[0] !== undefined && { chosenTake: { mediaId: ids[takes[0]], at: 5 } }),
    })),
    connections: wires.map(([from, to], index) => ({
      id: `c${index}`,
      from: { node: `n${from}`, port: 'video' },
      to: { node: `n${to}`, port: 'clips' },
    })),
  }
  return parseDocument(json, 'test')
}

describe('a library that travels', () => {
  it(`comes out of an empty library as it went in, byte for byte (${LIBRARIES} libraries)`, async () => {
    await fc.assert(
      fc.asyncProperty(library, async (plan) => {
        const here = openLibrary(freshFolder(root))
        const there = openLibrary(freshFolder(root))
        try {
          const workflowIds = await fill(here, plan)
          for (const takes of ['all', 'active', 'none'] as const) {
            const packed = await here.pack({ workflowIds, takes, name: takes })
            expect(packed.error).toBeUndefined()
            const again = await here.pack({ workflowIds, takes, name: takes })
            expect(readFileSync(again.path!).equals(readFileSync(packed.path!))).toBe(true)
            if (takes !== 'all') continue

            const arrived = await there.unpack(packed.path!)
            expect(arrived).toMatchObject({ state: 'done', workflowIds, notes: [] })
            const onward = await there.pack({ workflowIds, takes, name: takes })
            expect(readFileSync(onward.path!).equals(readFileSync(packed.path!))).toBe(true)
          }
        } finally {
          await Promise.all([here.close(), there.close()])
          for (const { folder } of [here, there]) rmSync(folder, { recursive: true, force: true })
        }
      }),
      {
        numRuns: LIBRARIES,
        endOnFailure: true,
        interruptAfterTimeLimit: 50 * 60_000,
        markInterruptAsFailure: true,
      },
    )
  }, 3_600_000)
})
