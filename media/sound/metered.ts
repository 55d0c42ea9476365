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

/** Listens to what streams by, and leaves it as it is. */
export function createMeters() {
  const loudness = createLoudnessMeter()
  const peaks = createPeakMeter()
  const push = (pcm: Pcm) => {
    loudness.push(pcm)
    peaks.push(pcm)
  }
  return {
    push,
    async *listen(stream: PcmStream): PcmStream {
      for await (const pcm of stream) {
        push(pcm)
        yield pcm
      }
    },
    read(): Metered {
      const peak = peaks.peak()
      return { loudness: loudness.integrated(), peak: peak > 0 ? toDecibels(peak) : undefined }
    },
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
