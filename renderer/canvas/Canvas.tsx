import './canvas.css'
import {
  Background,
  BackgroundVariant,
  ConnectionLineType,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useStore as useFlowStore,
  type ReactFlowState,
} from '@xyflow/react'
import { useEffect, useRef, useState, type PointerEvent } from 'react'
import { useKeyboard } from '../keyboard.ts'
import { useLeaving } from '../leaving.ts'
import { getStore, useStore } from '../store/index.ts'
import type { Point } from '../store/types.ts'
import { useAriaLabels } from './aria-labels.ts'
import { CanvasButtons } from './CanvasButtons.tsx'
import { detailAt, DetailProvider, NearProvider } from './detail.ts'
import { EmptyCanvas } from './EmptyCanvas.tsx'
import { Minimap } from './Minimap.tsx'
import { CanvasMenu, useCanvasMenu } from './menus/CanvasMenu.tsx'
import { NodeCard } from './node/NodeCard.tsx'
import { ConnectList } from './pick/ConnectList.tsx'
import { FindNode } from './pick/FindNode.tsx'
import { NodeSearch } from './pick/NodeSearch.tsx'
import { canvasDrop } from './canvas-drop.ts'
import { useCanvasHandle } from './use-canvas-handle.ts'
import { useCanvasKeys } from './use-canvas-keys.ts'
import { useFirstFit } from './use-first-fit.ts'
import { useFirstFocus } from './use-first-focus.ts'
import { useChangeHandlers, useFlowEdges, useFlowNodes } from './use-flow.ts'
import { nodeDrag } from './node-drag.ts'
import { DrawnWire, WhyNot } from './wire/DrawnWire.tsx'
import { useCancelWire, wireGestures } from './wire/wire-gestures.ts'
import { Wire } from './wire/Wire.tsx'
import { GRID } from '../store/tidy.ts'

// Outside of React: a new object per render would mount every card anew.
const nodeTypes = { card: NodeCard }
const edgeTypes = { wire: Wire }
const snapGrid: [number, number] = [GRID, GRID]
/** Low enough that all of several hundred nodes fit into the window. */
const MIN_ZOOM = 0.02
const DOT_GAP = 24
const DOTS_FROM = 0.4
const PORT_RADIUS = 24

/** The graph, and everything that is done on it. */
export function Canvas() {
  const workflowId = useStore((state) => state.workflow?.id)
  // Another workflow is another canvas: nothing of the one before stays, neither zoom nor sizes.
  return (
    <ReactFlowProvider key={workflowId}>
      <Stage />
    </ReactFlowProvider>
  )
}

function Stage() {
  const frame = useRef<HTMLDivElement>(null)
  const pointer = useRef<Point>(undefined)
  useCanvasHandle(frame, pointer)
  useFirstFit(frame)
  useFirstFocus()
  useKeyboard()
  useLeaving()
  const onPointerMove = ({ clientX, clientY }: PointerEvent) => {
    pointer.current = { x: clientX, y: clientY }
  }
  const onPointerLeave = () => {
    pointer.current = undefined
  }
  return (
    <div
      ref={frame}
      className="canvas relative size-full"
      onPointerMove={onPointerMove}
      onPointerLeave={onPointerLeave}
    >
      <Flow />
      <EmptyCanvas />
      <CanvasButtons />
      <NodeSearch />
      <ConnectList />
      <FindNode />
      <WhyNot />
    </div>
  )
}

function Flow() {
  const nodes = useFlowNodes()
  const edges = useFlowEdges()
  const snapping = useStore((state) => state.snapping)
  // Only where the canvas starts; afterwards React Flow knows best.
  const [start] = useState(() => getStore().document.viewport)
  const { setViewport } = getStore()
  const menu = useCanvasMenu()
  const changes = useChangeHandlers()
  const keys = useCanvasKeys(useCancelWire())
  const ariaLabelConfig = useAriaLabels()
  return (
    <DetailLevel>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        {...changes}
        {...wireGestures}
        {...nodeDrag}
        {...canvasDrop}
        {...keys}
        {...menu.handlers}
        {...(start && { defaultViewport: start })}
        onMoveEnd={(event, viewport) => event && setViewport(viewport)}
        ariaLabelConfig={ariaLabelConfig}
        connectionLineComponent={DrawnWire}
        connectionLineType={ConnectionLineType.Bezier}
        connectionRadius={PORT_RADIUS}
        onlyRenderVisibleElements
        minZoom={MIN_ZOOM}
        maxZoom={4}
        snapToGrid={snapping}
        snapGrid={snapGrid}
        panOnScroll
        panOnDrag={[1]}
        selectionOnDrag
        selectionMode={SelectionMode.Partial}
        multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
        selectionKeyCode={null}
        deleteKeyCode={null}
        zoomOnDoubleClick={false}
        edgesFocusable={false}
        disableKeyboardA11y
        elevateNodesOnSelect
        proOptions={attribution}
      >
        <Dots />
        <Minimap />
        <ZoomReport />
      </ReactFlow>
      <CanvasMenu {...menu.shown} />
    </DetailLevel>
  )
}

const attribution = { hideAttribution: false }

function DetailLevel({ children }: { readonly children: React.ReactNode }) {
  const detail = useFlowStore(({ transform }: ReactFlowState) => detailAt(transform[2]))
  const near = useFlowStore(({ transform }: ReactFlowState) => transform[2] >= 1)
  return (
    <DetailProvider value={detail}>
      <NearProvider value={near}>{children}</NearProvider>
    </DetailProvider>
  )
}

/** Tells the rest of the window how near the canvas is. */
function ZoomReport() {
  const zoom = useFlowStore(({ transform }: ReactFlowState) => Math.round(transform[2] * 100) / 100)
  useEffect(() => useStore.setState({ zoom }), [zoom])
  return null
}

/** Shown while single steps of the grid can be told apart. */
function Dots() {
  const grid = useStore((state) => state.grid)
  const near = useFlowStore(({ transform }: ReactFlowState) => transform[2] >= DOTS_FROM)
  if (!grid || !near) return null
  return <Background variant={BackgroundVariant.Dots} gap={DOT_GAP} size={1.5} />
}
