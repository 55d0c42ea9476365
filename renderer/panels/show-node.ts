import { act } from './act.ts'
import { useDocks } from './docks.ts'

/** Brings a node into view and gives it the keyboard; the inspector tells the rest. */
export function showNode(nodeId: string): void {
  const { select, canvas } = act()
  useDocks.setState({ rightOpen: true })
  select([nodeId])
  canvas?.focusNode(nodeId)
}
