import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useState, type KeyboardEvent } from 'react'
import type { Media } from '../../../nodes/media.ts'
import { MediaTile } from './MediaTile.tsx'

interface MediaGridProps {
  readonly label: string
  readonly items: readonly Media[]
  readonly selectedId: string | undefined
  readonly onSelect: (media: Media) => void
  readonly onOpen: (media: Media) => void
  readonly onFavourite?: (media: Media) => void
  /** The last rows are near: there may be more. */
  readonly onEnd: () => void
}

const GAP = 6
const TILE_WIDTH = 92

/** Only the rows on screen are drawn, however long the library is. Arrow keys move from tile to tile. */
export function MediaGrid({
  label,
  items,
  selectedId,
  onSelect,
  onOpen,
  onFavourite,
  onEnd,
}: MediaGridProps) {
  const [frame, setFrame] = useState<HTMLDivElement | null>(null)
  const { columns, tileHeight, grid } = useRows(frame, items.length, onEnd)
  const onKeyDown = (event: KeyboardEvent, media: Media) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const step = steps(columns)[event.key]
    const next = step === undefined ? undefined : items[items.indexOf(media) + step]
    if (next) {
      event.preventDefault()
      grid.scrollToIndex(Math.floor(items.indexOf(next) / columns))
      onSelect(next)
      focusTile(frame, next.id)
    }
    if (event.key === 'Enter' || event.code === 'Digit1') {
      event.preventDefault()
      onOpen(media)
    }
    if (event.code === 'KeyS') onFavourite?.(media)
  }
  const gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`
  return (
    <div
      ref={setFrame}
      role="group"
      aria-label={label}
      className="min-h-0 grow overflow-y-auto px-2 pt-1 pb-2"
    >
      <div className="relative w-full" style={{ height: grid.getTotalSize() }}>
        {grid.getVirtualItems().map((row) => (
          <div
            key={row.key}
            className="absolute inset-x-0 grid"
            style={{ top: row.start, height: tileHeight, gap: GAP, gridTemplateColumns }}
          >
            {items.slice(row.index * columns, (row.index + 1) * columns).map((media) => (
              <MediaTile
                key={media.id}
                media={media}
                selected={media.id === selectedId}
                onSelect={onSelect}
                onOpen={onOpen}
                onKeyDown={onKeyDown}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}

/** As many columns as fit, and the rows that are on screen. */
function useRows(frame: HTMLElement | null, count: number, onEnd: () => void) {
  const width = useWidth(frame)
  const columns = Math.max(2, Math.floor((width + GAP) / (TILE_WIDTH + GAP)))
  const tileHeight = Math.round(((width - GAP * (columns - 1)) / columns) * 1.25)
  const rows = Math.ceil(count / columns)
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes here, and the rows stay in this component
  const grid = useVirtualizer({
    count: rows,
    getScrollElement: () => frame,
    estimateSize: () => tileHeight + GAP,
    overscan: 2,
  })
  useEffect(() => grid.measure(), [grid, tileHeight])
  const last = grid.getVirtualItems().at(-1)?.index ?? 0
  useEffect(() => {
    if (rows > 0 && last >= rows - 3) onEnd()
  }, [last, rows, onEnd])
  return { columns, tileHeight, grid }
}

function steps(columns: number): Readonly<Record<string, number>> {
  return { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }
}

/** After the row has been drawn. */
function focusTile(frame: HTMLElement | null, id: string): void {
  requestAnimationFrame(() => frame?.querySelector<HTMLElement>(`[data-media="${id}"]`)?.focus())
}

function useWidth(element: HTMLElement | null): number {
  const [width, setWidth] = useState(224)
  useEffect(() => {
    if (!element) return undefined
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(entry.contentRect.width)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [element])
  return width
}
