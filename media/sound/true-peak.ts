import { createJoint } from './blocks.ts'
import { CHANNELS, type Pcm, silence, soundFrames } from './pcm.ts'

/** Between two samples the sound may swing beyond both: it is looked at in three places more. */
const OVERSAMPLING = 4
/** Samples on either side that a place between two samples is computed from. */
export const REACH = 8

/** For each place between two samples, what each of its neighbours adds. */
const phases = Array.from({ length: OVERSAMPLING - 1 }, (_, index) => designPhase((index + 1) / OVERSAMPLING))

/** No place between samples can be higher than this many times the highest of its neighbours. */
const MOST_OVERSHOOT = Math.max(...phases.map((taps) => taps.reduce((sum, tap) => sum + Math.abs(tap), 0)))

/** An ideal low-pass, made finite by a Kaiser window; a steady level stays the same level. */
function designPhase(offset: number): Float64Array {
  const taps = Float64Array.from({ length: 2 * REACH }, (_, index) => {
    const distance = index - (REACH - 1) - offset
    const edge = distance / (REACH + 0.5)
    return (Math.sin(Math.PI * distance) / (Math.PI * distance)) * bessel(5 * Math.sqrt(1 - edge * edge))
  })
  const sum = taps.reduce((total, tap) => total + tap, 0)
  return taps.map((tap) => tap / sum)
}

/** The modified Bessel function of order zero, as its series. */
function bessel(x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; k < 30; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

/**
 * The highest level from one frame up to the next, in any channel. The sound must reach REACH - 1 frames before and
 * REACH behind it.
 */
export function peakBehind(pcm: Pcm, frame: number): number {
  let highest = 0
  for (let channel = 0; channel < CHANNELS; channel++) {
    const at = frame * CHANNELS + channel
    highest = Math.max(highest, Math.abs(pcm[at]!))
    const first = at - (REACH - 1) * CHANNELS
    for (const taps of phases) {
      let value = 0
      for (let i = 0; i < 2 * REACH; i++) value += taps[i]! * pcm[first + i * CHANNELS]!
      highest = Math.max(highest, Math.abs(value))
    }
  }
  return highest
}

/** What the true peak cannot exceed from one frame up to another, without computing it. */
export function boundOfPeak(pcm: Pcm, from: number, to: number): number {
  let highest = 0
  const end = (to + REACH) * CHANNELS
  for (let i = (from - (REACH - 1)) * CHANNELS; i < end; i++) {
    const level = Math.abs(pcm[i]!)
    if (level > highest) highest = level
  }
  return highest * MOST_OVERSHOOT
}

/** So many frames are passed over at once where none of them can be the highest. */
export const STRIDE = 32

export interface PeakMeter {
  push(pcm: Pcm): void
  /** The highest true peak so far: 1 is full scale. To be asked at the end. */
  peak(): number
}

/** Measures the true peak after ITU-R BS.1770-4, annex 2, as the sound streams by. */
export function createPeakMeter(): PeakMeter {
  const join = createJoint(2 * REACH - 1)
  let highest = 0

  function push(pcm: Pcm): void {
    const all = join(pcm)
    const end = soundFrames(all) - REACH
    for (let from = REACH - 1; from < end; from += STRIDE) {
      const to = Math.min(end, from + STRIDE)
      if (boundOfPeak(all, from, to) <= highest) continue
      for (let i = from; i < to; i++) highest = Math.max(highest, peakBehind(all, i))
    }
  }

  return {
    push,
    peak() {
      push(silence(REACH))
      return highest
    },
  }
}
