import type { FilmPlan } from '../../nodes/cut/film-plan.ts'
import type { ShotFit } from '../../nodes/cut/cut.ts'
import type { ClipFacts } from '../../nodes/cut/facts.ts'
import type { Layout } from '../../nodes/cut/layout.ts'
import type { Rational } from '../../nodes/cut/rational.ts'
import type { PictureClip } from './clip.ts'
import type { Size } from './frame.ts'

/** What flows into one place of a cut, measured. Where the file is comes apart from it, so that a plan is pure. */
export interface FilmClip {
  readonly facts: ClipFacts
  /** For clips; absent for still pictures. */
  readonly clip?: PictureClip | undefined
  /** Why its frames must not be copied although its index is fine; undefined if all of it decodes. */
  readonly damage?: string | undefined
  /** Integrated loudness in LUFS; absent where nothing is to be heard. */
  readonly loudness?: number | undefined
}

/** How an encoded frame must be so that it can stand beside a copied one. */
export interface Likeness {
  readonly profile: number
  readonly level: number
  readonly sar: Rational
  readonly fullRange: boolean
  /** ffmpeg's names; absent where the copied clips do not say. */
  readonly primaries?: string | undefined
  readonly transfer?: string | undefined
  readonly matrix?: string | undefined
  /** The number of parameter sets that no copied clip uses. */
  readonly setId: number
}

export interface FilmFormat extends Size {
  readonly fps: Rational
  readonly fit: ShotFit
  readonly codec: 'h264' | 'hevc' | 'av1' | 'vp9'
  /** Present where some frames are copied and others encoded. */
  readonly like?: Likeness | undefined
  readonly audio?: { readonly sampleRate: number; readonly channels: number } | undefined
}

/** A stretch of the film's picture. Together they cover it without a gap; `at` and `frames` count frames of the film. */
export type Piece =
  | {
      readonly kind: 'copy'
      readonly at: number
      readonly frames: number
      /** The place of the clip, and which of its samples, in decode order. */
      readonly clip: number
      readonly first: number
      readonly samples: number
    }
  | { readonly kind: 'render'; readonly at: number; readonly frames: number }

export interface StitchPlan extends FilmPlan {
  readonly layout: Layout
  readonly format: FilmFormat
  readonly pieces: readonly Piece[]
}
