import { type BoundCut, type BoundShot, type JoinKind, STILL_SECONDS } from './cut.ts'
import type { ClipFacts } from './facts.ts'
import type { Rational } from './rational.ts'

/** A shot in its place. Places and lengths are frames of the film, `from` and `to` frames of the clip. */
export interface LaidShot {
  readonly shot: BoundShot
  readonly start: number
  readonly frames: number
  /** Absent for pictures and cards. */
  readonly source?: { readonly from: number; readonly to: number; readonly fps: Rational } | undefined
  /** How many of its last frames it shares with the next shot: 0 for a plain cut. */
  readonly overlap: number
  readonly joinKind: JoinKind
}

export interface Layout {
  readonly fps: Rational
  readonly shots: readonly LaidShot[]
  readonly frames: number
}

/**
 * Lays the shots of a cut along the film. The window's preview, the plan, the hand-off to other editors and the
 * receipt all ask this one function, so they can never differ by a frame. Trims beyond the clip's end are held
 * to it; a transition never takes more than half of either shot.
 */
export function layOut(cut: BoundCut, clips: readonly ClipFacts[], fps: Rational): Layout {
  const measured = cut.shots.map((shot) => measure(shot, clips, fps))
  const shots: LaidShot[] = []
  let start = 0
  for (const [index, { source, frames }] of measured.entries()) {
    const shot = cut.shots[index]!
    const next = measured[index + 1]
    const overlap = next ? overlapOf(shot, Math.min(frames, next.frames), fps) : 0
    const joinKind = overlap > 0 ? (shot.join?.kind ?? 'cut') : 'cut'
    shots.push({ shot, start, frames, overlap, joinKind, ...(source && { source }) })
    start += frames - overlap
  }
  return { fps, shots, frames: start }
}

function measure(shot: BoundShot, clips: readonly ClipFacts[], fps: Rational) {
  const facts = shot.clip === undefined ? undefined : clips[shot.clip]
  const whole = (seconds: number) => Math.max(1, Math.round((seconds * fps.num) / fps.den))
  if (!facts?.fps || facts.frames === undefined) return { frames: whole(shot.seconds ?? STILL_SECONDS) }
  const to = Math.max(1, Math.min(shot.to ?? facts.frames, facts.frames))
  const from = Math.max(0, Math.min(shot.from ?? 0, to - 1))
  const speed = shot.speed ?? 1
  // Whole numbers as far as they go: at equal rates and natural speed every frame is one frame.
  const frames = ((to - from) * facts.fps.den * fps.num) / (facts.fps.num * fps.den * speed)
  return { source: { from, to, fps: facts.fps }, frames: Math.max(1, Math.round(frames)) }
}

function overlapOf({ join }: BoundShot, shorter: number, fps: Rational): number {
  if (!join || join.kind === 'cut') return 0
  return Math.min(Math.round((join.seconds * fps.num) / fps.den), Math.floor(shorter / 2))
}

/** The shot on screen; of two that share a frame the one that comes in. Undefined past the end. */
export function shotAt({ shots, frames }: Layout, frame: number): number | undefined {
  if (frame < 0 || frame >= frames) return undefined
  return shots.findLastIndex(({ start }) => start <= frame)
}

/** The frame of the clip that a frame of the film shows; undefined for pictures and cards. */
export function clipFrameAt(
  { start, source, shot }: LaidShot,
  frame: number,
  fps: Rational,
): number | undefined {
  if (!source) return undefined
  const { from, to, fps: own } = source
  const passed = ((frame - start) * fps.den * own.num * (shot.speed ?? 1)) / (fps.num * own.den)
  return Math.min(to - 1, Math.max(from, from + Math.floor(passed + 1e-9)))
}

export function framesToSeconds(frames: number, { num, den }: Rational): number {
  return (frames * den) / num
}

/** Where the cuts are: the first frame of every shot, and the end. */
export function cutPoints({ shots, frames }: Layout): number[] {
  return [...shots.map(({ start }) => start), frames]
}
