import type { Rational, VideoTrack } from '../ffmpeg/probe.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

/** The size on a screen of square pixels: x264 needs it even. */
export function squareSize({ width, height, sar, rotation }: VideoTrack): Size {
  const shape = sar.num / sar.den
  const upright = rotation === 0 || rotation === 180
  return {
    width: even(upright ? width * shape : width),
    height: even(upright ? height : height * shape),
  }
}

/** As encoders want it, and never nothing. */
export function even(length: number): number {
  return Math.max(2, Math.round(length / 2) * 2)
}

const STANDARD_RATES: readonly Rational[] = [
  { num: 24000, den: 1001 },
  { num: 24, den: 1 },
  { num: 25, den: 1 },
  { num: 30000, den: 1001 },
  { num: 30, den: 1 },
  { num: 50, den: 1 },
  { num: 60000, den: 1001 },
  { num: 60, den: 1 },
]

/** 24/1, 25/2, 30000/1001; a rate with any other divisor was counted, not chosen. */
const WRITTEN_RATES = new Set([1, 2, 1001])

/** Whether the declared rate is also the average one. A last frame of another length does not make it vary. */
export function isSteady({ fps, averageFps, frames = Infinity }: VideoTrack): boolean {
  const [declared, average] = [fps.num / fps.den, averageFps.num / averageFps.den]
  const tolerance = declared * Math.max(0.005, 1.5 / frames)
  const isRate = declared > 0 && declared <= 240 && WRITTEN_RATES.has(fps.den)
  return isRate && Math.abs(declared - average) <= tolerance
}

export function nearestStandardRate({ num, den }: Rational): Rational {
  const wanted = num > 0 && den > 0 ? num / den : 30
  return STANDARD_RATES.reduce((best, rate) =>
    Math.abs(rate.num / rate.den - wanted) < Math.abs(best.num / best.den - wanted) ? rate : best,
  )
}

export function sameRate(a: Rational, b: Rational): boolean {
  return a.num * b.den === b.num * a.den
}

/** "24", "29.97" */
export function rateLabel({ num, den }: Rational): string {
  return String(Math.round((num / den) * 1000) / 1000)
}

export function sizeLabel({ width, height }: Size): string {
  return `${width} × ${height}`
}
