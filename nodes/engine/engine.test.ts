import { describe, expect, it } from 'vitest'
import { AppError } from '../errors.ts'
import {
  emptyDocument,
  type Connection,
  type DocumentNode,
  type WorkflowDocument,
} from '../graph/document.ts'
import type { MediaValue } from '../media.ts'
import type { Take } from '../takes.ts'
import { execute, type NodeEvent, type Result, type Work } from './execute.ts'
import { planRun, type RunTarget } from './plan.ts'
import { statusOf } from './status.ts'

/** A hand-made library: "files" are the text of what made them, and it counts how often each node was asked. */
function studio() {
  const takes = new Map<string, Take[]>()
  const results = new Map<string, Result>()
  const missing = new Set<string>()
  const made: string[] = []
  const broken = new Set<string>()
  let clock = 0
  let document: WorkflowDocument = emptyDocument()
  const world = { takesOf: (id: string) => takes.get(id) ?? [], isMissing: (id: string) => missing.has(id) }

  const idOf = (text: string) =>
    [...text]
      .reduce((h, c) => (h * 33 + c.charCodeAt(0)) % 1e14, 7)
      .toString(16)
      .padStart(64, '0')
  const keep = (work: Work, { value, variation }: Result) => {
    const list = takes.get(work.node.id) ?? []
    const known = list.find((take) => take.mediaId === value.id)
    const take: Take = {
      nodeId: work.node.id,
      mediaId: value.id,
      number: known?.number ?? list.length + 1,
      variation: known?.variation ?? variation,
      signature: work.signature,
      createdAt: known?.createdAt ?? ++clock,
      activatedAt: ++clock,
    }
    takes.set(work.node.id, [...list.filter((other) => other !== known), take])
    results.set(work.signature, { value, variation })
  }

  async function run(target: RunTarget = { kind: 'all' }, signal = { aborted: false }) {
    const events: NodeEvent[] = []
    const before = made.length
    const plan = planRun(document, target, world)
    await execute(document, plan, {
      signal,
      onNode: (event) => void events.push(event),
      takePlace: async () => () => {},
      claim: async () => () => {},
      lookUp: (work) => {
        const known = results.get(work.signature)
        return known && !missing.has(known.value.id) ? known : undefined
      },
      variationOf: (work) => (work.newTake ? (takes.get(work.node.id) ?? []).length : 0),
      servicesFor: (work, variation) => {
        const make = async (kind: MediaValue['kind'], what: unknown) => {
          await new Promise((resolve) => setTimeout(resolve, 1))
          if (broken.has(work.node.id)) throw new AppError('encode_unfinished', { what: 'the clip' })
          made.push(work.node.id)
          return { id: idOf(JSON.stringify([work.node.type, what, variation])), kind }
        }
        return {
          generateImage: (request) => make('image', request),
          generateVideo: (request) => make('video', request),
          stitch: ({ clips, settings }) => make('video', [clips, settings]),
          extractLastFrame: (video) => make('image', video),
        }
      },
      keep,
    })
    const states = Object.fromEntries(events.map(({ nodeId, state }) => [nodeId, state]))
    return { states, made: made.slice(before), events, plan }
  }

  return {
    run,
    broken,
    missing,
    takes,
    open: (next: WorkflowDocument) => (document = next),
    edit: (id: string, change: Partial<DocumentNode>) =>
      (document = {
        ...document,
        nodes: document.nodes.map((node) => (node.id === id ? { ...node, ...change } : node)),
      }),
    remove: (connectionId: string) =>
      (document = { ...document, connections: document.connections.filter(({ id }) => id !== connectionId) }),
    states: () => Object.fromEntries([...statusOf(document, world)].map(([id, { state }]) => [id, state])),
    status: (id: string) => statusOf(document, world).get(id)!,
    clock: () => ++clock,
  }
}

const node = (id: string, type: string, params: Record<string, unknown> = {}): DocumentNode => ({
  id,
  type,
  version: 1,
  title: id,
  position: { x: 0, y: 0 },
  params,
})

