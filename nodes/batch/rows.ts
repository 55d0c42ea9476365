import type { DocumentNode } from '../graph/document.ts'

const WIDTH = 240
/** As high as a card with a tall picture gets; better a gap than an overlap. */
const HEIGHT = 400
const GAP = 32

/** How far down the first copy of some nodes goes so that it meets no other node, and how far apart the copies are. */
export function freeRows(
  all: readonly DocumentNode[],
  chain: readonly DocumentNode[],
  heightOf: (node: DocumentNode) => number | undefined = () => undefined,
): { first: number; pitch: number } {
  const bottomOf = (node: DocumentNode) => node.position.y + (heightOf(node) ?? HEIGHT)
  const top = Math.min(...chain.map(({ position }) => position.y))
  const left = Math.min(...chain.map(({ position }) => position.x))
  const right = Math.max(...chain.map(rightOf))
  const bottom = Math.max(...chain.map(bottomOf))
  const members = new Set(chain)
  const inTheWay = all.filter(
    (node) =>
      !members.has(node) &&
      node.position.x < right + GAP &&
      rightOf(node) > left - GAP &&
      bottomOf(node) > top,
  )
  // Everything below goes before the first copy, because the last one may reach down as far as any of it.
  const lowest = inTheWay.reduce((low, node) => Math.max(low, bottomOf(node)), bottom)
  return { first: lowest + GAP - top, pitch: bottom + GAP - top }
}

function rightOf({ position, width }: DocumentNode): number {
  return position.x + (width ?? WIDTH)
}
