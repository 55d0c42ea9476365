import { create } from 'zustand'

interface Live {
  /** The one card that plays: many videos at once would stall the machine. */
  readonly nodeId: string | undefined
}

const useLive = create<Live>(() => ({ nodeId: undefined }))
const REST_MS = 150

let resting: ReturnType<typeof setTimeout> | undefined

/** A card plays once the pointer rests on it, or while it has the keyboard. */
export function goLive(nodeId: string): void {
  clearTimeout(resting)
  resting = setTimeout(() => useLive.setState({ nodeId }), REST_MS)
}

export function endLive(nodeId: string): void {
  clearTimeout(resting)
  if (useLive.getState().nodeId === nodeId) useLive.setState({ nodeId: undefined })
}

export function useIsLive(nodeId: string): boolean {
  return useLive((state) => state.nodeId === nodeId)
}
