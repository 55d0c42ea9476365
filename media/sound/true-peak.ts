import { createJoint } from './blocks.ts'
import { CHANNELS, type Pcm, silence, soundFrames } from './pcm.ts'

/** Between two samples the sound may swing beyond both: it is looked at in three places more. */
const OVERSAMPLING = 4
/** Samples on either side that a place between two samples is computed from. */
export const REACH = 8

const TAPS = 2 * REACH

/** For each place between two samples, what each of its neighbours adds. */
const phases = Array.from({ length: OVERSAMPLING - 1 }, (_, index) => designPhase((index + 1) / OVERSAMPLING))
const allTaps = Float64Array.from(phases.flatMap((taps) => [...taps]))

/** How much of a place between samples the two beside it can make, and how much all the others. */
const NEAR = Math.max(...phases.map((taps) => sumOf(taps.subarray(REACH - 1, REACH + 1))))
const FAR = Math.max(...phases.map((taps) => sumOf(taps) - sumOf(taps.subarray(REACH - 1, REACH + 1))))

function sumOf(taps: Float64Array): number {
  return taps.reduce((sum, tap) => sum + Math.abs(tap), 0)
}

/** An ideal low-pass, made finite by a Kaiser window; a steady level stays the same level. */
function designPhase(offset: number): Float64Array {
  const taps = Float64Array.from({ length: TAPS }, (_, index) => {
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
 * The highest level from one frame up to the next, in any channel, if it is more than `floor`; else some level that
 * is not. The sound must reach REACH - 1 frames before and REACH behind it; `around` is its highest sample there.
 */
export function peakBehind(
  pcm: Pcm,
  frame: number,
  { around, floor }: { around: number; floor: number },
): number {
  let highest = 0
  for (let channel = 0; channel < CHANNELS; channel++) {
    const at = frame * CHANNELS + channel
    const near = Math.max(Math.abs(pcm[at]!), Math.abs(pcm[at + CHANNELS]!))
    highest = Math.max(highest, Math.abs(pcm[at]!))
    if (NEAR * near + FAR * around <= floor) continue
    const first = at - (REACH - 1) * CHANNELS
    for (let phase = 0; phase < allTaps.length; phase += TAPS) {
      let value = 0
      for (let i = 0; i < TAPS; i++) value += allTaps[phase + i]! * pcm[first + i * CHANNELS]!
      highest = Math.max(highest, Math.abs(value))
    }
  }
  return highest
}

/** The highest sample that has a part in any place from one frame up to another. */
export function highestAround(pcm: Pcm, from: number, to: number): number {
  let highest = 0
  const end = (to + REACH) * CHANNELS
  for (let i = (from - (REACH - 1)) * CHANNELS; i < end; i++) {
    const level = Math.abs(pcm[i]!)
    if (level > highest) highest = level
  }
  return highest
}

/** Whether none of those places can be higher than that. */
export function staysBelow(floor: number, around: number): boolean {
  return (NEAR + FAR) * around <= floor
}

/** So many frames are passed over at once where none of them can be the highest. */
export const STRIDE = 64

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
      const around = highestAround(all, from, to)
      if (staysBelow(highest, around)) continue
      for (let i = from; i < to; i++)
        highest = Math.max(highest, peakBehind(all, i, { around, floor: highest }))
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
