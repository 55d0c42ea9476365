import { useState, type PointerEvent } from 'react'
import type { Media } from '../../../nodes/media.ts'
import type { Box, GridLayout } from '../../library/grid-layout.ts'
import { getStore } from '../../store/index.ts'
import { mediaAt } from '../../store/library-pages.ts'
import type { LibraryPlace } from '../../store/library-types.ts'

const STARTS_AFTER = 4
const EDGE = 24

interface BandProps {
  readonly frame: HTMLElement | null
  readonly inset: number
  readonly layout: GridLayout
  readonly place: LibraryPlace
  readonly onBand: ((media: readonly Media[] | undefined, added: boolean, over: boolean) => void) | undefined
}

/** A rectangle drawn from between the tiles selects what it touches; with Shift or Ctrl, on top of what is selected. */
export function useRubberBand({ frame, inset, layout, place, onBand }: BandProps) {
  const [box, setBox] = useState<Box>()
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const isOnTile = event.target instanceof Element && event.target.closest('button') !== null
    // The bar of the scroll belongs to the frame, too.
    const isOnBar = event.nativeEvent.offsetX > event.currentTarget.clientWidth && event.target === frame
    if (!frame || !onBand || event.button !== 0 || isOnTile || isOnBar) return
    const added = event.shiftKey || event.ctrlKey || event.metaKey
    const start = placeIn(frame, event, inset)
    let drawn: readonly Media[] | undefined
    const stop = new AbortController()
    const listen = { signal: stop.signal }
    const move = (moved: globalThis.PointerEvent) => {
      const { top, bottom } = frame.getBoundingClientRect()
      if (moved.clientY < top + EDGE) frame.scrollTop -= EDGE
      if (moved.clientY > bottom - EDGE) frame.scrollTop += EDGE
      const next = between(start, placeIn(frame, moved, inset))
      if (!drawn && next.width + next.height < STARTS_AFTER) return
      setBox(next)
      const view = getStore().views[place]
      drawn = layout.within(next).flatMap((index) => mediaAt(view, index) ?? [])
      onBand(drawn, added, false)
    }
    const end = () => {
      stop.abort()
      setBox(undefined)
      onBand(drawn, added, true)
    }
    window.addEventListener('pointermove', move, listen)
    window.addEventListener('pointerup', end, listen)
    window.addEventListener('pointercancel', end, listen)
  }
  return { box, onPointerDown }
}

function placeIn(
  frame: HTMLElement,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
  inset: number,
): { x: number; y: number } {
  const { left, top } = frame.getBoundingClientRect()
  return { x: clientX - left - inset, y: clientY - top - inset + frame.scrollTop }
}

function between(a: { x: number; y: number }, b: { x: number; y: number }): Box {
  return {
    left: Math.min(a.x, b.x),
    top: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  }
}
