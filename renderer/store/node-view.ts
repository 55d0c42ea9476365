import { incomingOf, outgoingOf, createGraph, type Graph } from '../../nodes/graph/graph.ts'
import type { NodeStatus } from '../../nodes/engine/status.ts'
import type { DocumentNode, WorkflowDocument } from '../../nodes/graph/document.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import { statusesOf } from './statuses.ts'
import type { NodeView, Store } from './types.ts'

const noTakes: NodeView['takes'] = []
const views = new Map<string, NodeView>()

/**
 * All that a card shows. The same object as before while nothing of it changed, so that typing in one card
 * draws one card: a node behind it is drawn again only when its own words change.
 */
export function selectNodeView(state: Store, id: string): NodeView | undefined {
  const node = nodeById(state.document, id)
  const status = statusesOf(state).get(id)
  if (!node || !status) return undefined
  const takes = state.takes[id] ?? noTakes
  const run = state.nodeRuns[id]
  const activeTake = status.take
  const mediaId = activeTake?.mediaId ?? heldMediaId(node)
  const media = mediaId === undefined ? undefined : state.media[mediaId]
  const graph = graphOf(state.document)
  const incoming = incomingOf(graph, id)
  const outgoing = outgoingOf(graph, id)

  const before = views.get(id)
  const connections =
    before &&
    sameItems(before.connections.incoming, incoming) &&
    sameItems(before.connections.outgoing, outgoing)
      ? before.connections
      : { incoming, outgoing }
  const view: NodeView = {
    node,
    status: before && looksSame(before.status, status) ? before.status : status,
    takes,
    connections,
    ...(run && { run }),
    ...(activeTake && { activeTake }),
    ...(media && { media }),
  }
  if (before && isSameView(before, view)) return before
  views.set(id, view)
  return view
}

interface KnownGraph {
  readonly nodes: WorkflowDocument['nodes']
  readonly graph: Graph
}
const graphs = new WeakMap<WorkflowDocument['connections'], KnownGraph>()

/** The wires of a document by node; its nodes may be older ones, of the same ids. Mere changes of nodes cost nothing. */
export function graphOf(document: WorkflowDocument): Graph {
  const { nodes, connections } = document
  const known = graphs.get(connections)
  if (known?.nodes === nodes) return known.graph
  const sameIds =
    known?.nodes.length === nodes.length && nodes.every(({ id }, index) => id === known.nodes[index]!.id)
  const graph = known && sameIds ? known.graph : createGraph(document)
  graphs.set(connections, { nodes, graph })
  return graph
}

const indexes = new WeakMap<WorkflowDocument['nodes'], ReadonlyMap<string, DocumentNode>>()

export function nodeById(document: WorkflowDocument, id: string): DocumentNode | undefined {
  let index = indexes.get(document.nodes)
  if (!index) {
    index = new Map(document.nodes.map((node) => [node.id, node]))
    indexes.set(document.nodes, index)
  }
  return index.get(id)
}

/** The file of a Media node, which needs no take. */
function heldMediaId(node: DocumentNode): string | undefined {
  const held = nodeTypeOf(node.type)?.kind === 'value' ? node.params['mediaId'] : undefined
  return typeof held === 'string' ? held : undefined
}

/** The texts that flow in and the signature are not on the card. */
function looksSame(a: NodeStatus, b: NodeStatus): boolean {
  return a === b || shownPart(a) === shownPart(b)
}

function shownPart({ inputs, outputs: _outputs, ...rest }: NodeStatus): string {
  const files = Object.entries(inputs).map(([port, values]) => [
    port,
    values.map((value) => (typeof value === 'string' ? value !== '' : value.id)),
  ])
  return JSON.stringify([{ ...rest, signature: undefined }, files])
}

function isSameView(a: NodeView, b: NodeView): boolean {
  return (
    a.node === b.node &&
    a.status === b.status &&
    a.run === b.run &&
    a.takes === b.takes &&
    a.activeTake === b.activeTake &&
    a.media === b.media &&
    a.connections === b.connections
  )
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}
