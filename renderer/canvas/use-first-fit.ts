import { useReactFlow } from '@xyflow/react'
import { useEffect, type RefObject } from 'react'
import { getStore } from '../store/index.ts'

export const FIT_PADDING = 0.08

/**
 * A workflow that was never looked at shows all of itself, until somebody moves the view. The docks find their
 * sizes after the canvas is drawn, so once is not enough.
 */
export function useFirstFit(frame: RefObject<HTMLElement | null>): void {
  const { fitView } = useReactFlow()
  useEffect(() => {
    if (getStore().document.viewport || !frame.current) return undefined
    const observer = new ResizeObserver(() => {
      const { viewport, nodes } = getStore().document
      // Asked of an empty canvas, the fit would wait for the first card and then move it away.
      if (viewport || nodes.length === 0) observer.disconnect()
      else void fitView({ padding: FIT_PADDING, maxZoom: 1 })
    })
    observer.observe(frame.current)
    return () => observer.disconnect()
  }, [frame, fitView])
}
