import { useRef, type PointerEvent } from 'react'
import type { Film, FilmShot } from '../store/film.ts'
import { moveClipTo } from './edit-shots.ts'
import { placeOf } from './strip-places.ts'
import { useStrip } from './strip.ts'
import { useEscape } from './use-escape.ts'

/** A press that moves no further is a click. */
const SLACK = 5
/** So near to the border of the strip, it scrolls along. */
const BORDER = 32

/** Carries a shot to another place in the film with the pointer; Escape puts it back. */
export function useMove(shot: FilmShot, film: Film, frameAt: (clientX: number) => number) {
  const start = useRef<{ readonly x: number; readonly scroll: number }>(undefined)
  const by = useStrip(({ moving }) => (moving?.index === shot.index ? moving.by : undefined))
  const isCarried = by !== undefined
  const giveUp = () => {
    start.current = undefined
    useStrip.setState({ moving: undefined })
  }
  useEscape(isCarried, giveUp)

  const handlers = {
    onPointerDown({ button, clientX, currentTarget }: PointerEvent<HTMLElement>) {
      if (button === 0) start.current = { x: clientX, scroll: scrollerOf(currentTarget)?.scrollLeft ?? 0 }
    },
    onPointerMove({ clientX, currentTarget, pointerId }: PointerEvent<HTMLElement>) {
      const from = start.current
      if (!from) return
      if (!isCarried && Math.abs(clientX - from.x) < SLACK) return
      if (!isCarried) currentTarget.setPointerCapture(pointerId)
      const scroller = scrollerOf(currentTarget)
      if (scroller) scrollAtBorder(scroller, clientX)
      const place = placeOf(film, frameAt(clientX))
      const to = Math.min(place > shot.index ? place - 1 : place, film.shots.length - 1)
      const moved = clientX - from.x + (scroller?.scrollLeft ?? 0) - from.scroll
      useStrip.setState({ moving: { index: shot.index, to, by: moved } })
    },
    onPointerUp() {
      start.current = undefined
      const { moving } = useStrip.getState()
      if (!moving) return
      useStrip.setState({ moving: undefined })
      moveClipTo(moving.index, moving.to)
    },
    onPointerCancel: giveUp,
  }
  return { by, handlers }
}

function scrollerOf(element: HTMLElement): HTMLElement | null {
  return element.closest('[data-strip]')
}

function scrollAtBorder(scroller: HTMLElement, clientX: number): void {
  const { left, right } = scroller.getBoundingClientRect()
  if (clientX < left + BORDER) scroller.scrollLeft -= BORDER / 2
  if (clientX > right - BORDER) scroller.scrollLeft += BORDER / 2
}
