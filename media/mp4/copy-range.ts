import { displayOrder } from './display-order.ts'
import type { JoinVideo } from './joinable.ts'
import type { Starts } from './starts.ts'

/** A stretch of a clip that can be moved: these samples, in decode order, show exactly these frames. */
export interface CopyRange {
  readonly first: number
  readonly samples: number
  /** Frames of the clip in the order shown; `to` is the first one behind. */
  readonly from: number
  readonly to: number
}

/** More pictures than a decoder can hold are never shown before the whole one that they follow. */
const MOST_LEADING = 32

/**
 * The longest stretch within [from, to) that can be copied. It must begin at a whole picture; its end may lie
 * anywhere, because what is decoded later is never needed earlier, as long as no frame in between is missing.
 */
export function copyRange(
  video: JoinVideo,
  { state, whole }: Starts,
  { from, to }: { from: number; to: number },
): CopyRange | undefined {
  const order = state === 'own_settings' ? undefined : displayOrder(video.track, video.frameTicks)
  if (!order) return undefined
  let best: CopyRange | undefined
  for (let first = Math.max(0, from - MOST_LEADING); first < Math.min(to, order.length); first++) {
    if (whole[first] !== 1 || order[first]! < from) continue
    const { range, stop } = cleanPrefix(order, first, { from, to })
    if (range && (!best || range.samples > best.samples)) best = range
    // A start inside what was just looked at ends at the same place, only shorter.
    first = Math.max(first, stop - 1)
  }
  return best
}

/** From `first` on, up to the sample that shows a frame outside of what was asked for. */
function cleanPrefix(order: Int32Array, first: number, { from, to }: { from: number; to: number }) {
  let range: CopyRange | undefined
  let [lowest, highest] = [Infinity, -Infinity]
  let stop = first
  for (; stop < order.length; stop++) {
    const frame = order[stop]!
    if (frame < from || frame >= to) break
    lowest = Math.min(lowest, frame)
    highest = Math.max(highest, frame)
    const samples = stop + 1 - first
    if (highest - lowest + 1 === samples) range = { first, samples, from: lowest, to: highest + 1 }
  }
  return { range, stop }
}
