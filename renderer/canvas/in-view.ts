import type { Viewport } from '../../nodes/graph/document.ts'
import { getStore } from '../store/index.ts'
import type { Point } from '../store/types.ts'

interface Size {
  readonly width: number
  readonly height: number
}
interface Box extends Point, Size {}

/** Room for the toolbar above a card. */
const MARGIN = 56

/** What somebody looks at: what is selected, else the node nearest to the middle; none on an empty canvas. */
export function boxInFocus(centre: Point): Box | undefined {
  const { document, selection, sizes } = getStore()
  const boxes = document.nodes.map((node) => ({ id: node.id, ...node.position, ...sizes.of(node) }))
  const selected = boxes.filter(({ id }) => selection.includes(id))
  if (selected.length > 0) return around(selected)
  return boxes.toSorted((a, b) => distance(a, centre) - distance(b, centre))[0]
}

/** Nearer to or farther from the middle, moved as little as it takes to show `box`. */
export function zoomedOn(
  box: Box | undefined,
  { centre, frame, zoom }: { readonly centre: Point; readonly frame: Size; readonly zoom: number },
): Viewport {
  const x = frame.width / 2 - centre.x * zoom
  const y = frame.height / 2 - centre.y * zoom
  if (!box) return { x, y, zoom }
  return {
    x: x + intoView(box.x * zoom + x, box.width * zoom, frame.width),
    y: y + intoView(box.y * zoom + y, box.height * zoom, frame.height),
    zoom,
  }
}

/** How far something must move to be in the frame: not at all when it is; its start counts when it is too long. */
export function intoView(start: number, length: number, frame: number): number {
  if (start < MARGIN || length > frame - 2 * MARGIN) return MARGIN - start
  return Math.min(0, frame - MARGIN - start - length)
}

function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  const right = Math.max(...boxes.map((box) => box.x + box.width))
  const bottom = Math.max(...boxes.map((box) => box.y + box.height))
  return { x, y, width: right - x, height: bottom - y }
}

function distance({ x, y, width, height }: Box, to: Point): number {
  return Math.hypot(x + width / 2 - to.x, y + height / 2 - to.y)
}
