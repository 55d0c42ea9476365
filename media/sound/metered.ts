import { createLimiter, type LimiterSettings } from './limiter.ts'
import { createLoudnessMeter } from './loudness.ts'
import { type Pcm, type PcmStream, soundFrames, toDecibels } from './pcm.ts'
import { createPeakMeter } from './true-peak.ts'

/** How loud a sound is. Absent is what silence does not have. */
export interface Metered {
  /** Integrated loudness in LUFS. */
  readonly loudness?: number | undefined
  /** True peak in dBTP. */
  readonly peak?: number | undefined
}

export interface Meters {
  push(pcm: Pcm): void
  read(): Metered
}

export function createMeters(): Meters {
  const loudness = createLoudnessMeter()
  const peaks = createPeakMeter()
  return {
    push(pcm) {
      loudness.push(pcm)
      peaks.push(pcm)
    },
    read() {
      const peak = peaks.peak()
      return { loudness: loudness.integrated(), peak: peak > 0 ? toDecibels(peak) : undefined }
    },
  }
}

/** Lets a meter hear what streams by, and leaves it as it is. */
export async function* heardBy(meter: { push(pcm: Pcm): void }, stream: PcmStream): PcmStream {
  for await (const pcm of stream) {
    meter.push(pcm)
    yield pcm
  }
}

export async function* limit(stream: PcmStream, settings: LimiterSettings): PcmStream {
  const limiter = createLimiter(settings)
  for await (const pcm of stream) yield limiter.push(pcm)
  yield limiter.end()
}

/** Tells how much has passed by, from 0 to 1. */
export async function* counted(
  stream: PcmStream,
  { frames, onProgress }: { frames: number; onProgress: (fraction: number) => void },
): PcmStream {
  let passed = 0
  for await (const pcm of stream) {
    passed += soundFrames(pcm)
    onProgress(Math.min(1, passed / Math.max(1, frames)))
    yield pcm
  }
}
