import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Input, Method, Output } from '../../nodes/contract/methods.ts'
import { answer, createCaller } from '../../nodes/contract/rpc.ts'
import { statusOf } from '../../nodes/engine/status.ts'
import { emptyDocument, type WorkflowDocument } from '../../nodes/graph/document.ts'
import { activeTake } from '../../nodes/takes.ts'
import { type Core, openCore } from '../core.ts'
import { readMetadata } from '../mp4/metadata.ts'
import { makeClip } from '../mp4/test-clips.ts'
import { createStitching, type Stitching } from '../stitch/test-stitching.ts'
import { carriedKeys } from './carried.ts'

const SECRET = 'sk-this-key-must-never-travel'

let folder: string
let core: Core
let elsewhere: Core
let stitching: Stitching
let workflowId: string
let filmId: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'films-'))
  core = await openCore({ dataFolder: join(folder, 'data'), version: 'test' })
  elsewhere = await openCore({ dataFolder: join(folder, 'elsewhere'), version: 'test' })
  stitching = createStitching(folder)
  await call('keys.set', { provider: 'fal', key: SECRET })
  await call('settings.set', { patch: { styles: [{ id: 'mine', name: 'A secret style', text: 'noir' }] } })
  workflowId = (await call('workflows.create', { name: 'Episode 1', document: twoShots })).id
  filmId = await run(workflowId)
}, 60_000)
afterAll(async () => {
  await Promise.all([core.close(), elsewhere.close()])
  await rm(folder, { recursive: true })
})

const callOn =
  (one: Core) =>
  <M extends Method>(name: M, input: Input<M>): Promise<Output<M>> =>
    createCaller(async (method, value) =>
      structuredClone(await answer(one.handlers, method, structuredClone(value))),
    )(name, input)
const call = <M extends Method>(name: M, input: Input<M>) => callOn(core)(name, input)

async function run(id: string): Promise<string> {
  const { rev } = await call('workflows.open', { id })
  const started = await call('runs.start', { workflowId: id, rev, target: { kind: 'all' } })
  const { state, nodes } = await core.runs.finished(started.id)
  expect(state).toBe('done')
  return nodes.find(({ nodeId }) => nodeId === 'film')!.mediaId!
}

const node = (id: string, type: string, title: string, params = {}) => ({
  id,
  type,
  version: 1,
  title,
  position: { x: 0, y: 0 },
  params,
})
const wire = (from: string, to: string, port: string) => ({
  id: `${from}-${to}`,
  from: { node: from, port: from.startsWith('still') ? 'image' : 'video' },
  to: { node: to, port },
})
const twoShots: WorkflowDocument = {
  ...emptyDocument(),
  settings: { aspect: '1:1' },
  nodes: [
    node('still', 'text-to-image', 'The still', { prompt: 'A red door' }),
    node('knock', 'image-to-video', 'The knock', { seconds: 1, prompt: 'Somebody knocks' }),
    node('rain', 'text-to-video', 'Rain', { seconds: 1, prompt: 'Rain on a window' }),
    node('film', 'video-stitcher', 'The film', {
      cut: {
        shots: [
          { card: { title: 'One evening' }, seconds: 1 },
          { wire: 'rain-film', join: { kind: 'dissolve', seconds: 0.25 } },
          { wire: 'knock-film' },
        ],
      },
    }),
  ],
  connections: [
    wire('still', 'knock', 'image'),
    wire('knock', 'film', 'clips'),
    wire('rain', 'film', 'clips'),
  ],
}

async function statesOf(one: Core, id: string) {
  const { document, takes, media } = await callOn(one)('workflows.open', { id })
  const byNode = Map.groupBy(takes, ({ nodeId }) => nodeId)
  const missing = new Set(media.filter((each) => each.missing).map((each) => each.id))
  const statuses = statusOf(document, {
    takesOf: (nodeId) => byNode.get(nodeId) ?? [],
    isMissing: (mediaId) => missing.has(mediaId),
  })
  return Object.fromEntries([...statuses].map(([nodeId, { state }]) => [nodeId, state]))
}

