export interface GridShape {
  readonly columns: number
  readonly width: number
  readonly cellHeight: number
  readonly gap: number
  /** Above each group; 0 where nothing is grouped. */
  readonly headHeight: number
}

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface GridLayout {
  readonly height: number
  /** Where the heading of each group stands. */
  readonly heads: readonly number[]
  boxOf(index: number): Box
  /** Items whose rows touch this stretch: from, and to without it. */
  between(top: number, bottom: number): { readonly from: number; readonly to: number }
  /** Every item that a rectangle touches. */
  within(box: Box): number[]
  /** Where a key leads from an item, undefined for keys that lead nowhere. */
  step(index: number, key: string, rowsPerPage: number): number | undefined
}

interface Block {
  readonly first: number
  readonly count: number
  readonly top: number
  /** Under the heading. */
  readonly body: number
  readonly end: number
}

/** Geometry of a list of any length, from the sizes of its groups alone. Nothing of it is drawn to be known. */
export function layOut(counts: readonly number[], shape: GridShape): GridLayout {
  const { columns, gap, cellHeight, headHeight } = shape
  const cellWidth = (shape.width - gap * (columns - 1)) / columns
  const row = cellHeight + gap
  const blocks = placed(counts, shape)
  const height = blocks.at(-1)?.end ?? 0
  const total = counts.reduce((sum, count) => sum + count, 0)

  const blockOf = (index: number) => blocks[search(blocks, ({ first }) => first <= index)]!
  const blockAt = (y: number) => search(blocks, ({ top }) => top <= y)
  const boxOf = (index: number): Box => {
    const { first, body } = blockOf(index)
    const place = index - first
    return {
      left: (place % columns) * (cellWidth + gap),
      top: body + Math.floor(place / columns) * row,
      width: cellWidth,
      height: cellHeight,
    }
  }
  const between = (top: number, bottom: number) => {
    if (total === 0) return { from: 0, to: 0 }
    const start = blocks[Math.max(0, blockAt(top))]!
    const last = blocks[Math.max(0, blockAt(bottom))]!
    const from = start.first + Math.max(0, Math.floor((top - start.body) / row)) * columns
    const rows = Math.max(0, Math.floor((bottom - last.body) / row) + 1)
    const to = bottom < last.body ? last.first : last.first + Math.min(last.count, rows * columns)
    return { from: Math.min(from, start.first + start.count), to }
  }

  return {
    height,
    heads: headHeight > 0 ? blocks.map(({ top }) => top) : [],
    boxOf,
    between,
    within({ left, top, width, height: tall }) {
      const { from, to } = between(top, top + tall)
      const found: number[] = []
      for (let index = from; index < to; index++) {
        const box = boxOf(index)
        const apart =
          box.left > left + width ||
          box.left + box.width < left ||
          box.top > top + tall ||
          box.top + box.height < top
        if (!apart) found.push(index)
      }
      return found
    },
    step(index, key, rowsPerPage) {
      const last = total - 1
      if (key === 'Home') return 0
      if (key === 'End') return last
      if (key === 'ArrowLeft' && columns > 1) return Math.max(0, index - 1)
      if (key === 'ArrowRight' && columns > 1) return Math.min(last, index + 1)
      const rows = { ArrowUp: -1, ArrowDown: 1, PageUp: -rowsPerPage, PageDown: rowsPerPage }[key]
      if (rows === undefined) return undefined
      return Math.max(0, Math.min(last, rowsAway(blocks, { index, rows, columns })))
    },
  }
}

/** The item in the same column so many rows away, over the borders of groups. */
function rowsAway(
  blocks: readonly Block[],
  { index, rows, columns }: { readonly index: number; readonly rows: number; readonly columns: number },
): number {
  let at = search(blocks, ({ first }) => first <= index)
  const column = (index - blocks[at]!.first) % columns
  let row = Math.floor((index - blocks[at]!.first) / columns) + rows
  const rowsOf = (block: Block) => Math.ceil(block.count / columns)
  while (row < 0 && at > 0) row += rowsOf(blocks[(at -= 1)]!)
  while (row >= rowsOf(blocks[at]!) && at < blocks.length - 1) row -= rowsOf(blocks[at++]!)
  const { first, count } = blocks[at]!
  const kept = Math.max(0, Math.min(row, rowsOf(blocks[at]!) - 1))
  return first + Math.min(count - 1, kept * columns + column)
}

function placed(counts: readonly number[], { columns, cellHeight, gap, headHeight }: GridShape): Block[] {
  const blocks: Block[] = []
  let first = 0
  let top = 0
  for (const count of counts) {
    if (count === 0) continue
    const body = top + headHeight
    const end = body + Math.ceil(count / columns) * (cellHeight + gap)
    blocks.push({ first, count, top, body, end })
    first += count
    top = end
  }
  return blocks
}

/** The last place for which it holds, of those that hold from the beginning on; -1 without any. */
function search<T>(sorted: readonly T[], holds: (value: T) => boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(sorted[middle]!)) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** As many columns as fit at about this width. */
export function columnsFor(width: number, wanted: number, gap: number): number {
  return Math.max(1, Math.floor((width + gap) / (wanted + gap)))
}

/** The largest box of a picture's own shape inside another. */
export function fitInto(
  size: { readonly width?: number | undefined; readonly height?: number | undefined },
  frame: { readonly width: number; readonly height: number },
): { readonly width: number; readonly height: number } {
  const { width, height } = size
  if (!width || !height) return frame
  const scale = Math.min(frame.width / width, frame.height / height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
