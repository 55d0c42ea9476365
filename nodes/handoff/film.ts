import type { Cue } from '../captions/cue.ts'
import type { Music } from '../cut/cut.ts'
import { framesToSeconds, type LaidShot } from '../cut/layout.ts'
import type { Rational } from '../cut/rational.ts'
import type { MediaKind } from '../media.ts'

/** A film told to another editing program: which files, which frames of them, in which order. */
export interface HandoffFilm {
  readonly name: string
  readonly fps: Rational
  readonly frames: number
  readonly width: number
  readonly height: number
  readonly shots: readonly HandoffShot[]
  readonly cues: readonly Cue[]
  readonly music?: { readonly clip: HandoffClip; readonly settings: Music } | undefined
}

export interface HandoffShot {
  /** 1, 2, 3, … */
  readonly number: number
  readonly name: string
  readonly laid: LaidShot
  /** Absent where there is nothing but words on a ground and no picture of them. */
  readonly clip?: HandoffClip | undefined
  readonly take?: number | undefined
  readonly provider?: string | undefined
  readonly model?: string | undefined
  readonly prompt?: string | undefined
  readonly seed?: number | undefined
  /** US dollars. */
  readonly cost?: number | undefined
}

/** A file that a hand-off names. */
export interface HandoffClip {
  readonly mediaId?: string | undefined
  readonly name: string
  readonly kind: MediaKind
  /** A file: address, or one that is relative to the hand-off's own file; percent-encoded. */
  readonly url: string
  /** Of the whole clip; absent for pictures and sounds. */
  readonly fps?: Rational | undefined
  readonly frames?: number | undefined
  readonly seconds?: number | undefined
  readonly width?: number | undefined
  readonly height?: number | undefined
  readonly hasSound: boolean
}

/**
 * A shot as other programs lay it: side by side, without sharing frames. Where two shots overlap the cut stands in
 * the middle, and each has the other half as a handle beyond it.
 */
export interface EdgedShot {
  /** Frames of the film. */
  readonly start: number
  readonly frames: number
  /** How many frames of the transition before it lie before and behind the cut. */
  readonly before: { readonly in: number; readonly out: number }
  readonly after: { readonly in: number; readonly out: number }
}

export function edgesOf(shots: readonly LaidShot[]): EdgedShot[] {
  const halves = shots.map(({ overlap }) => ({ in: overlap >> 1, out: overlap - (overlap >> 1) }))
  const none = { in: 0, out: 0 }
  return shots.map(({ start, frames }, index) => {
    const before = halves[index - 1] ?? none
    const after = halves[index] ?? none
    return { start: start + before.in, frames: frames - before.in - after.out, before, after }
  })
}

/** The first frame of the clip that a shot shows behind the cut before it, counted at the clip's own rate. */
export function sourceStart({ source, shot }: LaidShot, skipped: number, fps: Rational): number {
  if (!source) return 0
  const own = source.fps
  return source.from + (skipped * fps.den * own.num * (shot.speed ?? 1)) / (fps.num * own.den)
}

/** Sixty times a second at most, so a timecode counts whole frames: 29.97 counts 30. */
export function nominalRate({ num, den }: Rational): number {
  return Math.round(num / den)
}

export function isHeard({ clip, laid }: HandoffShot): boolean {
  return clip?.hasSound === true && laid.shot.muted !== true
}

/** The music again and again, as often as the film needs it; in frames of the film. */
export function musicPieces(
  { frames, fps }: HandoffFilm,
  { seconds = framesToSeconds(frames, fps) }: HandoffClip,
  { from, loop }: { from: number; loop: boolean },
): { at: number; from: number; frames: number }[] {
  const first = Math.round((from * fps.num) / fps.den)
  const length = Math.floor((seconds * fps.num) / fps.den) - first
  if (length <= 0) return []
  const pieces = []
  for (let at = 0; at < frames; at += length) {
    pieces.push({ at, from: first, frames: Math.min(length, frames - at) })
    if (!loop) break
  }
  return pieces
}

/** The address of a file as a person reads it: a path. */
export function pathOf({ url }: HandoffClip): string {
  const path = decodeURIComponent(url)
  return /^file:\/\/\/[a-z]:/i.test(path) ? path.slice(8) : path.replace(/^file:\/\//, '')
}
