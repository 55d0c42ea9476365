import { useEffect, useLayoutEffect, useRef, useState, type DragEvent, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { nameOf } from '../i18n/node-words.ts'
import { useStore } from '../store/index.ts'
import type { Film } from '../store/film.ts'
import { CaptionRow, MusicRow } from './Rows.tsx'
import { JoinMark } from './JoinMark.tsx'
import { Playhead } from './Playhead.tsx'
import { Ruler } from './Ruler.tsx'
import { ShotCard } from './ShotCard.tsx'
import { scaleOf, STRIP_PADDING, useStrip, zoomStrip } from './strip.ts'
import { StripMenus } from './StripMenus.tsx'
import { useDrop } from './track-drop.ts'
import { Waveform } from './Waveform.tsx'
import { placeOf } from './strip-places.ts'

export interface Visible {
  /** Pixels of the strip, from its left end. */
  readonly from: number
  readonly to: number
}

/** The film from end to end, as much of it as the dock shows. */
export function Strip({ film }: { readonly film: Film }) {
  const scroller = useRef<HTMLDivElement>(null)
  const visible = useVisible(scroller)
  const scale = useStrip((state) => scaleOf(state, film))
  useWheelZoom(scroller, film)
  useKeyboardFollows(scroller, film)
  const frameAt = (clientX: number) => {
    const { left = 0 } = scroller.current?.getBoundingClientRect() ?? {}
    return (clientX - left + (scroller.current?.scrollLeft ?? 0) - STRIP_PADDING) / scale
  }
  const { over, ...drop } = useDrop(film.nodeId, (event: DragEvent) => placeOf(film, frameAt(event.clientX)))
  const width = film.layout.frames * scale + 2 * STRIP_PADDING
  const hasWords = film.cut.shots.some(({ lines }) => lines !== undefined)
  return (
    <div
      ref={scroller}
      {...drop}
      className="relative min-w-0 grow overflow-x-auto overflow-y-hidden bg-canvas"
      data-strip
    >
      <div className="relative flex h-full min-h-25 flex-col" style={{ width: Math.max(width, 1) }}>
        <Ruler film={film} scale={scale} visible={visible} frameAt={frameAt} />
        <Track film={film} scale={scale} visible={visible} frameAt={frameAt} />
        <StripMenus film={film} />
        <Waveform film={film} scale={scale} visible={visible} />
        {hasWords && <CaptionRow film={film} scale={scale} />}
        {film.music && <MusicRow film={film} music={film.music} scale={scale} visible={visible} />}
        <MovingLine film={film} scale={scale} />
        {over && <Line at={edgeBefore(film, over.at ?? film.shots.length) * scale} />}
        <Playhead film={film} scale={scale} scroller={scroller} />
      </div>
    </div>
  )
}

interface TrackProps {
  readonly film: Film
  readonly scale: number
  readonly visible: Visible
  readonly frameAt: (clientX: number) => number
}

/** The cards and the marks between them; of a long film only those in view, and a little more. */
function Track({ film, scale, visible, frameAt }: TrackProps) {
  const { t } = useTranslation('stitch')
  const track = useRef<HTMLDivElement>(null)
  useHeight(track)
  const name = useStore(({ document }) => nameOf(document, film.nodeId))
  const shown = film.shots.filter(({ laid }) => {
    const left = laid.start * scale + STRIP_PADDING
    return left < visible.to + 200 && left + laid.frames * scale > visible.from - 200
  })
  return (
    // Higher, the pictures would be a blur, and a card would show only a part of one.
    <div ref={track} className="relative max-h-44 min-h-14 grow">
      <ol aria-label={t('track', { film: name })}>
        {shown.map((shot) => (
          <ShotCard key={keyOf(film, shot.index)} shot={shot} film={film} scale={scale} frameAt={frameAt} />
        ))}
      </ol>
      <ul aria-label={t('transitions')}>
        {shown.map(
          (shot) =>
            shot.index < film.shots.length - 1 && (
              <JoinMark key={shot.index} shot={shot} film={film} scale={scale} />
            ),
        )}
      </ul>
    </div>
  )
}

/** The same card stays the same element while it moves: its clip, and which of the shots of that clip it is. */
function keyOf({ cut }: Film, index: number): string {
  const { wire } = cut.shots[index]!
  const before = cut.shots.slice(0, index).filter((other) => other.wire === wire).length
  return `${wire ?? 'card'} ${before}`
}

function edgeBefore({ layout }: Film, index: number): number {
  return layout.shots[index]?.start ?? layout.frames
}

/** Where a shot that is dragged would come to stand. */
function MovingLine({ film, scale }: { readonly film: Film; readonly scale: number }) {
  const moving = useStrip((state) => state.moving)
  if (!moving || moving.to === moving.index) return null
  return <Line at={edgeBefore(film, moving.to > moving.index ? moving.to + 1 : moving.to) * scale} />
}

function Line({ at }: { readonly at: number }) {
  return (
    <div
      className="pointer-events-none absolute top-5 bottom-0 z-20 w-1 -translate-x-1/2 rounded-4 bg-accent"
      style={{ left: at + STRIP_PADDING }}
    />
  )
}

function useVisible(scroller: RefObject<HTMLDivElement | null>): Visible {
  const [visible, setVisible] = useState<Visible>({ from: 0, to: 2_000 })
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const look = () => {
      const { scrollLeft, clientWidth } = element
      setVisible((before) =>
        before.from === scrollLeft && before.to === scrollLeft + clientWidth
          ? before
          : { from: scrollLeft, to: scrollLeft + clientWidth },
      )
      if (useStrip.getState().width !== clientWidth) useStrip.setState({ width: clientWidth })
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller])
  return visible
}

