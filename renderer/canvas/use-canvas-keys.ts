import { useMemo, type KeyboardEvent, type MouseEvent } from 'react'
import { getStore } from '../store/index.ts'
import { focusInOrder } from './focus.ts'

/** Keys and clicks of the canvas itself that are no commands. */
export function useCanvasKeys(cancelWire: () => void) {
  return useMemo(
    () => ({
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key === 'Escape') cancelWire()
        // From a card, Tab goes on to the next one; inside a card it visits what is in there.
        if (event.key !== 'Tab' || !isCard(event.target)) return
        if (focusInOrder(getStore(), event.shiftKey ? -1 : 1)) event.preventDefault()
      },
      onDoubleClick: ({ target, clientX, clientY }: MouseEvent) => {
        if (!(target instanceof Element) || !target.classList.contains('react-flow__pane')) return
        const { openNodeSearch, canvas } = getStore()
        const screen = { x: clientX, y: clientY }
        if (canvas) openNodeSearch({ screen, at: canvas.toCanvas(screen) })
      },
    }),
    [cancelWire],
  )
}

function isCard(target: EventTarget): boolean {
  return target instanceof Element && target.classList.contains('react-flow__node')
}
