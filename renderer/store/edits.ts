import { canConnect, type Refusal } from '../../nodes/graph/connect.ts'
import type { Connection, DocumentNode, End, WorkflowDocument } from '../../nodes/graph/document.ts'
import { portsOf } from '../../nodes/graph/node-ports.ts'

/** What an edit makes of a document. Every function here answers the same document when nothing changes. */

export function changeNode(
  document: WorkflowDocument,
  id: string,
  change: (node: DocumentNode) => DocumentNode,
): WorkflowDocument {
  const index = document.nodes.findIndex((node) => node.id === id)
  const node = document.nodes[index]
  const changed = node && change(node)
  return !changed || changed === node ? document : { ...document, nodes: document.nodes.with(index, changed) }
}

export function moveNodes(
  document: WorkflowDocument,
  positions: Readonly<Record<string, { readonly x: number; readonly y: number }>>,
): WorkflowDocument {
  let moved = false
  const nodes = document.nodes.map((node) => {
    const to = positions[node.id]
    if (!to || (to.x === node.position.x && to.y === node.position.y)) return node
    moved = true
    return { ...node, position: { x: to.x, y: to.y } }
  })
  return moved ? { ...document, nodes } : document
}

export type Joined =
  { readonly document: WorkflowDocument; readonly replaced?: Connection } | { readonly refusal: Refusal }

/** Joins two ports as nodes/graph/connect.ts allows; a single input gives up the wire it had. */
export function join(document: WorkflowDocument, from: End, to: End): Joined {
  const verdict = canConnect(document, from, to)
  if (!verdict.ok) return { refusal: verdict.refusal }
  const kept = document.connections.filter((connection) => connection !== verdict.replaces)
  const connections = [...kept, { id: newId(), from, to }]
  return {
    document: { ...document, connections },
    ...(verdict.replaces && { replaced: verdict.replaces }),
  }
}

/** Moves one end of a wire. In a list of clips the wire keeps its place. */
export function rejoin(
  document: WorkflowDocument,
  connectionId: string,
  ends: { from: End; to: End },
): Joined {
  const index = document.connections.findIndex(({ id }) => id === connectionId)
  const connection = document.connections[index]
  if (!connection) return { refusal: { code: 'unknown_port' } }
  if (sameEnd(connection.from, ends.from) && sameEnd(connection.to, ends.to)) return { document }
  const without = disconnect(document, [connectionId])
  const joined = join(without, ends.from, ends.to)
  if ('refusal' in joined || !sameEnd(connection.to, ends.to)) return joined
  return {
    document: { ...document, connections: document.connections.with(index, { ...connection, ...ends }) },
  }
}

export function disconnect(document: WorkflowDocument, ids: readonly string[]): WorkflowDocument {
  const gone = new Set(ids)
  const connections = document.connections.filter(({ id }) => !gone.has(id))
  return connections.length === document.connections.length ? document : { ...document, connections }
}

export function removeNodes(document: WorkflowDocument, ids: readonly string[]): WorkflowDocument {
  const gone = new Set(ids)
  const nodes = document.nodes.filter(({ id }) => !gone.has(id))
  if (nodes.length === document.nodes.length) return document
  const connections = document.connections.filter(
    ({ from, to }) => !gone.has(from.node) && !gone.has(to.node),
  )
  return { ...document, nodes, connections }
}

/** Removes nodes and joins what stood before each with what stood behind it, where the types fit. */
export function removeAndRejoin(document: WorkflowDocument, ids: readonly string[]): WorkflowDocument {
  return ids.reduce((present, id) => removeNodes(bridgeOver(present, id), [id]), document)
}

/** Hands each wire that leaves a node to the first of its sources that may take it. */
function bridgeOver(document: WorkflowDocument, id: string): WorkflowDocument {
  const sources = document.connections.filter(({ to }) => to.node === id).map(({ from }) => from)
  const leaving = document.connections.filter(({ from }) => from.node === id)
  return leaving.reduce((present, wire) => {
    for (const from of sources) {
      const joined = rejoin(present, wire.id, { from, to: wire.to })
      if (!('refusal' in joined)) return joined.document
    }
    return present
  }, document)
}

/** One place earlier or later among the wires into the same port. */
export function moveConnection(document: WorkflowDocument, id: string, by: -1 | 1): WorkflowDocument {
  const index = document.connections.findIndex((connection) => connection.id === id)
  const wire = document.connections[index]
  if (!wire) return document
  const step = (at: number): number => {
    const next = document.connections[at + by]
    if (!next || sameEnd(next.to, wire.to)) return at + by
    return step(at + by)
  }
  const other = step(index)
  const neighbour = document.connections[other]
  if (!neighbour) return document
  return { ...document, connections: document.connections.with(index, neighbour).with(other, wire) }
}

/** The first ports of a node that fit the other end of a wire; free ones before occupied ones. */
export function fittingPort(
  document: WorkflowDocument,
  nodeId: string,
  other: { readonly from: End } | { readonly to: End },
): string | undefined {
  const node = document.nodes.find(({ id }) => id === nodeId)
  if (!node) return undefined
  const { inputs, outputs } = portsOf(node)
  if ('to' in other) {
    return Object.keys(outputs).find((port) => canConnect(document, { node: nodeId, port }, other.to).ok)
  }
  const verdicts = Object.keys(inputs).map((port) => ({
    port,
    verdict: canConnect(document, other.from, { node: nodeId, port }),
  }))
  const allowed = verdicts.filter(({ verdict }) => verdict.ok)
  const free = allowed.find(({ verdict }) => verdict.ok && !verdict.replaces)
  return (free ?? allowed[0])?.port
}

export function sameEnd(a: End, b: End): boolean {
  return a.node === b.node && a.port === b.port
}

export function newId(): string {
  return crypto.randomUUID()
}

/** Puts a node between the two ends of a wire, if one of its inputs and its output fit there. */
export function insertOnWire(document: WorkflowDocument, nodeId: string, wireId: string): WorkflowDocument {
  const wire = document.connections.find(({ id }) => id === wireId)
  if (!wire || wire.from.node === nodeId || wire.to.node === nodeId) return document
  const without = disconnect(document, [wireId])
  const input = fittingPort(without, nodeId, { from: wire.from })
  const output = fittingPort(without, nodeId, { to: wire.to })
  if (input === undefined || output === undefined) return document
  const moved = rejoin(document, wireId, { from: { node: nodeId, port: output }, to: wire.to })
  const joined = 'document' in moved && join(moved.document, wire.from, { node: nodeId, port: input })
  return joined && 'document' in joined ? joined.document : document
}
