import { execute, type Result } from '../../nodes/engine/execute.ts'
import { planRun } from '../../nodes/engine/plan.ts'
import { emptyDocument, type WorkflowDocument } from '../../nodes/graph/document.ts'
import { compare, type Row } from './measure.ts'

const NODES = 1_000

/** Ten chains of a hundred nodes whose work is nothing: what remains is planning, signing and scheduling. */
export async function benchExecutor(): Promise<Row[]> {
  const document = chains()
  const value = { id: '0'.repeat(64), kind: 'video' } as const
  const world = { takesOf: () => [], isMissing: () => false }
  const rows = await compare(`executor, ${NODES} trivial nodes`, 7, [
    { name: 'a bare loop of awaited functions', run: bareLoop },
    {
      name: 'Sceneloom, plan and run',
      run: () =>
        execute(document, planRun(document, { kind: 'all' }, world), {
          signal: { aborted: false },
          onNode: () => {},
          takePlace: async () => () => {},
          claim: async () => () => {},
          lookUp: (): Result | undefined => undefined,
          variationOf: () => 0,
          servicesFor: () => ({
            generateImage: async () => value,
            generateVideo: async () => value,
            stitch: async () => value,
            extractLastFrame: async () => value,
          }),
          keep: () => {},
        }),
    },
  ])
  return rows.map((row) => ({
    ...row,
    name: `${row.name} (${((row.medianMs / NODES) * 1000).toFixed(1)} µs a node)`,
  }))
}

async function bareLoop(): Promise<void> {
  for (let index = 0; index < NODES; index++) await Promise.resolve(index)
}

function chains(): WorkflowDocument {
  const nodes: WorkflowDocument['nodes'] = []
  const connections: WorkflowDocument['connections'] = []
  for (let index = 0; index < NODES; index++) {
    const first = index % 100 === 0
    const id = `n${index}`
    const type = first ? 'text-to-video' : 'video-stitcher'
    const params = first ? { prompt: `shot ${index}` } : {}
    nodes.push({ id, type, version: 1, title: id, position: { x: 0, y: 0 }, params })
    if (!first) {
      const from = { node: `n${index - 1}`, port: 'video' }
      connections.push({ id: `c${index}`, from, to: { node: id, port: 'clips' } })
    }
  }
  return { ...emptyDocument(), nodes, connections }
}
