import type { DocumentNode, WorkflowDocument } from '../../nodes/graph/document.ts'
import type { Point, Size } from './types.ts'
import { onGrid } from './tidy.ts'

const GAP = 24
const NEIGHBOURS = 16

export interface Box extends Point, Size {}

export function boxOf(node: DocumentNode, sizeOf: (node: DocumentNode) => Size): Box {
  return { ...node.position, ...sizeOf(node) }
}

/** The place nearest to the wanted one where a new card covers no other. */
export function freePlace(
  document: WorkflowDocument,
  wanted: Box,
  sizeOf: (node: DocumentNode) => Size,
): Point {
  const boxes = document.nodes.map((node) => boxOf(node, sizeOf))
  const isFree = (place: Point) => !boxes.some((box) => overlap(box, { ...wanted, ...place }))
  const far = (place: Point) => Math.hypot(place.x - wanted.x, place.y - wanted.y)
  const around = boxes.toSorted((a, b) => far(a) - far(b)).slice(0, NEIGHBOURS)
  // A free place that cannot be nearer lies right beside one card, or beside two.
  const columns = [
    wanted.x,
    ...around.flatMap((box) => [box.x + box.width + GAP, box.x - wanted.width - GAP]),
  ]
  const rows = [wanted.y, ...around.flatMap((box) => [box.y + box.height + GAP, box.y - wanted.height - GAP])]
  const places = columns.flatMap((x) => rows.map((y): Point => ({ x: onGrid(x), y: onGrid(y) })))
  const below = { x: onGrid(wanted.x), y: Math.max(0, ...boxes.map((box) => box.y + box.height)) + GAP }
  return places.toSorted((a, b) => far(a) - far(b)).find(isFree) ?? below
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
