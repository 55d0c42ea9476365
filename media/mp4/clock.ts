import type { Rational } from '../ffmpeg/probe.ts'
import { reduce } from './numbers.ts'
import type { SampleTable } from './samples.ts'

/** When the samples of a track are decoded and shown, in ticks of a clock of its own. */
export interface Timing extends Pick<SampleTable, 'durations' | 'compositions' | 'ticks'> {
  readonly timescale: number
}

/** Timestamps are rounded, mostly to milliseconds, and so is the first one that they are measured from. */
const ROUNDINGS = 1.05

/**
 * Puts frames back on the exact clock that they were made with. Matroska only keeps their rounded times, and how
 * long a frame lasts in nanoseconds; but every time must be where a frame of that rate would have been rounded to.
 */
export function frameTiming(times: readonly number[], clock: FrameClock): Timing {
  return steadyFrameTiming(times, clock) ?? roughTiming(times, clock.unitNs)
}

export interface FrameClock {
  /** Nanoseconds in a unit of the times, to which they were rounded. */
  readonly unitNs: number
  readonly frameNs?: number | undefined
}

/** Undefined where the times are not those of frames that all last equally long. */
export function steadyFrameTiming(
  times: readonly number[],
  { unitNs, frameNs }: FrameClock,
): Timing | undefined {
  const first = times.reduce((least, time) => Math.min(least, time), Infinity)
  const last = times.reduce((most, time) => Math.max(most, time), -Infinity)
  const average = times.length > 1 ? ((last - first) * unitNs) / (times.length - 1) : undefined
  for (const rate of likelyRates(frameNs ?? average, frameNs !== undefined)) {
    const order = framesAt(times, { first, unitNs, rate })
    if (order) return steadyTiming(order, rate)
  }
  return undefined
}

/** Whole rates, and those that television slowed down by a thousandth; then what the file says to the letter. */
function likelyRates(frameNs: number | undefined, isSaid: boolean): Rational[] {
  if (!frameNs) return []
  const rate = 1e9 / frameNs
  const whole = { num: Math.max(1, Math.round(rate)), den: 1 }
  const slowed = { num: Math.max(1, Math.round(rate * 1.001)) * 1000, den: 1001 }
  const off = ({ num, den }: Rational) => Math.abs(num / den - rate)
  const likely = [whole, slowed].toSorted((a, b) => off(a) - off(b))
  if (!isSaid) return likely
  // Said in whole nanoseconds: a rate that does not round to them is another one.
  const meant = likely.filter(({ num, den }) => Math.abs((den * 1e9) / num - frameNs) <= 1)
  return [...meant, reduce({ num: 1e9, den: Math.round(frameNs) })]
}

/** The number of each frame in the order shown, if every moment of that rate holds exactly one. */
function framesAt(
  times: readonly number[],
  { first, unitNs, rate }: { first: number; unitNs: number; rate: Rational },
): Int32Array | undefined {
  const order = new Int32Array(times.length)
  const taken = new Uint8Array(times.length)
  const frameNs = (1e9 * rate.den) / rate.num
  for (const [index, time] of times.entries()) {
    const ns = (time - first) * unitNs
    const frame = Math.round(ns / frameNs)
    if (frame >= times.length || taken[frame] === 1) return undefined
    if (Math.abs(ns - frame * frameNs) > ROUNDINGS * unitNs) return undefined
    taken[frame] = 1
    order[index] = frame
  }
  return order
}

/** Finer than any frame, so that the film's other clocks can be told apart on it. */
const MIN_TIMESCALE = 10_000

function steadyTiming(order: Int32Array, { num, den }: Rational): Timing {
  let factor = 1
  while (num * factor < MIN_TIMESCALE) factor *= 2
  const frameTicks = den * factor
  const compositions = order.map((frame, index) => (frame - index) * frameTicks)
  return {
    timescale: num * factor,
    durations: new Uint32Array(order.length).fill(frameTicks),
    ticks: order.length * frameTicks,
    ...(compositions.some((ticks) => ticks !== 0) && { compositions }),
  }
}

const MICROSECONDS = 1_000_000

/** As the file says it: every frame lasts until the next one. */
function roughTiming(times: readonly number[], unitNs: number): Timing {
  const shown = times.map((time) => Math.round(((time - times[0]!) * unitNs) / 1_000))
  const decoded = shown.toSorted((a, b) => a - b)
  const durations = Uint32Array.from(decoded, (time, index) => {
    const next = decoded[index + 1]
    return next === undefined ? Math.max(0, time - (decoded[index - 1] ?? time)) : next - time
  })
  const start = decoded[0] ?? 0
  const compositions = Int32Array.from(shown, (time, index) => time - decoded[index]!)
  const ticks = (decoded.at(-1) ?? start) - start + (durations.at(-1) ?? 0)
  return { timescale: MICROSECONDS, durations, compositions, ticks }
}

/** Packets of equal length follow each other without a gap, whatever their rounded times say. */
export function packetTiming(times: readonly number[], clock: PacketClock): Timing {
  return steadyPacketTiming(times, clock) ?? roughTiming(times, clock.unitNs)
}

export interface PacketClock {
  readonly unitNs: number
  readonly sampleRate: number
  readonly packetSamples: number
}

/** Undefined where there are gaps. */
export function steadyPacketTiming(
  times: readonly number[],
  { unitNs, sampleRate, packetSamples }: PacketClock,
): Timing | undefined {
  const packetNs = (packetSamples / sampleRate) * 1e9
  const isSteady = times.every(
    (time, index) => Math.abs((time - times[0]!) * unitNs - index * packetNs) < packetNs / 2 + unitNs,
  )
  if (!isSteady) return undefined
  return {
    timescale: sampleRate,
    durations: new Uint32Array(times.length).fill(packetSamples),
    ticks: times.length * packetSamples,
  }
}
