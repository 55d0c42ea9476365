import type { Connection, DocumentNode } from '../graph/document.ts'
import { createGraph, flowOrder, outgoingOf, type Graph } from '../graph/graph.ts'
import { inputPort } from '../graph/node-ports.ts'

/** A node and all that is made from it alone: what a batch makes again for each of its items. */
export interface Chain {
  /** In flow order, so the chosen node is the first. */
  readonly nodes: readonly DocumentNode[]
  /** Into its nodes, from within the chain or from outside. */
  readonly incoming: readonly Connection[]
  /** Into ports that collect from many, such as the clips of a film: these nodes are shared and not copied. */
  readonly collected: readonly Connection[]
}

export function chainFrom(
  document: { readonly nodes: DocumentNode[]; readonly connections: Connection[] },
  nodeId: string,
): Chain {
  const graph = createGraph(document)
  const members = membersFrom(graph, nodeId)
  const { order, looped } = flowOrder(graph)
  const ids = [...order, ...looped].filter((id) => members.has(id))
  const wires = document.connections.filter(
    ({ from, to }) => graph.nodes.has(from.node) && graph.nodes.has(to.node),
  )
  return {
    nodes: ids.map((id) => graph.nodes.get(id)!),
    incoming: wires.filter(({ to }) => members.has(to.node)),
    collected: wires.filter(({ from, to }) => members.has(from.node) && !members.has(to.node)),
  }
}

function membersFrom(graph: Graph, nodeId: string): ReadonlySet<string> {
  const members = new Set([nodeId])
  for (const id of members) {
    for (const wire of outgoingOf(graph, id)) if (!collects(graph, wire)) members.add(wire.to.node)
  }
  return members
}

/** References may be many too, but they belong to one picture or clip, so those are made for each item. */
function collects(graph: Graph, { to }: Connection): boolean {
  const port = inputPort(graph.nodes.get(to.node)!, to.port)
  return port?.many === true && port.optional !== true
}
