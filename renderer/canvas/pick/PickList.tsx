import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react'
import { createPortal } from 'react-dom'
import type { Point } from '../../store/types.ts'
import { bestScore } from '../../ui/match.ts'

export interface PickItem {
  readonly id: string
  readonly title: string
  readonly detail?: string
  readonly icon?: ReactNode
  /** Everything it can be found by, in any language. */
  readonly words: readonly string[]
}

interface PickListProps {
  readonly label: string
  readonly placeholder: string
  readonly none: string
  readonly items: readonly PickItem[]
  readonly at: Point
  readonly onPick: (id: string) => void
  readonly onClose: () => void
  /** The item that Enter would take. */
  readonly onPoint?: (id: string | undefined) => void
}

const MOST_SHOWN = 200

/** A list at a point, to be searched and chosen from without the mouse. */
export function PickList(props: PickListProps) {
  const { label, placeholder, none, items, at, onPick, onClose, onPoint } = props
  const [search, setSearch] = useState('')
  const [active, setActive] = useState(0)
  const listId = useId()
  const found = search.trim() === '' ? items.slice(0, MOST_SHOWN) : bestFirst(items, search)
  const pointed = found[active]?.id
  useEffect(() => {
    onPoint?.(pointed)
    return () => onPoint?.(undefined)
  }, [pointed, onPoint])
  const { frame, place } = usePlace(at)
  useLeaving(frame, onClose)

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    event.stopPropagation()
    // With nothing to take back here, the browser would take back what was typed into another field before.
    if (search === '' && event.code === 'KeyZ' && (event.ctrlKey || event.metaKey)) event.preventDefault()
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setActive((active + step + found.length) % Math.max(1, found.length))
    }
    if (event.key === 'Enter' && pointed !== undefined) {
      event.preventDefault()
      onPick(pointed)
    }
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault()
      onClose()
    }
  }

  return createPortal(
    <div
      ref={frame}
      role="dialog"
      aria-label={label}
      className="appear fixed z-60 flex w-76 flex-col overflow-hidden rounded-8 border border-line bg-overlay text-13 text-text-1 shadow-overlay"
      style={{ left: place.x, top: place.y }}
    >
      <input
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={pointed === undefined ? undefined : `${listId}-${active}`}
        aria-label={label}
        placeholder={placeholder}
        value={search}
        className="h-9 border-b border-line bg-transparent px-3 outline-none placeholder:text-text-3"
        onChange={(event) => {
          setSearch(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <Options {...{ listId, label, none, found, active, onPick }} onPoint={setActive} />
    </div>,
    document.body,
  )
}

interface OptionsProps {
  readonly listId: string
  readonly label: string
  readonly none: string
  readonly found: readonly PickItem[]
  readonly active: number
  readonly onPoint: (index: number) => void
  readonly onPick: (id: string) => void
}

function Options({ listId, label, none, found, active, onPoint, onPick }: OptionsProps) {
  return (
    <div id={listId} role="listbox" aria-label={label} className="max-h-80 overflow-y-auto p-1">
      {found.map((item, index) => (
        <Option
          key={item.id}
          id={`${listId}-${index}`}
          item={item}
          active={index === active}
          onPoint={() => onPoint(index)}
          onPick={() => onPick(item.id)}
        />
      ))}
      {found.length === 0 && <p className="px-2 py-3 text-center text-12 text-text-3">{none}</p>}
    </div>
  )
}

interface OptionProps {
  readonly id: string
  readonly item: PickItem
  readonly active: boolean
  readonly onPoint: () => void
  readonly onPick: () => void
}

function Option({ id, item, active, onPoint, onPick }: OptionProps) {
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (active) row.current?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    // The keyboard stays in the search field, which says which option is active.
    <div
      ref={row}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className="flex min-h-8 items-center gap-2 rounded-4 px-2 py-1 aria-selected:bg-accent-fill aria-selected:text-on-accent"
      onPointerMove={onPoint}
      onClick={onPick}
      onKeyDown={undefined}
    >
      <span className={`shrink-0 ${active ? '[&_*]:text-on-accent' : ''}`}>{item.icon}</span>
      <span className="min-w-0 grow">
        <span className="block truncate">{item.title}</span>
        {item.detail !== undefined && (
          <span className={`block truncate text-12 ${active ? 'text-on-accent' : 'text-text-3'}`}>
            {item.detail}
          </span>
        )}
      </span>
    </div>
  )
}

function bestFirst(items: readonly PickItem[], search: string): PickItem[] {
  return items
    .map((item) => ({ item, score: bestScore(item.words, search) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MOST_SHOWN)
    .map(({ item }) => item)
}

/** At the point that was asked for, but wholly in the window. */
function usePlace(at: Point) {
  const frame = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState(at)
  useLayoutEffect(() => {
    const { width = 0, height = 0 } = frame.current?.getBoundingClientRect() ?? {}
    setPlace({
      x: Math.max(8, Math.min(at.x, window.innerWidth - width - 8)),
      y: Math.max(8, Math.min(at.y, window.innerHeight - height - 8)),
    })
  }, [at])
  return { frame, place }
}

function useLeaving(frame: React.RefObject<HTMLElement | null>, onClose: () => void): void {
  useEffect(() => {
    const onPointerDown = ({ target }: PointerEvent) => {
      if (target instanceof Node && !frame.current?.contains(target)) onClose()
    }
    window.addEventListener('pointerdown', onPointerDown, true)
    return () => window.removeEventListener('pointerdown', onPointerDown, true)
  }, [frame, onClose])
}
