import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useEffect, type RefObject } from 'react'
import { getStore, nodeById } from '../store/index.ts'
import type { CanvasHandle, Point } from '../store/types.ts'
import type { FlowNode } from './flow-items.ts'
import { FIT_PADDING } from './use-first-fit.ts'
import { useEditing } from './node/editing.ts'

const ZOOM_MS = 220
/** Writing needs a card that can be read. */
const WRITING_ZOOM = 0.6

/** Lends the canvas to commands and panels while it is on screen. */
export function useCanvasHandle(
  frame: RefObject<HTMLElement | null>,
  pointer: RefObject<Point | undefined>,
): void {
  const flow = useReactFlow<FlowNode>()
  const flowStore = useStoreApi()
  useEffect(() => {
    const handle = createHandle({ flow, flowStore, frame, pointer })
    getStore().attachCanvas(handle)
    return () => getStore().attachCanvas(undefined)
  }, [flow, flowStore, frame, pointer])
}

interface Parts {
  readonly flow: ReturnType<typeof useReactFlow<FlowNode>>
  readonly flowStore: ReturnType<typeof useStoreApi>
  readonly frame: RefObject<HTMLElement | null>
  readonly pointer: RefObject<Point | undefined>
}

function createHandle({ flow, flowStore, frame, pointer }: Parts): CanvasHandle {
  const middle = (): Point => {
    const { x = 0, y = 0, width = 0, height = 0 } = frame.current?.getBoundingClientRect() ?? {}
    return { x: x + width / 2, y: y + height / 2 }
  }
  const duration = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : ZOOM_MS)
  const remember = async (moved: Promise<boolean>) => {
    await moved
    getStore().setViewport(flow.getViewport())
  }
  const reveal = (id: string, atLeast: number): void => {
    const node = nodeById(getStore().document, id)
    if (!node) return
    const { width, height } = getStore().sizes.of(node)
    const { width: frameWidth, height: frameHeight, transform } = flowStore.getState()
    const [x, y, zoom] = transform
    const left = node.position.x * zoom + x
    const top = node.position.y * zoom + y
    const isInside =
      left >= 0 && top >= 0 && left + width * zoom <= frameWidth && top + height * zoom <= frameHeight
    if (isInside && zoom >= atLeast) return
    const centre = { x: node.position.x + width / 2, y: node.position.y + height / 2 }
    void remember(flow.setCenter(centre.x, centre.y, { zoom: Math.max(zoom, atLeast), duration: duration() }))
  }
  const whenDrawn = (id: string, work: (card: HTMLElement) => void, tries = 20): void => {
    const card = frame.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
    if (card) work(card)
    else if (tries > 0) requestAnimationFrame(() => whenDrawn(id, work, tries - 1))
  }

  return {
    centre: () => flow.screenToFlowPosition(middle()),
    pointer() {
      const screen = pointer.current ?? middle()
      return { screen, at: flow.screenToFlowPosition(screen) }
    },
    toScreen: (point) => flow.flowToScreenPosition(point),
    toCanvas: (screen) => flow.screenToFlowPosition(screen),
    fit: (ids) =>
      void remember(
        flow.fitView({
          padding: FIT_PADDING,
          maxZoom: 1,
          duration: duration(),
          ...(ids && { nodes: ids.map((id) => ({ id })) }),
        }),
      ),
    zoomBy: (factor) => void remember(flow.zoomTo(flow.getZoom() * factor, { duration: duration() })),
    zoomTo: (zoom) => void remember(flow.zoomTo(zoom, { duration: duration() })),
    focusNode(id) {
      reveal(id, 0)
      whenDrawn(id, (card) => card.focus({ preventScroll: true }))
    },
    editNode(id, what) {
      reveal(id, WRITING_ZOOM)
      getStore().select([id])
      useEditing.setState(what === 'title' ? { titleOf: id } : { fieldOf: id })
    },
  }
}
