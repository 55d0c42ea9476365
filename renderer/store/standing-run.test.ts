import { describe, expect, it } from 'vitest'
import type { Run, RunNode } from '../../nodes/contract/records.ts'
import { statusOf } from '../../nodes/engine/status.ts'
import { emptyDocument, type DocumentNode, type WorkflowDocument } from '../../nodes/graph/document.ts'
import type { Media } from '../../nodes/media.ts'
import type { Take } from '../../nodes/takes.ts'
import { standingRun } from './standing-run.ts'

const node = (id: string, type: string, params: DocumentNode['params'] = {}): DocumentNode => ({
  id,
  type,
  version: 1,
  title: id,
  position: { x: 0, y: 0 },
  params,
})
const intoFilm = (id: string) => ({
  id,
  from: { node: id, port: 'video' },
  to: { node: 'Film', port: 'clips' },
})
/** Two clips that are joined into a film. */
const document: WorkflowDocument = {
  ...emptyDocument(),
  nodes: [
    node('Motion 1', 'text-to-video', { prompt: 'Rain' }),
    node('Motion 2', 'text-to-video', { prompt: 'Sun' }),
    node('Film', 'video-stitcher'),
  ],
  connections: [intoFilm('Motion 1'), intoFilm('Motion 2')],
}

const ran = (nodeId: string, state: RunNode['state'], rest: Partial<RunNode> = {}): RunNode => ({
  runId: 'run',
  nodeId,
  title: nodeId,
  type: '',
  state,
  cost: 0,
  endedAt: 100,
  ...rest,
})
const clip: Media = {
  id: 'a'.repeat(64),
  kind: 'video',
  name: 'Clip',
  sizeBytes: 1,
  hasAudio: false,
  sourceType: 'generated',
  createdAt: 1,
  favourite: false,
  missing: false,
}
const signatures = statusOf(document, { takesOf: () => [], isMissing: () => true })
const madeAt = (nodeId: string, activatedAt: number): readonly Take[] => {
  const status = signatures.get(nodeId)!
  const signature = 'signature' in status ? status.signature! : ''
  return [{ nodeId, mediaId: clip.id, number: 1, variation: 0, signature, createdAt: 1, activatedAt }]
}

interface Given {
  readonly nodes: readonly RunNode[]
  readonly takes?: Readonly<Record<string, readonly Take[]>>
  readonly document?: WorkflowDocument
  readonly runs?: readonly Run[]
}
const world = ({ nodes, takes = {}, runs = [], ...given }: Given) => ({
  document: given.document ?? document,
  takes,
  runs,
  media: { [clip.id]: clip },
  nodeRuns: Object.fromEntries(nodes.map((run) => [run.nodeId, run])),
})
const bothFailed = [ran('Motion 1', 'failed'), ran('Motion 2', 'failed')]
const skipped = ran('Film', 'skipped', { source: 'Motion 1' })

describe('a node that was skipped', () => {
  it('names the node that it waited for while that did not finish', () => {
    expect(standingRun(world({ nodes: [...bothFailed, skipped] }), 'Film')).toBe(skipped)
  })

  it('names the one that is the cause now, once the first was made after all', () => {
    const retried = [ran('Motion 1', 'done', { runId: 'retry' }), ran('Motion 2', 'failed'), skipped]
    const now = world({ nodes: retried, takes: { 'Motion 1': madeAt('Motion 1', 200) } })
    expect(standingRun(now, 'Film')).toMatchObject({ state: 'skipped', source: 'Motion 2' })
    expect(standingRun(now, 'Film')).toBe(standingRun({ ...now }, 'Film'))
  })

  it('is what it is at rest when nothing before it is unfinished any more', () => {
    const takes = { 'Motion 1': madeAt('Motion 1', 200), 'Motion 2': madeAt('Motion 2', 200) }
    expect(standingRun(world({ nodes: [...bothFailed, skipped], takes }), 'Film')).toBeUndefined()
  })
})

describe('a node that did not finish', () => {
  it('says so until it was made, also if it went out of date since', () => {
    const failed = ran('Motion 1', 'failed')
    const changed = {
      ...document,
      nodes: document.nodes.map((old) =>
        old.id === 'Motion 1' ? { ...old, params: { prompt: 'Snow' } } : old,
      ),
    }
    const given = { nodes: [failed], document: changed }
    expect(standingRun(world({ ...given, takes: { 'Motion 1': madeAt('Motion 1', 50) } }), 'Motion 1')).toBe(
      failed,
    )
    expect(
      standingRun(world({ ...given, takes: { 'Motion 1': madeAt('Motion 1', 200) } }), 'Motion 1'),
    ).toBeUndefined()
  })
})

it('tells what was cut off from what somebody stopped', () => {
  const nodes = [ran('Motion 1', 'stopped')]
  const run = (state: Run['state']): Run => ({ id: 'run', workflowName: '', state, startedAt: 0, nodes })
  const stopped = (state: Run['state']) => standingRun(world({ nodes, runs: [run(state)] }), 'Motion 1')
  expect(stopped('interrupted')).toMatchObject({ state: 'stopped', cutOff: true })
  expect(stopped('stopped')).toBe(nodes[0])
})
