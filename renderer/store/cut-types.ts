import type { Cut } from '../../nodes/cut/cut.ts'
import type { ClipFacts } from '../../nodes/cut/facts.ts'
import type { FilmPlan } from '../../nodes/cut/film-plan.ts'
import type { AppError } from '../../nodes/errors.ts'
import type { Media } from '../../nodes/media.ts'
import type { EditLabel } from './types.ts'

/** What the core says about a film before it is made. The last answer stays while the next one comes. */
export interface FilmOutlook {
  readonly plan?: FilmPlan
  /** Which shot of the film each shot of the plan is: those that are not made yet cannot be planned. */
  readonly shots: readonly number[]
  readonly error?: AppError
}

/** The highest level of each stretch of a sound: 255 is full scale. */
export interface Peaks {
  readonly perSecond: number
  readonly levels: Uint8Array
}

export interface CutStep {
  readonly label: EditLabel
  /** Changes with the same key are one step: the frames of a drag, the repeats of a key, the letters of a line. */
  readonly merge?: string
  /** It stays open until `endStep`. */
  readonly gesture?: boolean
}

/** Edits of films, and what the core has measured of their clips. */
export interface CutSlice {
  /** By media id. */
  readonly facts: Readonly<Record<string, ClipFacts>>
  /** By media id; empty for silence. */
  readonly peaks: Readonly<Record<string, Peaks>>
  /** By the id of the Video Stitcher. */
  readonly filmPlans: Readonly<Record<string, FilmOutlook>>
  /** One undo step; answers whether anything changed. The recipe gets every standing shot. */
  changeCut(nodeId: string, step: CutStep, recipe: (cut: Cut) => Cut): boolean
  /** Takes its connection along when no other shot shows that clip. */
  removeShot(nodeId: string, index: number): void
  /** A Media node for each, connected, its shot at that place (or the end). Sounds become the music. Without a film: a new one. */
  addClips(nodeId: string | undefined, media: readonly Media[], at?: number): void
  /** Connects every finished clip that feeds no film yet, to a new Video Stitcher if there is none. Answers its id. */
  addFinishedClips(nodeId: string | undefined): string | undefined
  loadFacts(mediaIds: readonly string[]): Promise<void>
  loadPeaks(mediaId: string): Promise<void>
  planFilm(nodeId: string): Promise<void>
  /** The core knows more of a clip now. */
  applyMeasured(mediaId: string): void
}
