import type { Note } from '../contract/notes.ts'
import { type BoundShot, type Join, joinKinds, LONGEST_JOIN, SHORTEST_JOIN } from '../cut/cut.ts'
import type { Rational } from '../cut/rational.ts'

/** A list of cuts that came back from another program, before it is known which of the clips here it means. */
export interface Handoff {
  readonly fps: Rational
  readonly shots: readonly HandedShot[]
  /** What could not be taken over. */
  readonly problems: readonly Note[]
}

export interface HandedShot {
  readonly name: string
  readonly file?: string | undefined
  readonly mediaId?: string | undefined
  /** Seconds of the clip before its first shown frame, and how long the shot is in the film. */
  readonly from: number
  readonly seconds: number
  readonly speed: number
  readonly join?: Join | undefined
  /** The cut's own words, where nobody changed the shot since they were written. */
  readonly exactly?: BoundShot | undefined
}

/** Shots that share frames as a join; `layOut` makes the same number of frames of it again. */
export function joinOf(kind: string, frames: number, fps: Rational): Join | undefined {
  const seconds = (frames * fps.den) / fps.num
  const known = joinKinds.find((candidate) => candidate === kind)
  if (frames <= 0 || known === undefined || known === 'cut') return undefined
  return { kind: known, seconds: Math.min(LONGEST_JOIN, Math.max(SHORTEST_JOIN, seconds)) }
}