describe('the receipt of a film', () => {
  it('says of every moment which node made it, with what, from which words and for how much', async () => {
    const { receipt } = await call('films.receipt', { id: filmId })
    const { takes } = await call('workflows.open', { id: workflowId })
    const takeOf = (nodeId: string) =>
      activeTake(
        takes.filter((take) => take.nodeId === nodeId),
        undefined,
      )!
    expect(receipt).toMatchObject({ workflow: 'Episode 1', hasWorkflow: true })
    expect(receipt?.shots).toEqual([
      { number: 1, start: 0, end: 1, node: 'One evening' },
      {
        number: 2,
        start: 1,
        end: 2,
        mediaId: takeOf('rain').mediaId,
        nodeId: 'rain',
        node: 'Rain',
        take: 1,
        provider: 'animatic',
        model: expect.any(String),
        prompt: 'Rain on a window',
        cost: 0,
      },
      {
        number: 3,
        start: 1.75,
        end: 2.75,
        mediaId: takeOf('knock').mediaId,
        nodeId: 'knock',
        node: 'The knock',
        take: 1,
        provider: 'animatic',
        model: expect.any(String),
        prompt: 'Somebody knocks',
        cost: 0,
      },
    ])
  })

  it('is carried by the file, with the workflow and nothing else of the library', async () => {
    const path = core.manager.pathOf(filmId)
    const carried = await readMetadata(path)
    expect(Object.keys(carried).toSorted()).toEqual(Object.values(carriedKeys).toSorted())
    expect(JSON.parse(carried[carriedKeys.workflow]!)).toEqual(twoShots)
    const bytes = await readFile(path, 'latin1')
    for (const secret of [SECRET, 'A secret style', folder]) expect(bytes).not.toContain(secret)
  })

  it('is there for a film that was dropped into another library, and none for a clip', async () => {
    const here = await elsewhere.importFile(core.manager.pathOf(filmId))
    expect(await callOn(elsewhere)('films.receipt', { id: here.media.id })).toEqual(
      await call('films.receipt', { id: filmId }),
    )
    const { media } = await core.importFile(await makeClip(join(folder, 'plain.mp4')))
    expect(await call('films.receipt', { id: media.id })).toEqual({})
  })
})

describe('a workflow that is restored from its film', () => {
  it('is whole where its media are, with every take in its place', async () => {
    const restored = await call('films.restore', { id: filmId })
    expect(restored).toMatchObject({ name: 'Episode 1', nodeCount: 4, videoCount: 3 })
    expect(restored.id).not.toBe(workflowId)
    const opened = await call('workflows.open', { id: restored.id })
    expect(opened.document).toEqual((await call('workflows.open', { id: workflowId })).document)
    expect(await statesOf(core, restored.id)).toEqual({
      still: 'up-to-date',
      knock: 'up-to-date',
      rain: 'up-to-date',
      film: 'up-to-date',
    })
  })

  it('is the graph with its film where nothing else is', async () => {
    const { media } = await elsewhere.importFile(core.manager.pathOf(filmId))
    const restored = await callOn(elsewhere)('films.restore', { id: media.id })
    const opened = await callOn(elsewhere)('workflows.open', { id: restored.id })
    expect(opened.document.nodes.map(({ id }) => id)).toEqual(['still', 'knock', 'rain', 'film'])
    expect(opened.takes).toMatchObject([{ nodeId: 'film', mediaId: media.id }])
    expect(await statesOf(elsewhere, restored.id)).toMatchObject({ still: 'idle', film: 'out-of-date' })
  })
})

