import { graphlib, layout } from '@dagrejs/dagre'
import type { DocumentNode, WorkflowDocument } from '../../nodes/graph/document.ts'
import { storyOrder } from './story-order.ts'
import type { Point, Size } from './types.ts'

const COLUMN_GAP = 88
const ROW_GAP = 40
export const GRID = 8

/**
 * Places for nodes so that wires run left to right and no two cards overlap. A part of the graph is laid out
 * around where it was; nodes without wires go in a row below the rest.
 */
export function tidy(
  document: WorkflowDocument,
  sizeOf: (node: DocumentNode) => Size,
  ids?: readonly string[],
): Record<string, Point> {
  const wanted = ids && new Set(ids)
  const order = storyOrder(document)
  const rank = new Map(order.map((id, index) => [id, index]))
  const nodes = document.nodes
    .filter(({ id }) => !wanted || wanted.has(id))
    .toSorted((a, b) => rank.get(a.id)! - rank.get(b.id)!)
  if (nodes.length === 0) return {}
  const inside = new Set(nodes.map(({ id }) => id))
  const wires = document.connections.filter(({ from, to }) => inside.has(from.node) && inside.has(to.node))
  const wired = new Set(wires.flatMap(({ from, to }) => [from.node, to.node]))

  const placed = layers(
    nodes.filter(({ id }) => wired.has(id)),
    wires,
    sizeOf,
  )
  placeLoose(
    nodes.filter(({ id }) => !wired.has(id)),
    placed,
    sizeOf,
  )
  return anchored(nodes, placed)
}

type Placed = Map<string, Point & Size>

function layers(
  nodes: readonly DocumentNode[],
  wires: WorkflowDocument['connections'],
  sizeOf: (node: DocumentNode) => Size,
): Placed {
  const graph = new graphlib.Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', nodesep: ROW_GAP, ranksep: COLUMN_GAP, ranker: 'network-simplex' })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const node of nodes) graph.setNode(node.id, { ...sizeOf(node) })
  for (const { id, from, to } of wires) graph.setEdge(from.node, to.node, {}, id)
  if (nodes.length > 0) layout(graph)
  return new Map(
    nodes.map(({ id }) => {
      const { x, y, width, height } = graph.node(id) as Point & Size
      return [id, { x: x - width / 2, y: y - height / 2, width, height }]
    }),
  )
}

function placeLoose(
  nodes: readonly DocumentNode[],
  placed: Placed,
  sizeOf: (node: DocumentNode) => Size,
): void {
  const boxes = [...placed.values()]
  let x = Math.min(0, ...boxes.map((box) => box.x))
  const y = boxes.length === 0 ? 0 : Math.max(...boxes.map((box) => box.y + box.height)) + COLUMN_GAP
  for (const node of nodes) {
    const size = sizeOf(node)
    placed.set(node.id, { x, y, ...size })
    x += size.width + ROW_GAP
  }
}

/** Keeps the top left corner of what is laid out where it was, on the grid. */
function anchored(nodes: readonly DocumentNode[], placed: Placed): Record<string, Point> {
  const left = Math.min(...nodes.map(({ position }) => position.x))
  const top = Math.min(...nodes.map(({ position }) => position.y))
  const boxes = [...placed.values()]
  const dx = left - Math.min(...boxes.map(({ x }) => x))
  const dy = top - Math.min(...boxes.map(({ y }) => y))
  return Object.fromEntries(
    [...placed].map(([id, { x, y }]) => [id, { x: onGrid(x + dx), y: onGrid(y + dy) }]),
  )
}

export function onGrid(value: number): number {
  return Math.round(value / GRID) * GRID
}
