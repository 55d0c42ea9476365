import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Edge } from '../../nodes/cut/change.ts'
import { framesToSeconds } from '../../nodes/cut/layout.ts'
import { act } from '../panels/act.ts'
import type { Film, FilmShot } from '../store/film.ts'
import { filmNow, showEdge, trimBy, trimTo } from './edit-shots.ts'
import { useFilmPlayhead } from './playhead.ts'
import { secondsText, signed } from './shot-words.ts'
import { useStrip } from './strip.ts'
import { useEscape } from './use-escape.ts'

interface TrimHandleProps {
  readonly shot: FilmShot
  readonly film: Film
  readonly edge: Edge
  readonly scale: number
  readonly name: string
}

const FAR = 10

/** One end of a shot: dragged or moved with the arrow keys, a frame at a time. */
export function TrimHandle({ shot, film, edge, scale, name }: TrimHandleProps) {
  const { t } = useTranslation('stitch')
  const selected = useStrip((strip) => strip.selected === shot.index)
  const trimming = useStrip((strip) => strip.trimming)
  const isHeld = trimming?.index === shot.index && trimming.edge === edge
  const drag = useTrimDrag({ shot, film, edge, scale })
  const { source, frames } = shot.laid
  const length = secondsText(framesToSeconds(frames, film.layout.fps))
  const own = shot.facts?.frames ?? frames
  const value = edge === 'in' ? (source?.from ?? 0) : (source?.to ?? frames)
  return (
    <div
      role="slider"
      tabIndex={selected ? 0 : -1}
      aria-label={t(edge === 'in' ? 'trimIn' : 'trimOut', { name })}
      aria-valuemin={edge === 'in' ? 0 : (source?.from ?? 0) + 1}
      aria-valuemax={edge === 'in' ? Math.max(0, (source?.to ?? frames) - 1) : own}
      aria-valuenow={value}
      aria-valuetext={t('trimmed', { frames: value, length })}
      className={`group/edge absolute top-0 bottom-6 flex w-6 cursor-ew-resize touch-none items-center justify-center ${
        edge === 'in' ? '-left-3' : '-right-3'
      } ${selected ? 'z-10' : 'opacity-80'}`}
      {...drag}
      onKeyDown={(event) => onKeyDown(event, shot, edge)}
    >
      <span
        className={`h-8 w-1.5 rounded-4 border border-surround group-hover/edge:bg-accent ${isHeld ? 'bg-accent' : 'bg-on-surround'}`}
      />
      {isHeld && (
        <span
          role="status"
          className="tabular pointer-events-none absolute top-0 z-30 rounded-4 border border-line bg-overlay px-1.5 text-11 whitespace-nowrap text-text-1 shadow-overlay"
        >
          {t('trimmed', { frames: signed(trimming.by), length })}
        </span>
      )}
    </div>
  )
}

function onKeyDown(event: KeyboardEvent, shot: FilmShot, edge: Edge): void {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
  if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return
  // The strip would move its playhead with the same keys.
  event.preventDefault()
  event.stopPropagation()
  trimBy(shot.index, edge, event.shiftKey ? by * FAR : by)
}

/** An edge as it was when the drag began: every move counts from there. */
interface Held {
  readonly x: number
  readonly shot: FilmShot
  readonly film: Film
  readonly frame: number
}

function useTrimDrag({ shot, film, edge, scale }: Omit<TrimHandleProps, 'name'>) {
  const start = useRef<Held>(undefined)
  const [dragged, setDragged] = useState(false)
  const letGo = (finish: (held: Held) => void) => {
    const held = start.current
    if (!held) return
    start.current = undefined
    setDragged(false)
    useStrip.setState({ trimming: undefined, held: undefined })
    finish(held)
  }
  const end = () => letGo(() => act().endStep())
  useEscape(dragged, () => letGo(giveUp))
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return
      event.stopPropagation()
      event.currentTarget.setPointerCapture(event.pointerId)
      event.currentTarget.focus({ preventScroll: true })
      useFilmPlayhead.getState().stop()
      start.current = { x: event.clientX, shot, film, frame: useFilmPlayhead.getState().frame }
      setDragged(true)
      const { index } = shot
      useStrip.setState({ selected: index, edge, trimming: { index, edge, by: 0, shift: 0 }, held: scale })
    },
    onPointerMove({ clientX }: PointerEvent<HTMLElement>) {
      const from = start.current
      if (!from) return
      const { index } = from.shot
      const by = ownFrames(from, (clientX - from.x) / scale)
      const merge = `drag ${film.nodeId} ${index} ${edge}`
      trimTo(from, { shot: from.shot, edge, by }, { label: 'shot-trim', merge, gesture: true })
      const now = filmNow()?.film.shots[index]
      if (!now) return
      const moved = from.shot.laid.frames - now.laid.frames
      const trimmed = movedBy(from.shot, now, edge)
      // The dragged beginning stays under the pointer; the gap closes when it is let go.
      useStrip.setState({ trimming: { index, edge, by: trimmed, shift: edge === 'in' ? moved * scale : 0 } })
      showEdge(index, edge)
    },
    onPointerUp: end,
    onPointerCancel: end,
  }
}

/** As if it had never been taken hold of: no undo step, and the playhead where it was. */
function giveUp({ frame }: Held): void {
  act().cancelStep()
  useFilmPlayhead.getState().seek(frame)
}

/** Frames of the film as frames of the clip. */
function ownFrames({ shot, film }: { shot: FilmShot; film: Film }, frames: number): number {
  const { source } = shot.laid
  if (!source) return Math.round(frames)
  const { fps } = film.layout
  const rate = (source.fps.num * fps.den) / (source.fps.den * fps.num)
  return Math.round(frames * rate * (shot.shot.speed ?? 1))
}

function movedBy(before: FilmShot, now: FilmShot, edge: Edge): number {
  const [a, b] = [before.laid.source, now.laid.source]
  if (!a || !b) return now.laid.frames - before.laid.frames
  return edge === 'in' ? b.from - a.from : b.to - a.to
}
