import { useEffect, useLayoutEffect, useRef } from 'react'
import { usePanelRef, type PanelSize } from 'react-resizable-panels'

interface Collapsible {
  readonly open: boolean
  /** In pixels, as the person left it. */
  readonly size: number
  /** The person dragged it shut, or open again. */
  readonly onDragged: (open: boolean) => void
}

/**
 * Keeps a collapsible panel of the layout as open as the store says. It is collapsed and never unmounted, so that
 * it comes back with the size it had.
 */
export function useCollapsible({ open, size, onDragged }: Collapsible) {
  const panelRef = usePanelRef()
  const wanted = useRef(open)
  const kept = useRef(size)
  useLayoutEffect(() => {
    kept.current = size
  }, [size])
  useLayoutEffect(() => {
    wanted.current = open
    if (open) panelRef.current?.resize(kept.current)
    else panelRef.current?.collapse()
  }, [open, panelRef])
  const report = useRef(onDragged)
  useEffect(() => {
    report.current = onDragged
  }, [onDragged])
  const onResize = (size: PanelSize, _id: unknown, before: PanelSize | undefined) => {
    if (!before || size.inPixels === before.inPixels) return
    const isOpen = !panelRef.current?.isCollapsed()
    if (isOpen !== wanted.current) {
      wanted.current = isOpen
      report.current(isOpen)
    }
  }
  return { panelRef, onResize, collapsible: true } as const
}
