import { useStore } from '../../store/index.ts'

/** Puts a node of this type where there is room for it, and the keyboard on it. */
export function addNode(type: string): void {
  const { addNode: add, select, canvas } = useStore.getState()
  const id = add(type)
  select([id])
  // The card is on screen after the next drawing.
  if (canvas) requestAnimationFrame(() => canvas.focusNode(id))
}
