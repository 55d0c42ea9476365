import type { Rational } from '../../nodes/cut/rational.ts'
import { atMost } from '../at-most.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import { inputGuards } from '../ffmpeg/probe.ts'
import { runQuietly } from './quiet.ts'
import type { OnProgress } from './share-progress.ts'

/** Frames of the film, `to` behind the last. Decoding begins at the whole picture `from`. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

export interface DecodeJob {
  readonly engine: Engine
  readonly file: string
  readonly fps: Rational
  readonly frames: number
  readonly stretches: readonly Stretch[]
  readonly sound: boolean
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: OnProgress | undefined
}

const AT_ONCE = 2

/** Decodes these stretches of a film, and answers what was wrong with them, in words. */
export async function decodeFilm(job: DecodeJob): Promise<{ reason: string; complaint: string } | undefined> {
  const { stretches, frames, sound } = job
  const whole = stretches.some(({ from, to }) => from === 0 && to === frames)
  const runs = [
    ...stretches.map((stretch) => ({ maps: whole && sound ? ['0:v', '0:a'] : ['0:v'], stretch })),
    ...(sound && !whole ? [{ maps: ['0:a'], stretch: undefined }] : []),
  ]
  const all = stretches.reduce((sum, { from, to }) => sum + to - from, 0)
  const decoded = runs.map(() => 0)
  const turn = atMost(AT_ONCE)
  const problems = await Promise.all(
    runs.map((run, index) =>
      turn(() =>
        decode(job, run, (count) => {
          decoded[index] = count
          if (all > 0) job.onProgress?.(decoded.reduce((sum, one) => sum + one, 0) / all)
        }),
      ),
    ),
  )
  return problems.find((problem) => problem !== undefined)
}

interface Run {
  readonly maps: readonly string[]
  readonly stretch: Stretch | undefined
}

/**
 * ffmpeg goes to a whole picture an eighth of a second before the moment it is asked for, so it is asked for one
 * that much later.
 */
const AHEAD_SECONDS = 0.15

const STRICTLY = ['-v', 'error', '-xerror', '-nostdin']
const TO_NOTHING = '-fps_mode passthrough -progress pipe:1 -f null -'.split(' ')

async function decode(
  { engine, file, fps, frames, signal }: DecodeJob,
  { maps, stretch }: Run,
  onFrames: (count: number) => void,
) {
  const rate = fps.num / fps.den
  const ahead = stretch && stretch.from > 0 ? Math.ceil(AHEAD_SECONDS * rate) : 0
  const first = stretch ? Math.min(stretch.from + ahead, stretch.to - 1) : 0
  const wanted = stretch ? stretch.to - first : undefined
  // Aside of the frames' own times nothing depends on rounding; half a frame would itself be rounded.
  const seek = first > 0 ? ['-ss', ((first - 0.25) / rate).toFixed(6)] : []
  const endsBefore = stretch !== undefined && stretch.to < frames
  const stop = endsBefore ? ['-t', (((wanted ?? 0) - 0.5) / rate).toFixed(6)] : []
  let decoded = 0
  const count = createFrameCount()
  const input = [...seek, ...inputGuards('mov'), '-i', `file:${file}`]
  const args = [...STRICTLY, ...input, ...maps.flatMap((map) => ['-map', map]), ...stop, ...TO_NOTHING]
  const { exitCode, stderr } = await runQuietly(engine.ffmpeg, args, {
    signal,
    onOutput(text) {
      decoded = count(text)
      onFrames(decoded)
    },
  })
  const complaint = stderr.trim().split('\n')[0] ?? ''
  if (exitCode !== 0 || complaint) return { reason: 'it does not decode cleanly', complaint }
  if (wanted !== undefined && decoded !== wanted) {
    const where = `from frame ${first} on`
    return { reason: `${decoded} of ${wanted} frames could be decoded`, complaint: where }
  }
  return undefined
}

/** Fed with what `-progress` prints, in pieces of any size; answers the last count. Half a number is none. */
export function createFrameCount() {
  let rest = ''
  let frames = 0
  return (text: string): number => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) frames = Number(/^frame=\s*(\d+)$/.exec(line)?.[1] ?? frames)
    return frames
  }
}