const wire = (from: string, to: string): Connection => {
  const [a, b] = [from.split('.'), to.split('.')] as [string[], string[]]
  return { id: `${from}>${to}`, from: { node: a[0]!, port: a[1]! }, to: { node: b[0]!, port: b[1]! } }
}

/** Two shots: words, still, clip each; joined by a film. */
const twoShots = (): WorkflowDocument => ({
  ...emptyDocument(),
  nodes: [
    node('p1', 'prompt', { text: 'rain' }),
    node('p2', 'prompt', { text: 'door' }),
    node('i1', 'text-to-image'),
    node('i2', 'text-to-image'),
    node('v1', 'image-to-video'),
    node('v2', 'image-to-video'),
    node('film', 'video-stitcher'),
  ],
  connections: [
    wire('p1.text', 'i1.prompt'),
    wire('p2.text', 'i2.prompt'),
    wire('i1.image', 'v1.image'),
    wire('i2.image', 'v2.image'),
    wire('v1.video', 'film.clips'),
    wire('v2.video', 'film.clips'),
  ],
})

function opened(document = twoShots()) {
  const s = studio()
  s.open(document)
  return s
}

describe('a run', () => {
  it('makes everything once, in order, and then has nothing to do', async () => {
    const s = opened()
    const first = await s.run()
    expect(first.states).toEqual({ i1: 'done', i2: 'done', v1: 'done', v2: 'done', film: 'done' })
    expect(first.made.at(-1)).toBe('film')
    expect((await s.run()).made).toEqual([])
    expect(new Set(Object.values(s.states()))).toEqual(new Set(['holds-value', 'up-to-date']))
  })

  it('makes again exactly what depends on an edited prompt', async () => {
    const s = opened()
    await s.run()
    s.edit('p1', { params: { text: 'snow' } })
    expect(s.states()).toMatchObject({
      i1: 'out-of-date',
      v1: 'out-of-date',
      film: 'out-of-date',
      i2: 'up-to-date',
    })
    expect(s.status('i1')).toMatchObject({ changes: [{ what: 'input', port: 'prompt' }] })
    expect(s.status('v1')).toMatchObject({ changes: [{ what: 'upstream', nodeId: 'i1' }] })
    expect((await s.run()).made).toEqual(['i1', 'v1', 'film'])
  })

  it('reuses the old takes when an edit is taken back', async () => {
    const s = opened()
    await s.run()
    s.edit('p1', { params: { text: 'snow' } })
    await s.run()
    s.edit('p1', { params: { text: 'rain' } })
    const again = await s.run()
    expect(again.made).toEqual([])
    expect(again.states).toEqual({ i1: 'reused', v1: 'reused', film: 'reused' })
    expect(s.status('i1').take).toMatchObject({ number: 1 })
  })

  it('skips only what depends on a node that did not finish, and keeps the rest', async () => {
    const s = opened()
    s.broken.add('i1')
    expect((await s.run()).states).toEqual({
      i1: 'failed',
      v1: 'skipped',
      film: 'skipped',
      i2: 'done',
      v2: 'done',
    })
    s.broken.clear()
    const retry = await s.run({ kind: 'nodes', nodeIds: ['i1', 'v1', 'film'] })
    expect(retry.made).toEqual(['i1', 'v1', 'film'])
  })

  it('starts nothing new once it is stopped', async () => {
    const s = opened()
    const signal = { aborted: false }
    const running = s.run({ kind: 'all' }, signal)
    signal.aborted = true
    expect(new Set(Object.values((await running).states))).toEqual(new Set(['stopped']))
  })

  it('runs a selection with what is out of date before it, and nothing beside or behind it', async () => {
    const s = opened()
    expect((await s.run({ kind: 'nodes', nodeIds: ['v1'] })).made).toEqual(['i1', 'v1'])
  })

  it('runs from a node on, to the end', async () => {
    const s = opened()
    await s.run()
    s.edit('v1', { params: { seconds: 5 } })
    s.edit('i2', { params: { seed: 4 } })
    // The film needs the other clip too, so that one comes up to date with it.
    expect((await s.run({ kind: 'from', nodeId: 'v1' })).made.toSorted()).toEqual(['film', 'i2', 'v1', 'v2'])
  })

  it('makes another take on request, which then feeds downstream; the earlier one can be chosen again', async () => {
    const s = opened()
    await s.run()
    const more = await s.run({ kind: 'new-takes', nodeIds: ['i1'] })
    expect(more.made).toEqual(['i1'])
    expect(s.takes.get('i1')).toHaveLength(2)
    expect(s.states()).toMatchObject({ i1: 'up-to-date', v1: 'out-of-date', film: 'out-of-date' })
    s.edit('i1', { chosenTake: { mediaId: s.takes.get('i1')![0]!.mediaId, at: s.clock() } })
    expect(s.states()).toMatchObject({ i1: 'up-to-date', v1: 'up-to-date', film: 'up-to-date' })
  })

  it('uses a kept take whatever changes before it', async () => {
    const s = opened()
    await s.run()
    s.edit('i1', { kept: true })
    s.edit('p1', { params: { text: 'snow' } })
    expect(s.states()).toMatchObject({ i1: 'kept', v1: 'up-to-date', film: 'up-to-date' })
    expect((await s.run()).made).toEqual([])
  })

  it('makes a lost file again, and what stands behind it is still good', async () => {
    const s = opened()
    await s.run()
    s.missing.add(s.takes.get('i1')![0]!.mediaId)
    expect(s.states()).toMatchObject({ i1: 'missing-file', v1: 'out-of-date' })
    s.missing.clear()
    expect(s.states()).toMatchObject({ i1: 'up-to-date', v1: 'up-to-date' })
  })
})

