import { CHANNELS, type Pcm, RATE } from '../sound/pcm.ts'

/** How finely a waveform is drawn. */
export const PEAKS_A_SECOND = 50

const STEP = (RATE / PEAKS_A_SECOND) * CHANNELS
const FULL_SCALE = 255

/** The highest level of each stretch of sound, a byte each: small enough to be kept for every clip. */
export function createPeaks() {
  let bytes = Buffer.alloc(1024)
  let count = 0
  let filled = 0
  let highest = 0

  function endStep(): void {
    if (count === bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length)])
    bytes[count++] = Math.min(FULL_SCALE, Math.round(highest * FULL_SCALE))
    filled = 0
    highest = 0
  }

  return {
    push(pcm: Pcm): void {
      for (let from = 0; from < pcm.length;) {
        const to = Math.min(pcm.length, from + STEP - filled)
        for (let i = from; i < to; i++) highest = Math.max(highest, Math.abs(pcm[i]!))
        filled += to - from
        from = to
        if (filled === STEP) endStep()
      }
    },
    /** Empty for silence. */
    read(): string {
      if (filled > 0) endStep()
      const peaks = bytes.subarray(0, count)
      return peaks.some((peak) => peak > 0) ? peaks.toString('base64') : ''
    },
  }
}
