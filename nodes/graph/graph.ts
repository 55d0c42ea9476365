import type { Connection, DocumentNode, WorkflowDocument } from './document.ts'

/** A document indexed for questions; it never changes. Connections whose nodes are gone are left out. */
export interface Graph {
  readonly nodes: ReadonlyMap<string, DocumentNode>
  readonly incoming: ReadonlyMap<string, readonly Connection[]>
  readonly outgoing: ReadonlyMap<string, readonly Connection[]>
}

export function createGraph(document: Pick<WorkflowDocument, 'nodes' | 'connections'>): Graph {
  const nodes = new Map(document.nodes.map((node) => [node.id, node]))
  const incoming = new Map<string, Connection[]>()
  const outgoing = new Map<string, Connection[]>()
  for (const connection of document.connections) {
    if (!nodes.has(connection.from.node) || !nodes.has(connection.to.node)) continue
    append(outgoing, connection.from.node, connection)
    append(incoming, connection.to.node, connection)
  }
  return { nodes, incoming, outgoing }
}

export function incomingOf(graph: Graph, nodeId: string): readonly Connection[] {
  return graph.incoming.get(nodeId) ?? []
}

export function outgoingOf(graph: Graph, nodeId: string): readonly Connection[] {
  return graph.outgoing.get(nodeId) ?? []
}

/**
 * Every node after all that flows into it; nodes in or behind a loop are in `looped` instead. Ties keep the
 * document's order, so that the same document always runs, lists and tabs in the same order.
 */
export function flowOrder(graph: Graph): { order: string[]; looped: string[] } {
  const waiting = new Map([...graph.nodes.keys()].map((id) => [id, incomingOf(graph, id).length]))
  const order: string[] = []
  const ready = [...waiting].filter(([, count]) => count === 0).map(([id]) => id)
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    order.push(id)
    for (const { to } of outgoingOf(graph, id)) {
      const left = waiting.get(to.node)! - 1
      waiting.set(to.node, left)
      if (left === 0) ready.push(to.node)
    }
  }
  const ordered = new Set(order)
  return { order, looped: [...graph.nodes.keys()].filter((id) => !ordered.has(id)) }
}

/** All that a node depends on, without itself. */
export function upstreamOf(graph: Graph, starts: Iterable<string>): Set<string> {
  return reach(starts, (id) => incomingOf(graph, id).map(({ from }) => from.node))
}

/** All that depends on a node, without itself. */
export function downstreamOf(graph: Graph, starts: Iterable<string>): Set<string> {
  return reach(starts, (id) => outgoingOf(graph, id).map(({ to }) => to.node))
}

function reach(starts: Iterable<string>, next: (id: string) => string[]): Set<string> {
  const reached = new Set<string>()
  const open = [...starts]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const neighbour of next(id)) {
      if (reached.has(neighbour)) continue
      reached.add(neighbour)
      open.push(neighbour)
    }
  }
  return reached
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
