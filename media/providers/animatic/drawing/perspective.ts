import type { Point } from './strokes.ts'
import type { Stage } from './stage.ts'

/**
 * A street or corridor seen along its length: `side` -1 to 1 across, `up` 0 (floor) to 1 (eye level) and more,
 * `away` 1 (at the frame) and more.
 */
export interface Passage {
  at(side: number, up: number, away: number): Point
  /** How tall something one eye level tall is at that distance: the height of a person. */
  tall(away: number): number
}

export function createPassage(stage: Stage, shape: { halfWidth: number; eyeHeight: number }): Passage {
  const { x, y } = stage.eye
  return {
    at: (side, up, away) => [x + (side * shape.halfWidth) / away, y + ((1 - up) * shape.eyeHeight) / away],
    tall: (away) => shape.eyeHeight / away,
  }
}
