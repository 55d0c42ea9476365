import { statusOf } from '../../nodes/engine/status.ts'
import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import { createGraph, flowOrder } from '../../nodes/graph/graph.ts'
import type { Take } from '../../nodes/takes.ts'
import { canonical } from '../packages/canonical.ts'

/** A clip that a node of the older app made. */
export interface LegacyTake {
  readonly nodeId: string
  readonly nodeType: string
  readonly mediaId: string
  readonly createdAt: number
}

export interface Signed {
  readonly document: WorkflowDocument
  /** By node, oldest first. */
  readonly takes: readonly (LegacyTake & Pick<Take, 'number' | 'variation' | 'signature' | 'activatedAt'>)[]
}

/**
 * The older app did not write down what a clip was made from, but the graph that made it is here: a take counts as
 * made from what its node asks for now, so that nothing has to be made or paid a second time. Where that cannot be
 * said, the node keeps its take.
 */
export function signTakes(document: WorkflowDocument, made: readonly LegacyTake[]): Signed {
  const ofNode = Map.groupBy(
    made.toSorted((a, b) => a.createdAt - b.createdAt),
    ({ nodeId }) => nodeId,
  )
  const signatures = new Map<string, string>()
  const kept = new Set<string>()
  const withKept = () => ({
    ...document,
    nodes: document.nodes.map((node) => (kept.has(node.id) ? { ...node, kept: true } : node)),
  })
  const takesOf = (nodeId: string) => numbered(ofNode.get(nodeId) ?? [], signatures.get(nodeId) ?? '')
  const open = flowOrder(createGraph(document)).order.filter((id) => ofNode.has(id))
  while (open.length > 0) {
    const statuses = statusOf(withKept(), {
      takesOf: (nodeId) => (signatures.has(nodeId) ? takesOf(nodeId) : []),
      isMissing: () => false,
    })
    const told = open.flatMap((id) => {
      const status = statuses.get(id)
      return status && 'signature' in status && status.signature !== undefined
        ? [[id, status.signature] as const]
        : []
    })
    if (told.length === 0) {
      const [first] = open
      kept.add(first!)
      const node = document.nodes.find(({ id }) => id === first)
      told.push([first!, canonical({ type: node?.type ?? '', version: 1, params: {}, inputs: {} })])
    }
    for (const [id, signature] of told) {
      signatures.set(id, signature)
      open.splice(open.indexOf(id), 1)
    }
  }
  return { document: withKept(), takes: [...signatures.keys()].flatMap((id) => takesOf(id)) }
}

/** In order; the last one is the active one. */
function numbered(takes: readonly LegacyTake[], signature: string) {
  return takes.map((take, index) => ({
    ...take,
    number: index + 1,
    variation: index,
    signature,
    activatedAt: take.createdAt + index,
  }))
}
