import { useRef, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { perSecond } from '../../nodes/cut/format.ts'
import type { Film } from '../store/film.ts'
import { seekTo, timecodeOf } from './edit-shots.ts'
import { useFilmPlayhead } from './playhead.ts'
import type { Visible } from './Strip.tsx'
import { markDistance } from './strip-places.ts'
import { STRIP_PADDING } from './strip.ts'

interface RulerProps {
  readonly film: Film
  readonly scale: number
  readonly visible: Visible
  readonly frameAt: (clientX: number) => number
}

const LABEL_WIDTH = 84

/** Timecode along the film; a press or a drag on it moves the playhead. */
export function Ruler({ film, scale, visible, frameAt }: RulerProps) {
  const { t } = useTranslation('stitch')
  const held = useRef(false)
  const frame = useFilmPlayhead((state) => state.frame)
  const distance = markDistance(scale, perSecond(film.layout.fps), LABEL_WIDTH)
  const first = Math.max(0, Math.floor((visible.from - STRIP_PADDING) / scale / distance))
  const last = Math.floor(Math.min(film.layout.frames, (visible.to - STRIP_PADDING) / scale) / distance)
  const marks = Array.from({ length: Math.max(0, last - first + 1) }, (_, mark) => (first + mark) * distance)
  const seek = ({ clientX }: PointerEvent) => seekTo(Math.floor(frameAt(clientX)))
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={t('position')}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, film.layout.frames - 1)}
      aria-valuenow={Math.min(frame, film.layout.frames - 1)}
      aria-valuetext={timecodeOf(frame, film)}
      className="relative h-6 shrink-0 touch-none border-b border-line -outline-offset-2"
      onPointerDown={(event) => {
        if (event.button !== 0) return
        held.current = true
        event.currentTarget.setPointerCapture(event.pointerId)
        useFilmPlayhead.getState().stop()
        seek(event)
      }}
      onPointerMove={(event) => held.current && seek(event)}
      onPointerUp={() => (held.current = false)}
      onPointerCancel={() => (held.current = false)}
    >
      {marks.map((mark) => (
        <span
          key={mark}
          className="tabular pointer-events-none absolute bottom-0 h-3 border-l border-line-strong/60 pl-1 text-11 leading-none whitespace-nowrap text-text-3"
          style={{ left: mark * scale + STRIP_PADDING }}
        >
          {/* The film ends before the words of its last mark would. */}
          {(film.layout.frames - mark) * scale + STRIP_PADDING >= LABEL_WIDTH - 12 && timecodeOf(mark, film)}
        </span>
      ))}
    </div>
  )
}
