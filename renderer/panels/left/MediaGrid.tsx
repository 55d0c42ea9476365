import { useCallback, useEffect, useMemo, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { Media } from '../../../nodes/media.ts'
import { columnsFor, layOut, type GridLayout } from '../../library/grid-layout.ts'
import { HEAD, LIST_ROW, tileShapes, type TileSize } from '../../library/look.ts'
import { useStore } from '../../store/index.ts'
import { mediaAt } from '../../store/library-pages.ts'
import type { LibraryPlace, LibraryView } from '../../store/library-types.ts'
import { act } from '../act.ts'
import type { TileHands } from './MediaButton.tsx'
import { MediaRow } from './MediaRow.tsx'
import { MediaTile } from './MediaTile.tsx'
import { useRubberBand } from './use-rubber-band.ts'
import { useScrolled } from './use-scrolled.ts'
import { useWanted } from './use-wanted.ts'

/** What hands do to one file of a list. */
export interface GridHands extends Omit<TileHands, 'onSelect' | 'onKeyDown'> {
  readonly select: (media: Media, index: number, how: 'one' | 'toggle' | 'range') => void
  /** A rectangle is drawn over these; undefined for a mere press beside everything. */
  readonly onBand?: (media: readonly Media[] | undefined, added: boolean, over: boolean) => void
}

interface MediaGridProps {
  readonly place: LibraryPlace
  readonly label: string
  readonly tile: TileSize
  readonly selected: ReadonlySet<string>
  readonly cursor?: number | undefined
  readonly groups?:
    readonly { readonly key: string; readonly name: string; readonly count: number }[] | undefined
  readonly hands: GridHands
}

const OVERSCAN = 240
const INSET = 8

/**
 * Only what is on screen is drawn and held, however long the library is, and any part of it can be jumped to. Arrow
 * keys move from tile to tile.
 */
export function MediaGrid({ place, label, tile, selected, cursor, groups, hands }: MediaGridProps) {
  const view = useStore((state) => state.views[place])
  const total = view.total ?? 0
  const { setFrame, frame, width, top, height } = useScrolled()
  const shape = useMemo(() => shapeOf(tile, width - 2 * INSET, groups !== undefined), [tile, width, groups])
  const layout = useMemo(
    () => layOut(groups ? groups.map(({ count }) => count) : [total], shape),
    [groups, total, shape],
  )
  const { from, to } = layout.between(top - OVERSCAN, top + height + OVERSCAN)
  const { query } = view
  // Another question begins at its best answer, wherever the one before was left.
  useEffect(() => {
    if (query === act().views[place].query) frame?.scrollTo({ top: 0 })
  }, [frame, place, query])
  useEffect(() => act().lookAtLibrary(place, from, to), [place, from, to])

  const rows = Math.max(1, Math.floor(height / (shape.cellHeight + shape.gap)) - 1)
  const tiles = useTileHands({ frame, place, layout, hands, rows })
  const band = useRubberBand({ frame, inset: INSET, layout, place, onBand: hands.onBand })
  const reachable =
    cursor !== undefined && cursor >= from && cursor < to ? cursor : layout.between(top, top).from
  const each = { selected, reachable, tile, layout, shape, hands: tiles }
  const drawn = cellsOf(view, from, to)
  return (
    <div
      ref={setFrame}
      role="group"
      aria-label={label}
      className="relative min-h-0 grow overflow-y-auto outline-none"
      onPointerDown={band.onPointerDown}
    >
      <div className="relative" style={{ height: layout.height + 2 * INSET }}>
        <div className="absolute" style={{ inset: INSET }}>
          <Heads layout={layout} groups={groups} top={top - OVERSCAN} bottom={top + height + OVERSCAN} />
          {drawn.map(({ key, index, media }) => (
            <Cell key={key} index={index} media={media} {...each} />
          ))}
          {band.box && (
            <span
              className="pointer-events-none absolute z-10 border border-accent bg-accent/14"
              style={band.box}
            />
          )}
        </div>
      </div>
    </div>
  )
}

/** A file keeps its element, and with it the keyboard, when others come in before it. */
function cellsOf(view: Pick<LibraryView, 'pages'>, from: number, to: number) {
  const seen = new Set<string>()
  return Array.from({ length: to - from }, (_, offset) => {
    const index = from + offset
    const media = mediaAt(view, index)
    // Between two readings, a file can stand on both.
    const isNew = media !== undefined && !seen.has(media.id)
    if (isNew) seen.add(media.id)
    return { key: isNew ? media.id : `at ${index}`, index, media }
  })
}

interface TileHandsProps {
  readonly frame: HTMLElement | null
  readonly place: LibraryPlace
  readonly layout: GridLayout
  readonly hands: GridHands
  /** On a screen. */
  readonly rows: number
}

/** What a press and a key mean on a tile. */
function useTileHands({ frame, place, layout, hands, rows }: TileHandsProps): TileHands {
  const { want, from } = useWanted({ frame, place, layout, hands })
  const onKeyDown = useCallback(
    (event: KeyboardEvent, media: Media, index: number) => {
      if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
        event.preventDefault()
        return hands.onOpen(media)
      }
      if (event.ctrlKey || event.metaKey || event.altKey) return undefined
      const next = layout.step(from(index), event.key, rows)
      if (next === undefined) return undefined
      event.preventDefault()
      return want(next, event.shiftKey ? 'range' : 'one')
    },
    [hands, layout, rows, want, from],
  )
  const onSelect = useCallback(
    (media: Media, event: MouseEvent, index: number) =>
      hands.select(
        media,
        index,
        event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'one',
      ),
    [hands],
  )
  return { ...hands, onSelect, onKeyDown }
}

