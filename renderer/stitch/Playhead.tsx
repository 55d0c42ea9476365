import { useEffect, type RefObject } from 'react'
import type { Film } from '../store/film.ts'
import { useFilmPlayhead } from './playhead.ts'
import { STRIP_PADDING } from './strip.ts'

interface PlayheadProps {
  readonly film: Film
  readonly scale: number
  readonly scroller: RefObject<HTMLDivElement | null>
}

/** Where the film is; the strip scrolls along so that it never leaves the view. */
export function Playhead({ film, scale, scroller }: PlayheadProps) {
  const frame = useFilmPlayhead((state) => Math.min(state.frame, film.layout.frames - 1))
  const left = frame * scale + STRIP_PADDING
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const { scrollLeft, clientWidth } = element
    if (left >= scrollLeft + STRIP_PADDING && left <= scrollLeft + clientWidth - STRIP_PADDING) return
    // A page on while it plays, so that the eye finds it at the left again.
    element.scrollTo({ left: left - (useFilmPlayhead.getState().playing ? STRIP_PADDING : clientWidth / 2) })
  }, [scroller, left])
  return (
    <div className="pointer-events-none absolute inset-y-0 z-20 w-0" style={{ left }}>
      <div className="absolute top-0 h-full w-px -translate-x-1/2 bg-err" />
      <div className="absolute top-0 size-2.5 -translate-x-1/2 rounded-b-[5px] bg-err" />
    </div>
  )
}
