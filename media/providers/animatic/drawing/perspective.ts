import type { Stage } from './stage.ts'
import type { Point } from './strokes.ts'

type Span = readonly [from: number, to: number]

/**
 * A street or corridor seen along its length. `side` goes from -1 to 1 across it, `up` from 0 (the floor) to
 * 1 (eye level) and more, `away` from 1 (at the frame) and more.
 */
export interface Passage {
  at(side: number, up: number, away: number): Point
  /** How tall something one eye level tall is at that distance: the height of a person. */
  tall(away: number): number
  /** A patch of side wall. */
  wall(side: number, up: Span, away: Span): Point[]
  /** A patch of floor, or of a ceiling at some height. */
  level(side: Span, away: Span, up?: number): Point[]
}

export function createPassage(stage: Stage, shape: { halfWidth: number; eyeHeight: number }): Passage {
  const { x, y } = stage.eye
  const at = (side: number, up: number, away: number): Point => [
    x + (side * shape.halfWidth) / away,
    y + ((1 - up) * shape.eyeHeight) / away,
  ]
  return {
    at,
    tall: (away) => shape.eyeHeight / away,
    wall: (side, [low, high], [near, far]) => [
      at(side, low, near),
      at(side, high, near),
      at(side, high, far),
      at(side, low, far),
    ],
    level: ([left, right], [near, far], up = 0) => [
      at(left, up, near),
      at(left, up, far),
      at(right, up, far),
      at(right, up, near),
    ],
  }
}
