import { AppError } from '../errors.ts'
import {
  MOST_CONNECTIONS,
  MOST_NODES,
  type Connection,
  type DocumentNode,
  type WorkflowDocument,
} from '../graph/document.ts'
import { chainFrom, type Chain } from './chain.ts'
import { fill } from './fill.ts'
import { MOST_ITEMS, type Item } from './item.ts'
import { freeRows } from './rows.ts'
import { refuseTooMany } from './read-list.ts'
import { shotOf, titleOf } from './titles.ts'

export interface FanOut {
  readonly nodeId: string
  readonly items: readonly Item[]
  newId(): string
  /** What a node without a title is called, so that its copies can be told apart. */
  nameOf?(node: DocumentNode): string
  /** How high a node is drawn, where that is known. */
  heightOf?(node: DocumentNode): number | undefined
}

/**
 * Makes a node and all that is made from it alone once for each item. The nodes that are there become the first
 * item; copies stand in rows below, in order, and feed the same film behind it, in order.
 */
export function fanOut(
  document: WorkflowDocument,
  order: FanOut,
): { document: WorkflowDocument; added: string[] } {
  const [first, ...others] = order.items
  if (!document.nodes.some(({ id }) => id === order.nodeId))
    throw new AppError('not_found', { what: 'The node' })
  if (!first) return { document, added: [] }
  const chain = chainFrom(document, order.nodeId)
  refuseTooMany(order.items.length, mostItems(document, chain))

  const original = copyOf(chain, { order, item: first, index: 0, down: 0 })
  const rows = freeRows(document.nodes, chain.nodes, order.heightOf)
  const copies = others.map((item, at) =>
    copyOf(chain, { order, item, index: at + 1, down: rows.first + rows.pitch * at }),
  )
  const own = new Map(original.nodes.map((node) => [node.id, node]))
  const incoming = new Set(chain.incoming)
  const kept = document.connections.filter((wire) => !incoming.has(wire))
  return {
    document: {
      ...document,
      nodes: [
        ...document.nodes.map((node) => own.get(node.id) ?? node),
        ...copies.flatMap(({ nodes }) => nodes),
      ],
      connections: [
        ...collect(kept, chain, copies),
        ...original.incoming,
        ...copies.flatMap(({ incoming }) => incoming),
      ],
    },
    added: copies.flatMap(({ nodes }) => nodes.map(({ id }) => id)),
  }
}

function mostItems({ nodes, connections }: WorkflowDocument, chain: Chain): number {
  const wires = chain.incoming.length + chain.collected.length
  const byNodes = Math.floor((MOST_NODES - nodes.length) / chain.nodes.length)
  const byWires = wires === 0 ? MOST_ITEMS : Math.floor((MOST_CONNECTIONS - connections.length) / wires)
  // The nodes that are there already are one item.
  return Math.min(MOST_ITEMS, byNodes + 1, byWires + 1)
}

interface Copy {
  readonly nodes: readonly DocumentNode[]
  readonly incoming: readonly Connection[]
  readonly collected: readonly Connection[]
}

interface Place {
  readonly order: FanOut
  readonly item: Item
  /** 0 is the original itself. */
  readonly index: number
  readonly down: number
}

function copyOf(chain: Chain, { order, item, index, down }: Place): Copy {
  const filled = fill(chain.nodes, item)
  const isOriginal = index === 0
  const ids = new Map(chain.nodes.map(({ id }) => [id, isOriginal ? id : order.newId()]))
  const rewired = (wire: Connection): Connection => ({
    ...wire,
    id: isOriginal ? wire.id : order.newId(),
    from: { ...wire.from, node: ids.get(wire.from.node) ?? wire.from.node },
    to: { ...wire.to, node: ids.get(wire.to.node) ?? wire.to.node },
  })
  const stays = ({ to }: Connection) =>
    to.node !== filled.unplugged?.to.node || to.port !== filled.unplugged.to.port
  return {
    nodes: filled.nodes.map((node) => {
      const title = titleOf(node, { item, index, isChosen: node.id === order.nodeId, nameOf: order.nameOf })
      // What was chosen among takes belongs to the node that has them.
      const { chosenTake: _take, kept: _kept, ...copied } = node
      return {
        ...(isOriginal ? node : copied),
        id: ids.get(node.id)!,
        title,
        position: { x: node.position.x, y: node.position.y + down },
        params: shotOf(node.params, { item, index }),
      }
    }),
    incoming: chain.incoming.filter(stays).map(rewired),
    collected: isOriginal ? chain.collected : chain.collected.map(rewired),
  }
}

/** Puts what the copies give behind what the original gives to the same port, item by item. */
function collect(kept: readonly Connection[], chain: Chain, copies: readonly Copy[]): Connection[] {
  const last = new Map(chain.collected.map((wire) => [portOf(wire), wire]))
  const added = Map.groupBy(
    copies.flatMap(({ collected }) => collected),
    portOf,
  )
  return kept.flatMap((wire) =>
    last.get(portOf(wire)) === wire ? [wire, ...(added.get(portOf(wire)) ?? [])] : [wire],
  )
}

function portOf({ to }: Connection): string {
  return JSON.stringify([to.node, to.port])
}
