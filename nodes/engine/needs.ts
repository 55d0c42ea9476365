import type { Need } from '../generation/need.ts'
import { incomingOf, type Graph } from '../graph/graph.ts'
import { nodeTypeOf } from '../types/index.ts'
import type { NodeStatus } from './status.ts'

export interface NeedContext {
  readonly graph: Graph
  readonly statuses: ReadonlyMap<string, NodeStatus>
}

/**
 * What a node would ask of a model if it ran now: the same for the window that shows a price and for the core that
 * pays it. Undefined for nodes that ask none, and for those whose own settings need a fix first.
 */
export function needOf(nodeId: string, { graph, statuses }: NeedContext): Need | undefined {
  const status = statuses.get(nodeId)
  const node = graph.nodes.get(nodeId)
  const definition = node && nodeTypeOf(node.type)
  if (!status || definition?.kind !== 'maker' || status.params['model'] === undefined) return undefined
  return definition.need?.(status.params as never, {
    count: (port) =>
      incomingOf(graph, nodeId).filter(
        ({ from, to }) => to.port === port && willFlow(statuses.get(from.node), { graph, port: from.port }),
      ).length,
    text: (port) => {
      const [words] = status.inputs[port] ?? []
      return typeof words === 'string' ? words : ''
    },
  })
}

/** A maker will have made something by then; what holds nothing gives nothing. */
function willFlow(source: NodeStatus | undefined, { graph, port }: { graph: Graph; port: string }): boolean {
  if (!source) return false
  const kind = nodeTypeOf(graph.nodes.get(source.nodeId)?.type ?? '')?.kind
  return kind === 'maker' || source.outputs?.[port] !== undefined
}
