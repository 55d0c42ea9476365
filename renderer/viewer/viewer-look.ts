import { create } from 'zustand'
import type { Film } from '../store/film.ts'

interface Compared {
  /** The other take's file, beside the one in view. */
  readonly mediaId: string
  readonly nodeId: string
  readonly way: 'side' | 'wipe'
  /** Where the wipe stands, from the left. */
  readonly divider: number
}

interface ViewerLook {
  /** Undefined follows the cut. */
  readonly captions: boolean | undefined
  readonly compared: Compared | undefined
  /** The question "What is this shot?" is open. */
  readonly receipt: boolean
}

/** How things are looked at in the viewer, for as long as the window is open. */
export const useViewerLook = create<ViewerLook>(() => ({
  captions: undefined,
  compared: undefined,
  receipt: false,
}))

export function showsCaptions({ captions }: Pick<ViewerLook, 'captions'>, { cut }: Film): boolean {
  return captions ?? (cut.captions?.show ?? 'off') !== 'off'
}

export function toggleCaptions(film: Film): void {
  useViewerLook.setState((look) => ({ captions: !showsCaptions(look, film) }))
}

export function toggleReceipt(): void {
  useViewerLook.setState(({ receipt }) => ({ receipt: !receipt }))
}

/** Kept on this machine. */
export const groundLook = { safe: false, checker: false }
