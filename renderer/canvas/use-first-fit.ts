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
      if (getStore().document.viewport) observer.disconnect()
      else void fitView({ padding: FIT_PADDING, maxZoom: 1 })
    })
    observer.observe(frame.current)
    return () => observer.disconnect()
  }, [frame, fitView])
}
