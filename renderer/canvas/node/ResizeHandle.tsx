import { useReactFlow } from '@xyflow/react'
import type { PointerEvent } from 'react'
import type { DocumentNode } from '../../../nodes/graph/document.ts'
import { CARD_MAX_WIDTH, CARD_MIN_WIDTH, CARD_WIDTH } from '../../store/card-size.ts'
import { getStore } from '../../store/index.ts'
import { onGrid } from '../../store/tidy.ts'

/** The lower right corner of a card; a double click gives it its usual width again. */
export function ResizeHandle({ node }: { readonly node: DocumentNode }) {
  const { getZoom } = useReactFlow()
  const resize = (width: number) =>
    getStore().resizeNode(node.id, Math.min(CARD_MAX_WIDTH, Math.max(CARD_MIN_WIDTH, width)))
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    const start = { x: event.clientX, width: node.width ?? CARD_WIDTH }
    const target = event.currentTarget
    const move = ({ clientX }: globalThis.PointerEvent) =>
      resize(onGrid(start.width + (clientX - start.x) / getZoom()))
    target.addEventListener('pointermove', move)
    target.addEventListener(
      'lostpointercapture',
      () => {
        target.removeEventListener('pointermove', move)
        getStore().endStep()
      },
      { once: true },
    )
  }
  return (
    <div
      className="nodrag absolute -right-1.5 -bottom-1.5 size-4 cursor-ew-resize"
      onPointerDown={onPointerDown}
      onDoubleClick={() => resize(CARD_WIDTH)}
    />
  )
}
