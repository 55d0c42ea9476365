import { beforeEach, describe, expect, it } from 'vitest'
import { newestFirst } from '../../nodes/contract/library.ts'
import { emptyDocument, type DocumentNode } from '../../nodes/graph/document.ts'
import { mediaOfNode } from '../../nodes/graph/media-of-document.ts'
import type { StoredRunNode } from '../db/run-nodes.ts'
import { openScratch, scratchMedia } from '../db/scratch.ts'
import { createTables, type Tables } from '../db/tables.ts'
import { someJob, someOrder } from '../jobs/test-book.ts'
import { usesOf } from './uses.ts'
import { workOf } from './work.ts'

let tables: Tables
beforeEach(() => {
  tables = createTables(openScratch())
  for (const n of [1, 2, 3]) tables.media.put(scratchMedia(n))
})

const idOf = (n: number) => scratchMedia(n).id
const node = (id: string, type: string, change: Partial<DocumentNode> = {}): DocumentNode => ({
  id,
  type,
  version: 1,
  title: '',
  position: { x: 0, y: 0 },
  params: {},
  ...change,
})

function workflow(nodes: DocumentNode[]): void {
  const definition = { ...emptyDocument(), nodes }
  const times = { createdAt: 1, updatedAt: 1 }
  tables.workflows.add({
    id: 'w',
    name: 'Film',
    description: '',
    status: 'draft',
    definition,
    rev: 1,
    ...times,
  })
  const named = nodes.flatMap((one) =>
    mediaOfNode(one).map((mediaId) => ({ nodeId: one.id, nodeType: one.type, mediaId })),
  )
  tables.workflowMedia.replaceInputs('w', named, 1)
}

function take(nodeId: string, n: number, at: number): void {
  const where = { workflowId: 'w', nodeId, nodeType: 'text-to-video', role: 'output' as const }
  const number = tables.workflowMedia.nextTake('w', nodeId)
  const made = { take: number, variation: 0, signature: 's', executionId: `run-${n}` }
  tables.workflowMedia.add({ ...where, ...made, mediaId: idOf(n), createdAt: at, activatedAt: at })
}

describe('where a media is used', () => {
  it('says by which node of which workflow, as which take, and from which run', () => {
    workflow([node('shot', 'text-to-video', { title: 'The shot' })])
    take('shot', 1, 10)
    take('shot', 2, 20)
    const shot = {
      workflowId: 'w',
      workflowName: 'Film',
      nodeId: 'shot',
      nodeTitle: 'The shot',
      nodeType: 'text-to-video',
    }
    expect(usesOf(tables, [1, 2, 3].map(idOf))).toEqual([
      { mediaId: idOf(1), ...shot, as: 'take', runId: 'run-1' },
      { mediaId: idOf(2), ...shot, as: 'active-take', runId: 'run-2' },
    ])
  })

  it('knows the take that a person chose', () => {
    workflow([node('shot', 'text-to-video', { chosenTake: { mediaId: idOf(1), at: 99 } })])
    take('shot', 1, 10)
    take('shot', 2, 20)
    expect(usesOf(tables, [1, 2].map(idOf)).map((use) => use.as)).toEqual(['active-take', 'take'])
  })

  it('finds it wherever a document names it, also in nodes that this app does not know', () => {
    const cut = { shots: [{ card: { picture: idOf(2) } }] }
    workflow([
      node('own', 'media', { params: { mediaId: idOf(1), kind: 'video' } }),
      node('film', 'video-stitcher', { params: { cut } }),
      node('later', 'of-a-newer-app', { params: { deep: [{ in: idOf(3) }] } }),
    ])
    expect(usesOf(tables, [1, 2, 3].map(idOf)).map((use) => [use.nodeId, use.nodeTitle, use.as])).toEqual([
      ['own', 'Media', 'input'],
      ['film', 'Video Stitcher', 'input'],
      ['later', 'of-a-newer-app', 'input'],
    ])
    tables.workflowMedia.replaceInputs('w', [], 2)
    expect(usesOf(tables, [1, 2, 3].map(idOf))).toEqual([])
  })
})