type Shape = ReturnType<typeof shapeOf>

function shapeOf(tile: TileSize, width: number, grouped: boolean) {
  const headHeight = grouped ? HEAD : 0
  if (tile === 'list') {
    return { columns: 1, width, cellHeight: LIST_ROW, gap: 0, headHeight, picture: undefined, caption: false }
  }
  const { width: wanted, tall, caption, gap } = tileShapes[tile]
  const columns = columnsFor(width, wanted, gap)
  const cellWidth = (width - gap * (columns - 1)) / columns
  const picture = { width: Math.floor(cellWidth), height: Math.round(cellWidth * tall) }
  return {
    columns,
    width,
    cellHeight: picture.height + caption,
    gap,
    headHeight,
    picture,
    caption: caption > 0,
  }
}

interface CellProps {
  readonly index: number
  readonly media: Media | undefined
  readonly selected: ReadonlySet<string>
  readonly reachable: number
  readonly tile: TileSize
  readonly layout: GridLayout
  readonly shape: Shape
  readonly hands: TileHands
}

function Cell({ index, media, selected, reachable, tile, layout, shape, hands }: CellProps) {
  // A mark that was just set is known before the page is read again.
  const present = useStore((state) => (media ? (state.media[media.id] ?? media) : undefined))
  const { onSelect, onOpen, onKeyDown, onMenu, onDrag } = hands
  const tiles = {
    onSelect,
    onOpen,
    ...(onKeyDown && { onKeyDown }),
    ...(onMenu && { onMenu }),
    ...(onDrag && { onDrag }),
  }
  const all = present && {
    media: present,
    index,
    selected: selected.has(present.id),
    reachable: reachable === index,
  }
  return (
    <div className="absolute" style={layout.boxOf(index)}>
      {!all ? (
        <span aria-hidden="true" className="block size-full animate-pulse-slow rounded-4 bg-card" />
      ) : tile === 'list' ? (
        <MediaRow {...all} {...tiles} wide={shape.width > 480} />
      ) : (
        <MediaTile {...all} {...tiles} caption={shape.caption} frame={shape.picture!} />
      )}
    </div>
  )
}

interface HeadsProps {
  readonly layout: GridLayout
  readonly groups: MediaGridProps['groups']
  readonly top: number
  readonly bottom: number
}

function Heads({ layout, groups, top, bottom }: HeadsProps) {
  const [shown] = useState(() => new Intl.NumberFormat())
  return layout.heads.map((at, index) => {
    const group = groups?.[index]
    if (!group || at < top || at > bottom) return null
    return (
      <h3
        key={group.key}
        className="absolute inset-x-0 flex items-center gap-2 text-12 font-medium text-text-2"
        style={{ top: at, height: HEAD }}
      >
        <span className="truncate">{group.name}</span>
        <span className="tabular text-text-3">{shown.format(group.count)}</span>
      </h3>
    )
  })
}
