import { create } from 'zustand'
import type { Player } from './player.ts'

interface CurrentPlayer {
  /** The player on screen, for commands that work from anywhere; undefined while a picture or nothing is shown. */
  readonly player: Player | undefined
  /** A clip that should play by itself once it is on screen. */
  readonly playOnce: string | undefined
}

export const useCurrentPlayer = create<CurrentPlayer>(() => ({ player: undefined, playOnce: undefined }))
