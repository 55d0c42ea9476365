import type { Rational } from '../../nodes/cut/rational.ts'

/** All sound in here is stereo at this rate, as 32-bit floats, left and right in turn. */
export const RATE = 48_000
export const CHANNELS = 2
export const FRAME_BYTES = CHANNELS * Float32Array.BYTES_PER_ELEMENT

/** One moment of sound is a frame: a value for each channel. Counted in `frames`, never in array elements. */
export type Pcm = Float32Array
export type PcmStream = AsyncIterable<Pcm>

/** How ffmpeg is told about it, on either end of a pipe. */
export const PCM_OPTIONS = ['-f', 'f32le', '-ar', String(RATE), '-ac', String(CHANNELS)] as const

/**
 * Where a picture's sound begins. Always asked from the start of the film (or clip), so that roundings never
 * add up, however many shots there are.
 */
export function soundAt(picture: number, { num, den }: Rational): number {
  return Math.round((picture * den * RATE) / num)
}

export function soundFrames(pcm: Pcm): number {
  return pcm.length / CHANNELS
}

export function silence(frames: number): Pcm {
  return new Float32Array(frames * CHANNELS)
}

export function toGain(decibels: number): number {
  return 10 ** (decibels / 20)
}

export function toDecibels(gain: number): number {
  return 20 * Math.log10(gain)
}
