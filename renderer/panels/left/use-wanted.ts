import { useCallback, useEffect, useRef } from 'react'
import { getStore, useStore } from '../../store/index.ts'
import { mediaAt } from '../../store/library-pages.ts'
import type { LibraryPlace } from '../../store/library-types.ts'
import type { GridLayout } from '../../library/grid-layout.ts'
import type { GridHands } from './MediaGrid.tsx'

interface Wanted {
  readonly index: number
  readonly how: 'one' | 'range'
}

interface WantedProps {
  readonly frame: HTMLElement | null
  readonly place: LibraryPlace
  readonly layout: GridLayout
  readonly hands: GridHands
}

const INSET = 8

/** Moves the keyboard to another tile, also to one whose page must be read before it can be drawn. */
export function useWanted({ frame, place, layout, hands }: WantedProps) {
  const wanted = useRef<Wanted>(undefined)
  /** Where the keyboard is on its way to: a key that is held goes on from there. */
  const heading = useRef<number>(undefined)
  const pages = useStore((state) => state.views[place].pages)
  const reach = useCallback(() => {
    const { index, how } = wanted.current ?? { index: -1, how: 'one' }
    const media = index < 0 ? undefined : mediaAt(getStore().views[place], index)
    if (!media) return
    wanted.current = undefined
    hands.select(media, index, how)
    const arrive = (): boolean => {
      const tile = frame?.querySelector<HTMLElement>(`[data-index="${index}"]`)
      tile?.focus({ preventScroll: true })
      if (tile && heading.current === index) heading.current = undefined
      return Boolean(tile)
    }
    // At once where it can be: the next key may already be for what is selected now. Else after it has been drawn,
    // unless the keyboard has gone elsewhere by then.
    if (!arrive()) requestAnimationFrame(() => isHere(frame) && arrive())
  }, [frame, place, hands])
  useEffect(reach, [reach, pages])
  const want = useCallback(
    (index: number, how: Wanted['how']) => {
      wanted.current = { index, how }
      heading.current = index
      if (frame) bringIntoView(frame, layout.boxOf(index))
      reach()
    },
    [frame, layout, reach],
  )
  return { want, from: useCallback((index: number) => heading.current ?? index, []) }
}

function isHere(frame: HTMLElement | null): boolean {
  const { activeElement } = document
  return activeElement === document.body || frame?.contains(activeElement) === true
}

function bringIntoView(frame: HTMLElement, { top, height }: { top: number; height: number }): void {
  const above = top
  const below = top + height + 2 * INSET - frame.clientHeight
  if (frame.scrollTop > above) frame.scrollTop = above
  else if (frame.scrollTop < below) frame.scrollTop = below
}
