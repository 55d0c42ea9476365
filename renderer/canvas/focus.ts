import { graphOf, selectStoryOrder } from '../store/selectors.ts'
import { incomingOf, outgoingOf } from '../../nodes/graph/graph.ts'
import type { Store } from '../store/types.ts'

/** The node that has the keyboard, else the one that is selected. */
export function currentNode({ selection }: Store): string | undefined {
  const focused = document.activeElement?.closest<HTMLElement>('.react-flow__node')?.dataset['id']
  return focused ?? selection.at(-1)
}

/** Moves the keyboard along the story; false at its end, where the keyboard leaves the canvas. */
export function focusInOrder(state: Store, by: 1 | -1): boolean {
  const order = selectStoryOrder(state)
  const present = order.indexOf(currentNode(state) ?? '')
  const next = order[present === -1 ? (by === 1 ? 0 : order.length - 1) : present + by]
  if (next === undefined) return false
  focusNode(state, next)
  return true
}

/** Follows a wire: to the first node this one feeds, or to the first that feeds it. */
export function focusConnected(state: Store, by: 1 | -1): void {
  const present = currentNode(state)
  if (present === undefined) return
  const graph = graphOf(state.document)
  const next = by === 1 ? outgoingOf(graph, present)[0]?.to.node : incomingOf(graph, present)[0]?.from.node
  if (next !== undefined) focusNode(state, next)
}

function focusNode(state: Store, id: string): void {
  state.select([id])
  state.canvas?.focusNode(id)
}

/** The keyboard goes back to the canvas itself, as when a list over it is closed. */
export function focusCanvas(): void {
  document.querySelector<HTMLElement>('[data-region="canvas"]')?.focus({ preventScroll: true })
}
