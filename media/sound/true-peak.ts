import { CHANNELS, type Pcm } from './pcm.ts'

/** Between two samples the sound may swing beyond both: it is looked at in three places more. */
const OVERSAMPLING = 4
/** Samples on either side that a place between two samples is computed from. */
export const REACH = 8

/** For each place between two samples, what each of its neighbours adds. */
const phases = Array.from({ length: OVERSAMPLING - 1 }, (_, index) => designPhase((index + 1) / OVERSAMPLING))

/** No place between samples can be higher than this many times the highest of its neighbours. */
export const MOST_OVERSHOOT = Math.max(
  ...phases.map((taps) => taps.reduce((sum, tap) => sum + Math.abs(tap), 0)),
)

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
 * The highest level from sample `at` up to the next one. `samples` is one channel and reaches REACH - 1 samples
 * before and REACH behind it.
 */
export function peakBehind(samples: Float32Array, at: number): number {
  let highest = Math.abs(samples[at]!)
  const first = at - (REACH - 1)
  for (const taps of phases) {
    let value = 0
    for (let i = 0; i < 2 * REACH; i++) value += taps[i]! * samples[first + i]!
    highest = Math.max(highest, Math.abs(value))
  }
  return highest
}

export interface PeakMeter {
  push(pcm: Pcm): void
  /** The highest true peak so far: 1 is full scale. */
  peak(): number
}

/** So many samples are passed over at once where none of them can be the highest. */
const STRIDE = 32

/** Measures the true peak after ITU-R BS.1770-4, annex 2, as the sound streams by. */
export function createPeakMeter(): PeakMeter {
  const channels = Array.from({ length: CHANNELS }, (_, channel) => createChannel(channel))
  return {
    push: (pcm) => channels.forEach((channel) => channel.push(pcm)),
    peak: () => Math.max(...channels.map((channel) => channel.peak())),
  }
}

function createChannel(channel: number) {
  let held = new Float32Array(2 * REACH)
  let highest = 0

  function look(samples: Float32Array): void {
    const end = samples.length - REACH
    for (let at = REACH - 1; at < end; at += STRIDE) {
      const until = Math.min(end, at + STRIDE)
      if (highestOf(samples, at - (REACH - 1), until + REACH) * MOST_OVERSHOOT <= highest) continue
      for (let i = at; i < until; i++) highest = Math.max(highest, peakBehind(samples, i))
    }
  }

  return {
    push(pcm: Pcm): void {
      const samples = new Float32Array(held.length + pcm.length / CHANNELS)
      samples.set(held)
      for (let i = held.length, j = channel; i < samples.length; i++, j += CHANNELS) samples[i] = pcm[j]!
      look(samples)
      // What is left has too little behind it to be judged yet.
      held = samples.slice(samples.length - (2 * REACH - 1))
    },
    peak(): number {
      look(Float32Array.from([...held, ...new Float32Array(REACH)]))
      return highest
    },
  }
}

export function highestOf(samples: Float32Array, from: number, to: number): number {
  let highest = 0
  for (let i = from; i < to; i++) {
    const level = Math.abs(samples[i]!)
    if (level > highest) highest = level
  }
  return highest
}
