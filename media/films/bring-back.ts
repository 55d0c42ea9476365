import { createGraph, outgoingOf } from '../../nodes/graph/graph.ts'
import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import type { WorkflowMedia } from '../db/workflow-media.ts'
import type { MediaManager } from '../media-manager.ts'
import type { CarriedTake } from './carried.ts'

type BroughtTake = Omit<WorkflowMedia, 'workflowId' | 'take' | 'activatedAt' | 'createdAt'>

/**
 * The takes of a restored workflow: what the film says stood behind its nodes, as far as this library has it and
 * it is what such a node makes. They are takes of this workflow alone; what the film claims about signatures
 * never answers for another one.
 */
export function takesToBring(
  manager: Pick<MediaManager, 'getMany'>,
  { document, takes, filmId }: { document: WorkflowDocument; takes: readonly CarriedTake[]; filmId: string },
): BroughtTake[] {
  const graph = createGraph(document)
  const idOf = ({ media }: CarriedTake) => (media === 'film' ? filmId : media)
  const present = new Map(manager.getMany([...new Set(takes.map(idOf))]).map((media) => [media.id, media]))
  return takes.flatMap((take) => {
    const node = graph.nodes.get(take.nodeId)
    const definition = node && nodeTypeOf(node.type)
    const media = present.get(idOf(take))
    if (!node || definition?.kind !== 'maker' || !media) return []
    if (!Object.values(definition.outputs).some(({ type }) => type === media.kind)) return []
    const role = outgoingOf(graph, node.id).length > 0 ? 'intermediate' : 'output'
    const { signature } = take
    return [{ mediaId: media.id, nodeId: node.id, nodeType: node.type, role, variation: 0, signature }]
  })
}