describe('a file that a workflow waits for', () => {
  const later = scratchMedia(9)
  const unused = () => tables.pages.ids({ unused: true }, newestFirst, { limit: 10, offset: 0 })

  it('is in use from the moment that it comes in, by whatever way', () => {
    workflow([node('own', 'media', { params: { mediaId: later.id, kind: 'image' } })])
    expect(usesOf(tables, [later.id])).toEqual([])
    tables.media.put(later)
    expect(usesOf(tables, [later.id])).toMatchObject([{ workflowId: 'w', nodeId: 'own', as: 'input' }])
    expect(unused()).not.toContain(later.id)
    expect(unused()).toContain(idOf(1))
  })

  it('is in nobody’s use once the node names another', () => {
    workflow([node('own', 'media', { params: { mediaId: later.id, kind: 'image' } })])
    tables.workflowMedia.replaceInputs('w', [], 2)
    tables.media.put(later)
    expect(usesOf(tables, [later.id])).toEqual([])
    expect(unused()).toContain(later.id)
  })
})

describe('work that is under way', () => {
  const page = { limit: 10, offset: 0 }
  const states = (asked: Parameters<typeof workOf>[1] = page) =>
    workOf(tables, asked).items.map(({ name, state }) => [name, state])
  const runNode = (nodeId: string, status: string, change: Partial<StoredRunNode> = {}): StoredRunNode => ({
    nodeId,
    nodeTitle: nodeId,
    nodeType: 'text-to-video',
    status,
    cost: 0,
    position: 0,
    ...change,
  })
  const prompts = [
    node('words', 'prompt', { params: { text: 'Rain on a window' } }),
    node('shot', 'text-to-video'),
    node('still', 'text-to-image', { params: { prompt: 'A lantern' } }),
  ]
  const connections = [
    { id: 'c', from: { node: 'words', port: 'text' }, to: { node: 'shot', port: 'prompt' } },
  ]
  function run(id: string, startedAt: number, nodes: StoredRunNode[]): void {
    const about = { id, workflowId: 'w', workflowName: 'Film', status: 'running' as const, startedAt }
    tables.runs.start(about, { ...emptyDocument(), nodes: prompts, connections })
    for (const one of nodes) tables.runs.putNode(id, one)
  }
  beforeEach(() => workflow(prompts))

  it('is what this machine makes, with the words it is made from', () => {
    run('r', 100, [
      runNode('shot', 'running', { startedAt: 150 }),
      runNode('still', 'waiting', { nodeType: 'text-to-image' }),
      runNode('words', 'waiting', { nodeType: 'prompt' }),
    ])
    expect(workOf(tables, page)).toMatchObject({
      total: 2,
      items: [
        { name: 'shot', state: 'generating', kind: 'video', prompt: 'Rain on a window', nodeId: 'shot' },
        { name: 'still', state: 'pending', kind: 'image', prompt: 'A lantern', workflowName: 'Film' },
      ],
    })
  })

  it('is a paid job, once, and not its node beside it', () => {
    const { order } = someOrder()
    const job = { workflowId: 'w', runId: 'r', order: { ...order, nodeId: 'shot', nodeTitle: 'Shot' } }
    run('r', 100, [runNode('shot', 'running')])
    tables.jobs.put(someJob('j', { ...job, state: 'running', createdAt: 200 }))
    tables.jobs.put(someJob('k', { ...job, runId: 'other', state: 'unknown', createdAt: 300 }))
    expect(workOf(tables, page).items).toMatchObject([
      { id: 'k', state: 'failed', jobId: 'k' },
      { id: 'j', state: 'generating', jobId: 'j', prompt: 'Rain on a window', provider: 'runway' },
    ])
  })

  it('is what failed last, until somebody tries again', () => {
    const error = { code: 'disk_full' as const, details: { what: 'the clip' } }
    run('r', 100, [runNode('shot', 'failed', { error, endedAt: 120 })])
    tables.runs.finish('r', 'partial', 130)
    const [failed] = workOf(tables, { ...page, states: ['failed'] }).items
    expect(failed).toMatchObject({ name: 'shot', state: 'failed', error: { code: 'disk_full' } })
    expect(failed?.error?.message).toContain('the clip')
    run('s', 200, [runNode('shot', 'running')])
    expect(states()).toEqual([['shot', 'generating']])
    tables.runs.putNode('s', runNode('shot', 'done', { endedAt: 210 }))
    tables.runs.finish('s', 'done', 220)
    expect(states()).toEqual([])
  })

  it('comes newest first, page by page, in the states that were asked for', () => {
    run(
      'r',
      100,
      [1, 2, 3, 4].map((n) => runNode(`n${n}`, n === 4 ? 'waiting' : 'running', { startedAt: 100 + n })),
    )
    expect(states({ limit: 2, offset: 1 })).toEqual([
      ['n3', 'generating'],
      ['n2', 'generating'],
    ])
    expect(states({ ...page, states: ['pending'] })).toEqual([['n4', 'pending']])
    expect(states({ ...page, states: ['failed'] })).toEqual([])
  })
})
