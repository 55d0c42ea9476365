import {
  useStoreApi,
  type Connection as FlowConnection,
  type Edge,
  type FinalConnectionState,
  type OnConnectEnd,
  type OnConnectStart,
} from '@xyflow/react'
import { useCallback } from 'react'
import { fittingPort } from '../../store/edits.ts'
import { getStore } from '../../store/index.ts'
import type { Point } from '../../store/types.ts'
import { ends, portEnd, useWiring, verdictAt, type PortEnd } from './wiring-state.ts'

/** All that React Flow asks and tells about wires while they are drawn, moved and dropped. */
export const wireGestures = {
  isValidConnection({ source, sourceHandle, target, targetHandle }: FlowConnection | Edge): boolean {
    const from = portEnd({ nodeId: source, id: sourceHandle ?? null, type: 'source' })
    const to = portEnd({ nodeId: target, id: targetHandle ?? null, type: 'target' })
    return verdictAt(from, to, useWiring.getState().moving)?.ok ?? false
  },
  onConnectStart: begin,
  onConnect({ source, sourceHandle, target, targetHandle }: FlowConnection): void {
    getStore().connect({ node: source, port: sourceHandle ?? '' }, { node: target, port: targetHandle ?? '' })
  },
  onConnectEnd(...[event, { isValid, toHandle }]: Parameters<OnConnectEnd>): void {
    const { start, moving } = useWiring.getState()
    useWiring.setState({ start: undefined })
    if (!start || isValid || moving) return
    dropWire(start, toHandle ? portEnd(toHandle) : undefined, pointOf(event))
  },
  onClickConnectStart: begin,
  onClickConnectEnd(event: MouseEvent | TouchEvent): void {
    const { start } = useWiring.getState()
    useWiring.setState({ start: undefined })
    const other = portUnder(event.target)
    const joined = start && other && ends(start, other)
    // A connection that was made is "already connected" here; one that was refused says why.
    if (joined) getStore().connect(joined.from, joined.to)
  },
  onReconnectStart(_event: unknown, edge: Edge): void {
    useWiring.setState({ moving: edge.id })
  },
  onReconnect(edge: Edge, { source, sourceHandle, target, targetHandle }: FlowConnection): void {
    const from = { node: source, port: sourceHandle ?? '' }
    const to = { node: target, port: targetHandle ?? '' }
    getStore().reconnect(edge.id, from, to)
  },
  onReconnectEnd(...[event, edge, fixed, { isValid }]: ReconnectEnd): void {
    useWiring.setState({ moving: undefined, start: undefined })
    if (!isValid) dropEnd(edge, fixed, pointOf(event))
  },
}

type ReconnectEnd = [MouseEvent | TouchEvent, Edge, 'source' | 'target', FinalConnectionState]

function begin(...[, { nodeId, handleId, handleType }]: Parameters<OnConnectStart>): void {
  if (!nodeId || !handleType) return
  useWiring.setState({ start: portEnd({ nodeId, id: handleId, type: handleType }) })
}

/** Gives up a wire that was begun with a click. */
export function useCancelWire(): () => void {
  const flow = useStoreApi()
  return useCallback(() => {
    useWiring.setState({ start: undefined })
    flow.setState({ connectionClickStartHandle: null })
  }, [flow])
}

/** A wire let go of where it was not accepted: on the body of a node, on a port that refused it, or on nothing. */
function dropWire(start: PortEnd, refused: PortEnd | undefined, screen: Point): void {
  const state = getStore()
  const at = state.canvas?.toCanvas(screen) ?? screen
  const open = start.side === 'output' ? { from: start.end } : { to: start.end }
  if (refused) return dropOnPort(start, refused, screen)
  const node = nodeAt(screen)
  if (node === start.end.node) return
  if (node === undefined) return state.openNodeSearch({ screen, at, ...open })
  const port = fittingPort(
    state.document,
    node,
    start.side === 'output' ? { from: start.end } : { to: start.end },
  )
  const joined =
    port && ends(start, { end: { node, port }, side: start.side === 'output' ? 'input' : 'output' })
  if (joined) state.connect(joined.from, joined.to)
}

/** Where a node type can stand between the two, it is offered; otherwise the refusal is said again. */
function dropOnPort(start: PortEnd, refused: PortEnd, screen: Point): void {
  const state = getStore()
  const joined = ends(start, refused)
  const verdict = verdictAt(start, refused)
  if (!joined || !verdict || verdict.ok) return
  const { refusal } = verdict
  if (refusal.code === 'different_type' && refusal.bridge) {
    const at = state.canvas?.toCanvas(screen) ?? screen
    return state.openNodeSearch({ screen, at, ...joined, bridge: refusal.bridge.type })
  }
  state.connect(joined.from, joined.to)
}

/** The end of a wire let go of: on a node that can take it, or nowhere, which takes the wire away. */
function dropEnd(edge: Edge, fixed: 'source' | 'target', screen: Point): void {
  const state = getStore()
  const wire = state.document.connections.find(({ id }) => id === edge.id)
  if (!wire) return
  const node = nodeAt(screen)
  if (node === undefined) return state.disconnect([wire.id])
  const kept = fixed === 'source' ? { from: wire.from } : { to: wire.to }
  const port = fittingPort(state.document, node, kept)
  if (port === undefined) return
  const moved = { node, port }
  state.reconnect(wire.id, fixed === 'source' ? wire.from : moved, fixed === 'source' ? moved : wire.to)
}

function nodeAt({ x, y }: Point): string | undefined {
  return document.elementFromPoint(x, y)?.closest<HTMLElement>('.react-flow__node')?.dataset['id']
}

function portUnder(target: EventTarget | null): PortEnd | undefined {
  if (!(target instanceof Element)) return undefined
  const port = target.closest<HTMLElement>('.react-flow__handle')
  const { nodeid, handleid } = port?.dataset ?? {}
  if (!port || nodeid === undefined || handleid === undefined) return undefined
  return portEnd({
    nodeId: nodeid,
    id: handleid,
    type: port.classList.contains('source') ? 'source' : 'target',
  })
}

function pointOf(event: MouseEvent | TouchEvent): Point {
  const { clientX, clientY } = 'changedTouches' in event ? event.changedTouches[0]! : event
  return { x: clientX, y: clientY }
}
