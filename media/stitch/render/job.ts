import type { BoundCut } from '../../../nodes/cut/cut.ts'
import type { Engine } from '../../ffmpeg/engine.ts'
import type { FilmClip, StitchPlan } from '../film.ts'
import type { Encoder } from './encoder.ts'

/** What flows into the film, and where it is. */
export type RenderClip = FilmClip & { readonly path: string }

export interface RenderJob {
  readonly engine: Engine
  readonly plan: StitchPlan
  readonly cut: BoundCut
  readonly clips: readonly RenderClip[]
  /** A folder of the caller's, on the disk where the film will be. */
  readonly folder: string
  /** Anything but software is only for films of which no frame is copied: its settings cannot be chosen. */
  readonly encoder?: Encoder | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((fraction: number) => void) | undefined
  /** The hardware gave up, and everything was made in software instead. */
  readonly onFallback?: (() => void) | undefined
}

/** Frames of the film from `at` on. */
export interface Stretch {
  readonly at: number
  readonly frames: number
}
