import type { Track } from './track.ts'

const known = new WeakMap<Track, Int32Array>()

/**
 * The number of the frame, in the order shown, that each sample holds. Undefined where two samples want the same
 * moment, or one is missing: then frames cannot be counted by the clock.
 */
export function displayOrder(track: Track, frameTicks: number): Int32Array | undefined {
  const before = known.get(track)
  if (before) return before
  const { count, compositions } = track.samples
  const moment = (sample: number) => sample + (compositions?.[sample] ?? 0) / frameTicks
  const order = new Int32Array(count)
  let first = Infinity
  for (let i = 0; i < count; i++) first = Math.min(first, moment(i))
  const taken = new Uint8Array(count)
  for (let i = 0; i < count; i++) {
    const frame = Math.round(moment(i) - first)
    if (frame < 0 || frame >= count || taken[frame] === 1) return undefined
    taken[frame] = 1
    order[i] = frame
  }
  known.set(track, order)
  return order
}
