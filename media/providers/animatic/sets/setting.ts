import type { Brush, Sheet, Stage } from '../drawing/stage.ts'
import type { Point, Spot } from '../drawing/strokes.ts'

/** The brushes a set is painted with. */
export interface Sheets {
  /** The sky, or the wall at the end: it hardly moves. */
  readonly back: Brush
  /** Where the people stand. */
  readonly set: Brush
  /** Dark shapes close to the lens. */
  readonly front: Brush
}

/** Where the light and the people of a set are, in pixels. */
export interface Backdrop {
  readonly lamps: readonly Spot[]
  /** Where someone stands, and how tall they are there. */
  readonly mark: { readonly x: number; readonly feet: number; readonly tall: number }
  /** A second place, for the other one. */
  readonly beside: { readonly x: number; readonly feet: number; readonly tall: number }
  /** The middle of the window, if there is one. */
  readonly view?: Point
  /** A wet or polished floor mirrors what stands on it, from this height down. */
  readonly mirror?: { readonly from: number; readonly strength: number }
}

export type Setting = (stage: Stage, sheets: Sheets) => Backdrop

/** A painted set, before the people. */
export interface PaintedSet {
  readonly back: Sheet
  readonly set: Sheet
  readonly front: Sheet
  readonly backdrop: Backdrop
}