function useHeight(track: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = track.current
    if (!element) return undefined
    const look = () => useStrip.setState({ height: element.clientHeight })
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => observer.disconnect()
  }, [track])
}

/** Ctrl and the wheel bring the strip nearer, where the pointer is; the wheel alone runs along it. */
function useWheelZoom(scroller: RefObject<HTMLDivElement | null>, film: Film): void {
  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const onWheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault()
        const x = event.clientX - element.getBoundingClientRect().left
        const before = scaleOf(useStrip.getState(), film)
        const frame = (element.scrollLeft + x - STRIP_PADDING) / before
        zoomStrip(film, Math.exp(-event.deltaY / 300))
        const after = scaleOf(useStrip.getState(), film)
        requestAnimationFrame(() => (element.scrollLeft = frame * after + STRIP_PADDING - x))
      } else if (event.deltaX === 0 && element.scrollWidth > element.clientWidth) {
        event.preventDefault()
        element.scrollLeft += event.deltaY
      }
    }
    // React's own listener is passive, and could not keep the window from zooming.
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [scroller, film])
}

/** While the keyboard is on a card, it goes along to the one that is selected. */
function useKeyboardFollows(scroller: RefObject<HTMLDivElement | null>, { shots }: Film): void {
  const selected = useStrip((state) => state.selected)
  useEffect(() => {
    const present = document.activeElement
    const isOnCard = present instanceof HTMLElement && present.dataset['shot'] !== undefined
    const isLost = present === document.body || present === null
    if (selected >= shots.length || (!isOnCard && !isLost)) return
    if (isLost && !keyboard.wasHere) return
    scroller.current?.querySelector<HTMLElement>(`[data-shot="${selected}"]`)?.focus({ preventScroll: true })
    // Also when the card that had it was removed, and another stands in its place.
  }, [scroller, selected, shots])
}

/** Whether the keyboard was in the strip before the card that had it went away. */
const keyboard = { wasHere: false }
if (typeof document !== 'undefined') {
  const look = ({ target }: Event) => {
    keyboard.wasHere = target instanceof Element && target.closest('[data-strip]') !== null
  }
  document.addEventListener('focusin', look)
  document.addEventListener('pointerdown', look, { capture: true })
}