describe('a node that cannot run', () => {
  it('says which port is empty, and what stands behind it waits for it', () => {
    const s = opened()
    s.remove('p1.text>i1.prompt')
    expect(s.status('i1')).toMatchObject({ state: 'needs-input', port: 'prompt' })
    expect(s.status('v1')).toMatchObject({ state: 'blocked', source: 'i1' })
  })

  it('takes words typed on its own card for the wire that is not there, as the same words', async () => {
    const s = opened()
    await s.run()
    s.remove('p1.text>i1.prompt')
    s.edit('i1', { params: { prompt: 'rain' } })
    expect(s.states()).toMatchObject({ i1: 'up-to-date' })
  })

  it('keeps an unknown node type and lets the rest run', async () => {
    const s = opened({ ...twoShots(), nodes: [...twoShots().nodes, node('x', 'upscale-8k')] })
    expect(s.status('x')).toMatchObject({ state: 'needs-fix', problem: { error: { code: 'node_unknown' } } })
    expect((await s.run()).states).toMatchObject({ film: 'done' })
  })

  it('names every node of a loop and blocks what hangs behind it', () => {
    const looped = twoShots()
    const s = opened({
      ...looped,
      nodes: [
        ...looped.nodes,
        node('a', 'video-stitcher'),
        node('b', 'video-stitcher'),
        node('c', 'video-stitcher'),
      ],
      connections: [
        ...looped.connections,
        wire('a.video', 'b.clips'),
        wire('b.video', 'a.clips'),
        wire('b.video', 'c.clips'),
      ],
    })
    expect(s.status('a')).toMatchObject({ problem: { kind: 'loop', nodeIds: ['a', 'b'] } })
    expect(s.status('c')).toMatchObject({ state: 'blocked', source: 'b' })
    expect(s.states()).toMatchObject({ film: 'idle' })
  })

  it('points at a wire of the wrong type', () => {
    const base = twoShots()
    const s = opened({ ...base, connections: [...base.connections, wire('p1.text', 'v1.image')] })
    expect(s.status('v1')).toMatchObject({ problem: { kind: 'wire', refusal: { code: 'different_type' } } })
  })

  it('says which param is wrong', () => {
    const s = opened()
    s.edit('v1', { params: { seconds: 500 } })
    expect(s.status('v1')).toMatchObject({
      problem: { error: { code: 'param_wrong', details: { param: 'seconds' } } },
    })
  })
})
