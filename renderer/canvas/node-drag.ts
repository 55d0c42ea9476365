import { insertOnWire } from '../store/edits.ts'
import { getStore, useStore } from '../store/index.ts'
import type { Point } from '../store/types.ts'
import type { FlowNode } from './flow-items.ts'
import { wireAt } from './wire/wire-at.ts'
import { useWiring } from './wire/wiring-state.ts'

type DragArguments = [MouseEvent | React.MouseEvent | TouchEvent, FlowNode, FlowNode[]]

/** Whether the drag under way, of which there is one, began with Alt. */
let copying = false

/** Dragging a node onto a wire puts it in between; dragging with Alt leaves the node and takes a copy along. */
export const nodeDrag = {
  onNodeDragStart(event: DragArguments[0]) {
    copying = event.altKey
  },
  onNodeDrag(...[event, node, dragged]: DragArguments) {
    const wire = copying || dragged.length > 1 ? undefined : wireUnder(event, node.id)
    if (useWiring.getState().insertInto !== wire) useWiring.setState({ insertInto: wire })
  },
  onNodeDragStop(...[, node, dragged]: DragArguments) {
    const { insertInto } = useWiring.getState()
    useWiring.setState({ insertInto: undefined })
    if (insertInto) getStore().insertOnWire(node.id, insertInto, { afterMove: true })
    if (copying) copyInstead(dragged)
    copying = false
  },
}

/** The wire under the pointer that this node may go into. */
function wireUnder(event: DragArguments[0], nodeId: string): string | undefined {
  const { clientX, clientY } = 'changedTouches' in event ? event.changedTouches[0]! : event
  const id = wireAt({ x: clientX, y: clientY })
  const { document: workflow } = getStore()
  const isWired = workflow.connections.some(({ from, to }) => from.node === nodeId || to.node === nodeId)
  if (id === undefined || isWired) return undefined
  return insertOnWire(workflow, nodeId, id) === workflow ? undefined : id
}

/** Takes the move back and puts copies where it ended: one step for the person. */
function copyInstead(dragged: readonly FlowNode[]): void {
  const { undo, copyNodes, clipboard } = getStore()
  const at: Point = {
    x: Math.min(...dragged.map(({ position }) => position.x)),
    y: Math.min(...dragged.map(({ position }) => position.y)),
  }
  undo()
  copyNodes(dragged.map(({ id }) => id))
  getStore().pasteNodes(at, { withIncoming: true })
  useStore.setState({ clipboard })
}
