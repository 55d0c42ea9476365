import { AppError } from '../../nodes/errors.ts'
import { createProgressReader } from '../ffmpeg/progress.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import { inputGuards } from '../ffmpeg/probe.ts'
import { createMeters, type Metered } from '../sound/metered.ts'
import { PCM_OPTIONS } from '../sound/pcm.ts'
import { startPiped } from '../sound/piped.ts'
import { framesOf } from '../sound/read-pcm.ts'
import { onClock } from '../sound/stretch-graph.ts'
import { createPeaks } from './peaks.ts'

export interface DecodeJob {
  readonly engine: Engine
  readonly path: string
  readonly name: string
  readonly demuxer: string
  /** Its picture is decoded to nothing. */
  readonly picture: boolean
  /** Absent if there is no sound. */
  readonly sound?: { readonly earlySeconds: number; readonly channels: number } | undefined
  /** Gives up at the first complaint. */
  readonly strictly: boolean
  readonly signal?: AbortSignal | undefined
}

export interface Decoded extends Metered {
  /** What the decoders said first; undefined if all is well. */
  readonly complaint?: string | undefined
  readonly frames: number
  readonly peaks: string
}

/** Decodes everything that is asked for in one pass, and listens to the sound on the way. */
export async function decodeMedia(job: DecodeJob): Promise<Decoded> {
  const program = startPiped(job.engine.ffmpeg, argumentsOf(job), { signal: job.signal })
  const meters = createMeters()
  const peaks = createPeaks()
  try {
    for await (const pcm of framesOf(program)) {
      meters.push(pcm)
      peaks.push(pcm)
    }
    const { exitCode, stderr } = await program.ended
    if (exitCode === undefined) throw unfinished(job.name, 'the decoder was killed')
    const { frames, complaints } = readWords(stderr)
    const complaint = complaints[0] ?? (exitCode === 0 ? undefined : 'it cannot be decoded')
    if (complaint !== undefined && COMES_BACK.test(complaint)) throw unfinished(job.name, complaint)
    return { complaint, frames, peaks: peaks.read(), ...meters.read() }
  } catch (error) {
    if (job.signal?.aborted) throw new AppError('stopped')
    throw error
  } finally {
    program.kill()
    await program.ended.catch(() => {})
  }
}

/** Says something about this machine at this moment, and nothing about the file. */
const COMES_BACK =
  /Input\/output error|No such file|Permission denied|Cannot allocate memory|Stale file handle/i

function unfinished(name: string, message: string): AppError {
  return new AppError('encode_unfinished', { what: name }, { message: `${name}: ${message}` })
}

function argumentsOf({ path, demuxer, picture, sound, strictly }: DecodeJob): string[] {
  const toNothing = ['-map', '0:V:0', '-fps_mode', 'passthrough', '-f', 'null', '-']
  const filter = sound && onClock({ shift: -sound.earlySeconds, from: 0, channels: sound.channels })
  const input = [...inputGuards(demuxer), '-i', `file:${path}`]
  const words = ['-v', 'error', '-stats_period', '3600', '-progress', 'pipe:2', '-nostdin']
  return [
    ...words,
    ...(strictly ? ['-xerror'] : []),
    ...input,
    ...(picture ? toNothing : []),
    ...(filter ? ['-map', '0:a:0', '-af', filter, ...PCM_OPTIONS, 'pipe:1'] : []),
  ]
}

/** Progress and complaints come on the same pipe, in lines that cannot be taken for each other. */
function readWords(stderr: string): { frames: number; complaints: string[] } {
  const isProgress = createProgressReader(undefined, () => {})
  const lines = stderr.split('\n').filter((line) => line.trim() !== '')
  const frames = lines.findLast((line) => line.startsWith('frame='))
  // Where in memory the decoder is says nothing to a person.
  const complaints = lines
    .filter((line) => !isProgress(line))
    .map((line) => line.replace(/^(\[[^\]]*\]\s*)+/, ''))
  return { frames: Number(frames?.slice('frame='.length) ?? 0), complaints }
}