describe('a film from elsewhere', () => {
  const receipt = { workflow: 'Theirs', madeAt: 1, shots: [], hasWorkflow: true }
  let made = 0
  async function importFilm(metadata: Record<string, string>): Promise<string> {
    const clip = await makeClip(join(folder, `theirs-${made++}.mp4`), { tone: 300 + made })
    const output = stitching.nextFilm()
    await stitching.make([clip], { sound: { loudness: 'as-is' } }, { output, metadata: () => metadata })
    return (await core.importFile(output)).media.id
  }

  it.each([
    ['no JSON', { [carriedKeys.receipt]: '{"shots":' }],
    ['other JSON', { [carriedKeys.receipt]: '[1,2,3]' }],
    [
      'too many shots',
      {
        [carriedKeys.receipt]: JSON.stringify({
          ...receipt,
          shots: Array.from({ length: 3_000 }, () => ({ number: 1, start: 0, end: 1, node: '' })),
        }),
      },
    ],
    [
      'a text without end',
      { [carriedKeys.receipt]: JSON.stringify({ ...receipt, workflow: 'x'.repeat(2_100_000) }) },
    ],
    ['brackets without end', { [carriedKeys.receipt]: '['.repeat(1_000_000) }],
  ])('that carries %s has no receipt and no workflow', async (_, metadata) => {
    const id = await importFilm(metadata)
    expect(await call('films.receipt', { id })).toEqual({})
    await expect(call('films.restore', { id })).rejects.toMatchObject({ code: 'film_without_workflow' })
  })

  const bottomless = JSON.stringify({
    ...emptyDocument(),
    nodes: [node('a', 'prompt', 'A', { text: 'DEEP' })],
  }).replace('"DEEP"', '['.repeat(200_000) + ']'.repeat(200_000))

  it.each([
    ['is no JSON', '{"nodes":[', 'workflow_unreadable'],
    ['is no workflow', '{"nodes":[]}', 'workflow_unreadable'],
    ['is of a newer app', JSON.stringify({ ...emptyDocument(), version: 99 }), 'workflow_newer'],
    ['has no bottom', bottomless, 'workflow_unreadable'],
  ])('whose workflow %s says so', async (_, workflow, code) => {
    const metadata = {
      [carriedKeys.receipt]: JSON.stringify(receipt),
      [carriedKeys.workflow]: workflow,
    }
    await expect(call('films.restore', { id: await importFilm(metadata) })).rejects.toMatchObject({ code })
  })

  it('can neither give takes to nodes that make something else, nor answer for other workflows', async () => {
    const known = await call('films.receipt', { id: filmId })
    const clip = known.receipt!.shots[2]!.mediaId!
    const { takes } = await call('workflows.open', { id: workflowId })
    const { signature } = takes.find(({ nodeId }) => nodeId === 'rain')!
    const id = await importFilm({
      [carriedKeys.receipt]: JSON.stringify(receipt),
      [carriedKeys.workflow]: JSON.stringify(twoShots),
      [carriedKeys.takes]: JSON.stringify([
        { nodeId: 'still', media: clip, signature },
        { nodeId: 'nobody', media: clip, signature },
        { nodeId: 'rain', media: clip, signature },
      ]),
    })
    const restored = await call('films.restore', { id })
    const opened = await call('workflows.open', { id: restored.id })
    expect(opened.takes).toMatchObject([{ nodeId: 'rain', mediaId: clip }])

    // Another workflow that asks for the rain still gets the rain.
    const again = await call('workflows.create', { name: 'Again', document: twoShots })
    await run(again.id)
    const rain = (await call('workflows.open', { id: again.id })).takes.find(
      ({ nodeId }) => nodeId === 'rain',
    )
    expect(rain?.mediaId).toBe(known.receipt!.shots[1]!.mediaId)
  })

  it('whose takes say nothing that can be compared is restored without them', async () => {
    const id = await importFilm({
      [carriedKeys.receipt]: JSON.stringify(receipt),
      [carriedKeys.workflow]: JSON.stringify(twoShots),
      [carriedKeys.takes]: JSON.stringify([{ nodeId: 'film', media: 'film', signature: 'not a recipe' }]),
    })
    const restored = await call('films.restore', { id })
    expect((await call('workflows.open', { id: restored.id })).takes).toEqual([])
  })
})
