import { CHANNELS, type Pcm, RATE, soundFrames } from './pcm.ts'
import type { HeardShot } from './stretches.ts'

/** How loud a shot is from moment to moment. */
export interface Envelope {
  /** Multiplies what begins at this moment of the film. */
  apply(pcm: Pcm, at: number): void
}

interface Ramp {
  readonly from: number
  readonly to: number
  /** From 0 at `from` to 1 at `to`. */
  readonly shape: (passed: number) => number
}

type Faded = Pick<HeardShot, 'start' | 'end'> & {
  readonly shot: Pick<HeardShot['shot'], 'fadeIn' | 'fadeOut'>
}

/** Waves that are cut in the middle click; ears do not notice that they are bent to nothing that quickly. */
const SOFT_START = (RATE * 5) / 1000
const SOFT_END = (RATE * 8) / 1000

/** Slow at both ends, so that the fade itself is not heard to begin. */
const rising = (passed: number) => Math.sin((passed * Math.PI) / 2) ** 2
const falling = (passed: number) => rising(1 - passed)
/** The power of two sounds that cross adds up to the same throughout. */
const crossingIn = (passed: number) => Math.sin((passed * Math.PI) / 2)
const crossingOut = (passed: number) => Math.cos((passed * Math.PI) / 2)

export interface EnvelopeOptions {
  /** How loud it is altogether. */
  readonly level: number
  /** How loud the shot was that goes on in this one. */
  readonly levelBefore?: number | undefined
}

export function createEnvelope(shot: HeardShot, { level, levelBefore }: EnvelopeOptions): Envelope {
  const ramps = [
    startOf(shot, levelBefore === undefined ? undefined : levelBefore / level),
    endOf(shot),
    ...fadesOf(shot),
  ]
  const applied = ramps.filter((ramp) => ramp !== undefined)
  return {
    apply(pcm, at) {
      if (level !== 1) for (let i = 0; i < pcm.length; i++) pcm[i]! *= level
      for (const ramp of applied) bend(pcm, at, ramp)
    },
  }
}

function startOf(shot: HeardShot, before: number | undefined): Ramp | undefined {
  const { start, end, overlapBefore, joinsBefore } = shot
  if (overlapBefore > 0) return { from: start, to: start + overlapBefore, shape: crossingIn }
  const to = start + Math.min(SOFT_START, (end - start) / 4)
  if (!joinsBefore) return { from: start, to, shape: rising }
  if (before === undefined || before === 1 || !Number.isFinite(before)) return undefined
  return { from: start, to, shape: (passed) => before + (1 - before) * rising(passed) }
}

function endOf({ start, end, overlapAfter, joinsAfter }: HeardShot): Ramp | undefined {
  if (overlapAfter > 0) return { from: end - overlapAfter, to: end, shape: crossingOut }
  return joinsAfter
    ? undefined
    : { from: end - Math.min(SOFT_END, (end - start) / 4), to: end, shape: falling }
}

function fadesOf({ shot: { fadeIn, fadeOut }, start, end }: Faded): Ramp[] {
  return [
    ...(fadeIn ? [{ from: start, to: Math.min(end, start + fadeIn * RATE), shape: rising }] : []),
    ...(fadeOut ? [{ from: Math.max(start, end - fadeOut * RATE), to: end, shape: falling }] : []),
  ]
}

/** The fades of something that is no shot: the music, which lasts as long as the film. */
export function createFades(fades: Faded['shot'], end: number) {
  const ramps = fadesOf({ shot: fades, start: 0, end })
  return (pcm: Pcm, at: number) => ramps.forEach((ramp) => bend(pcm, at, ramp))
}

function bend(pcm: Pcm, at: number, { from, to, shape }: Ramp): void {
  const first = Math.max(0, Math.ceil(from - at))
  const end = Math.min(soundFrames(pcm), Math.ceil(to - at))
  for (let i = first; i < end; i++) {
    const level = shape((at + i - from) / (to - from))
    for (let channel = 0; channel < CHANNELS; channel++) pcm[CHANNELS * i + channel]! *= level
  }
}

/** Lets the end of one sound and the start of another, equally long, cross into each other. */
export function cross(ending: Pcm, starting: Pcm): Pcm {
  const frames = soundFrames(ending)
  const whole = { from: 0, to: frames }
  const crossed = starting.slice()
  const gone = ending.slice()
  bend(crossed, 0, { ...whole, shape: crossingIn })
  bend(gone, 0, { ...whole, shape: crossingOut })
  for (let i = 0; i < crossed.length; i++) crossed[i]! += gone[i]!
  return crossed
}
