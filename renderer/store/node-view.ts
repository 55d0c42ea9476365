import { incomingOf, outgoingOf } from '../../nodes/graph/graph.ts'
import type { NodeStatus } from '../../nodes/engine/status.ts'
import type { DocumentNode } from '../../nodes/graph/document.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import { graphOf, nodeById } from './graph-lookup.ts'
import { saysTheSame, selectQuote } from './quotes.ts'
import { standingRun } from './standing-run.ts'
import { statusesOf } from './statuses.ts'
import type { NodeView, Store } from './types.ts'

export { graphOf, nodeById } from './graph-lookup.ts'

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
  const run = standingRun(state, id)
  const priced = selectQuote(state, id)
  const activeTake = status.take
  const mediaId = activeTake?.mediaId ?? heldMediaId(node)
  const media = mediaId === undefined ? undefined : state.media[mediaId]
  const graph = graphOf(state.document)
  const incoming = incomingOf(graph, id)
  const outgoing = outgoingOf(graph, id)

  const before = views.get(id)
  const quote = saysTheSame(before?.quote, priced) ? before?.quote : priced
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
    ...(quote && { quote }),
    ...(activeTake && { activeTake }),
    ...(media && { media }),
  }
  if (before && isSameView(before, view)) return before
  views.set(id, view)
  return view
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
    a.quote === b.quote &&
    a.takes === b.takes &&
    a.activeTake === b.activeTake &&
    a.media === b.media &&
    a.connections === b.connections
  )
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}
