import { framesToSeconds, type Layout } from '../../../nodes/cut/layout.ts'
import type { Size } from '../frame.ts'
import type { Stretch } from './job.ts'

/** Every input keeps a decoder and some dozen frames in memory from the first moment to the last. */
const MOST_SHOTS = 8
const FEWEST_SHOTS = 3
const MOST_PIXELS = 16_000_000
/** Long enough that starting a process costs nothing, short enough that two at a time end together. */
const ENOUGH_SECONDS = 12

/**
 * Splits a stretch where a shot begins to be seen alone, so that each part holds few shots: a film of hundreds
 * needs no more memory than one of eight. Frames come out the same wherever it is split.
 */
export function splitStretch(stretch: Stretch, layout: Layout, size: Size): Stretch[] {
  const fitting = Math.floor(MOST_PIXELS / (size.width * size.height))
  const mostShots = Math.max(FEWEST_SHOTS, Math.min(MOST_SHOTS, fitting))

  const { at: begin, frames } = stretch
  const end = begin + frames
  const alone = layout.shots.map(({ start }, index) => start + (layout.shots[index - 1]?.overlap ?? 0))
  const points = [...alone.filter((frame) => frame > begin && frame < end), end]
  const parts: Stretch[] = []
  let [from, last] = [begin, begin]
  for (const point of points) {
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

function isLong({ frames }: Stretch, { fps }: Layout): boolean {
  return framesToSeconds(frames, fps) > ENOUGH_SECONDS
}

function shotsWithin({ at, frames }: Stretch, { shots }: Layout): number {
  return shots.filter((shot) => shot.start < at + frames && shot.start + shot.frames > at).length
}
