import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useEffect, type RefObject } from 'react'
import { getStore, nodeById } from '../store/index.ts'
import type { CanvasHandle, Point } from '../store/types.ts'
import type { FlowNode } from './flow-items.ts'
import { FIT_PADDING } from './use-first-fit.ts'
import { boxInFocus, intoView, zoomedOn } from './in-view.ts'
import { useEditing } from './node/editing.ts'

const ZOOM_MS = 220
/** Writing needs a card that is drawn in full. */
const WRITING_ZOOM = 0.45

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
  let aimed: number | undefined
  const reveal = createReveal({ flow, flowStore }, duration, remember)
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
    zoomBy(factor) {
      // A second press while the first is still on its way counts from where that one goes.
      const zoom = (aimed ?? flow.getZoom()) * factor
      aimed = zoom
      void remember(flow.zoomTo(zoom, { duration: duration() })).finally(() => {
        if (aimed === zoom) aimed = undefined
      })
    },
    zoomTo(zoom) {
      const { width, height } = flowStore.getState()
      const centre = flow.screenToFlowPosition(middle())
      const viewport = zoomedOn(boxInFocus(centre), { centre, frame: { width, height }, zoom })
      void remember(flow.setViewport(viewport, { duration: duration() }))
    },
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

/** Moves the view as little as it takes to show a whole card, and nearer if it is to be read. */
function createReveal(
  { flow, flowStore }: Pick<Parts, 'flow' | 'flowStore'>,
  duration: () => number,
  remember: (moved: Promise<boolean>) => Promise<void>,
) {
  return (id: string, atLeast: number): void => {
    const { document, sizes } = getStore()
    const node = nodeById(document, id)
    if (!node) return
    const { x: left, y: top } = node.position
    const size = sizes.of(node)
    const { width, height, transform } = flowStore.getState()
    const [x, y, zoom] = transform
    if (zoom < atLeast) {
      const options = { zoom: atLeast, duration: duration() }
      return void remember(flow.setCenter(left + size.width / 2, top + size.height / 2, options))
    }
    const moved = {
      x: x + intoView(left * zoom + x, size.width * zoom, width),
      y: y + intoView(top * zoom + y, size.height * zoom, height),
      zoom,
    }
    if (moved.x !== x || moved.y !== y) void remember(flow.setViewport(moved, { duration: duration() }))
  }
}
