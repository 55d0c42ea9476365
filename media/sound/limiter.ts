import { createJoint } from './blocks.ts'
import { CHANNELS, type Pcm, RATE, silence, soundFrames } from './pcm.ts'
import { highestAround, peakBehind, REACH, staysBelow, STRIDE } from './true-peak.ts'

export interface LimiterSettings {
  /** What everything is multiplied with first. */
  readonly gain: number
  /** The highest true peak that may come out: 1 is full scale. */
  readonly ceiling: number
}

export interface Limiter {
  /** What is ready so far; a little is held back to look ahead. */
  push(pcm: Pcm): Pcm
  /** What was held back. In all there is as much as was put in. */
  end(): Pcm
}

/** It turns down this long before a peak, and takes that long to come back. */
const LOOK_AHEAD = (RATE * 5) / 1000
const RELEASE_SECONDS = 0.12
const RELEASE = 1 - Math.exp(-1 / (RELEASE_SECONDS * RATE))

/** Sound that a peak needs behind it before it can be turned down. */
const DELAY = LOOK_AHEAD + REACH

/**
 * Multiplies, and turns down around each true peak that would be too high, smoothly enough not to be heard.
 * Both channels alike, so that nothing moves from its place.
 */
export function createLimiter({ gain, ceiling }: LimiterSettings): Limiter {
  const join = createJoint(DELAY + REACH - 1)
  const guard = createGuard(ceiling)
  /** The silence that was held in front of the first sound. */
  let toDrop = DELAY

  function push(pcm: Pcm): Pcm {
    const all = join(pcm)
    for (let i = all.length - pcm.length; i < all.length; i++) all[i]! *= gain
    const out = all.slice((REACH - 1) * CHANNELS, (REACH - 1) * CHANNELS + pcm.length)
    guard(all, out)
    const dropped = Math.min(toDrop, soundFrames(out))
    toDrop -= dropped
    return out.subarray(dropped * CHANNELS)
  }

  return { push, end: () => push(silence(DELAY)) }
}

/**
 * Turns `out` down, given what comes behind it. The least allowed level within the look-ahead, averaged over the
 * same time: it has arrived exactly when its peak comes out.
 */
function createGuard(ceiling: number) {
  const least = createSlidingLeast(LOOK_AHEAD)
  const average = createSlidingAverage(LOOK_AHEAD)
  let released = 1
  /** Moments since the last one that was too high. */
  let quiet = Infinity

  return (all: Pcm, out: Pcm): void => {
    const frames = soundFrames(out)
    const ahead = REACH - 1 + LOOK_AHEAD
    for (let from = 0; from < frames; from += STRIDE) {
      const to = Math.min(frames, from + STRIDE)
      const around = highestAround(all, ahead + from, ahead + to)
      const calm = staysBelow(ceiling, around)
      if (calm && quiet > 2 * LOOK_AHEAD + STRIDE && released === 1) continue
      for (let i = from; i < to; i++) {
        const peak = calm ? 0 : peakBehind(all, ahead + i, { around, floor: ceiling })
        const allowed = peak > ceiling ? ceiling / peak : 1
        quiet = allowed < 1 ? 0 : quiet + 1
        released = Math.min(least(allowed), released + (1 - released) * RELEASE)
        if (released > 0.99999) released = 1
        const level = average(released)
        out[CHANNELS * i]! *= level
        out[CHANNELS * i + 1]! *= level
      }
    }
  }
}

/** The least of the last `reach` values and the new one. */
function createSlidingLeast(reach: number) {
  // A queue of candidates: each is less than all before it, so the first is the least.
  const size = reach + 2
  const values = new Float64Array(size)
  const times = new Float64Array(size)
  let first = 0
  let count = 0
  let now = 0
  return (value: number): number => {
    while (count > 0 && values[(first + count - 1) % size]! >= value) count -= 1
    values[(first + count) % size] = value
    times[(first + count) % size] = now
    count += 1
    if (times[first]! < now - reach) {
      first = (first + 1) % size
      count -= 1
    }
    now += 1
    return values[first]!
  }
}

/** The average of the last `reach` values and the new one; 1 before the first. */
function createSlidingAverage(reach: number) {
  const size = reach + 1
  const values = new Float64Array(size).fill(1)
  let sum = size
  let at = 0
  return (value: number): number => {
    sum += value - values[at]!
    values[at] = value
    at = (at + 1) % size
    // Once around, the roundings of all those sums are left behind.
    if (at === 0) sum = values.reduce((total, each) => total + each)
    return Math.min(1, sum / size)
  }
}
