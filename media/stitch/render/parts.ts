import { framesToSeconds, type Layout } from '../../../nodes/cut/layout.ts'
import type { Size } from '../frame.ts'
import type { Stretch } from './job.ts'

/** Every input keeps a decoder and some dozen frames in memory from the first moment to the last. */
const MOST_SHOTS = 8
const FEWEST_SHOTS = 3
const MOST_PIXELS = 16_000_000
/** Long enough that starting a process costs nothing, short enough that two at a time end together. */
const ENOUGH_SECONDS = 12

export interface SplitOptions {
  readonly size: Size
  /** Whether reading a shot can begin in the middle of it at little cost. */
  readonly canBeginWithin: (shot: number) => boolean
}

/**
 * Splits a stretch where a shot begins to be seen alone, or within a long one, so that each part holds few shots:
 * a film of hundreds needs no more memory than one of eight. Frames come out the same wherever it is split.
 */
export function splitStretch(stretch: Stretch, layout: Layout, options: SplitOptions): Stretch[] {
  const { size, canBeginWithin } = options
  const fitting = Math.floor(MOST_PIXELS / (size.width * size.height))
  const mostShots = Math.max(FEWEST_SHOTS, Math.min(MOST_SHOTS, fitting))
  const { at: begin, frames } = stretch
  const end = begin + frames
  const points = layout.shots
    .flatMap((_, shot) => pointsOf(shot, layout, canBeginWithin(shot)))
    .filter((frame) => frame > begin && frame < end)
  const parts: Stretch[] = []
  let [from, last] = [begin, begin]
  for (const point of [...points, end]) {
    const longer = { at: from, frames: point - from }
    const isTooMuch = isLong(longer, layout) || shotsWithin(longer, layout) > mostShots
    if (last > from && isTooMuch) {
      parts.push({ at: from, frames: last - from })
      from = last
    }
    last = point
  }
  return [...parts, { at: from, frames: end - from }]
}

/** Where it begins to be seen alone, and, if that is cheap, every so often until the next one comes. */
function pointsOf(index: number, { shots, fps }: Layout, canBeginWithin: boolean): number[] {
  const { start, frames, overlap } = shots[index]!
  const alone = start + (shots[index - 1]?.overlap ?? 0)
  const lasts = start + frames - overlap - alone
  const step = Math.floor((ENOUGH_SECONDS * fps.num) / fps.den)
  const more = canBeginWithin ? Math.max(0, Math.ceil(lasts / step) - 1) : 0
  return Array.from({ length: more + 1 }, (_, count) => alone + Math.round((count * lasts) / (more + 1)))
}

function isLong({ frames }: Stretch, { fps }: Layout): boolean {
  return framesToSeconds(frames, fps) > ENOUGH_SECONDS
}

function shotsWithin({ at, frames }: Stretch, { shots }: Layout): number {
  return shots.filter((shot) => shot.start < at + frames && shot.start + shot.frames > at).length
}
