import type { DocumentNode, WorkflowDocument } from '../../nodes/graph/document.ts'
import type { Point, Size } from './types.ts'
import { onGrid } from './tidy.ts'

const GAP = 24

export interface Box extends Point, Size {}

export function boxOf(node: DocumentNode, sizeOf: (node: DocumentNode) => Size): Box {
  return { ...node.position, ...sizeOf(node) }
}

/** The place nearest below (or at) the wanted one where a new card covers no other. */
export function freePlace(
  document: WorkflowDocument,
  wanted: Box,
  sizeOf: (node: DocumentNode) => Size,
): Point {
  const boxes = document.nodes.map((node) => boxOf(node, sizeOf))
  let { y } = wanted
  for (;;) {
    const inTheWay = boxes.find((box) => overlap(box, { ...wanted, y }))
    if (!inTheWay) return { x: onGrid(wanted.x), y: onGrid(y) }
    y = onGrid(inTheWay.y + inTheWay.height + GAP) + (GAP % 8)
  }
}

function overlap(a: Box, b: Box): boolean {
  return (
    a.x < b.x + b.width + GAP / 2 &&
    b.x < a.x + a.width + GAP / 2 &&
    a.y < b.y + b.height + GAP / 2 &&
    b.y < a.y + a.height + GAP / 2
  )
}

/** "Still 1" becomes the next free "Still 3"; a title that nobody has stays as it is. */
export function freeTitle(nodes: readonly DocumentNode[], title: string): string {
  const taken = new Set(nodes.map((node) => node.title))
  if (title === '' || !taken.has(title)) return title
  const stem = title.replace(/\s*\d+$/, '')
  let number = 2
  while (taken.has(`${stem} ${number}`)) number += 1
  return `${stem} ${number}`
}
