import { AppError } from '../../nodes/errors.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import type { Probe } from '../ffmpeg/probe.ts'
import { filledTracks } from '../mp4/joinable.ts'
import { probeMp4 } from '../mp4/probe.ts'
import { type Mp4, readMp4 } from '../mp4/read.ts'
import { compareIndex } from './compare-index.ts'
import { decodeFilm } from './decode-film.ts'
import { doubtfulStretches } from './doubtful.ts'
import type { Assembly } from './film-parts.ts'
import type { FilmClip, StitchPlan } from './film.ts'
import { proveCopies } from './prove-copies.ts'
import type { OnProgress } from './share-progress.ts'

export interface VerifyJob {
  /** Only asked for when something must be decoded. */
  readonly engine: () => Promise<Engine>
  readonly file: string
  readonly plan: StitchPlan
  readonly assembly: Assembly
  readonly clips: readonly FilmClip[]
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: OnProgress | undefined
}

/**
 * Nothing becomes a take unseen: the index must say what the plan promised, copied pictures and packets must be the clips'
 * own to the byte, and everything else must decode without a word and without a frame missing. ffmpeg's exit code
 * alone says nothing: it is 0 for most broken joins.
 */
export async function verifyFilm(job: VerifyJob): Promise<Probe> {
  const { file, plan, assembly, clips, signal, onProgress } = job
  const { mp4, probe } = await readFilm(file)
  const problem = compareIndex({ mp4, probe }, plan, { captions: assembly.parts.captions !== undefined })
  if (problem) throw wrong(problem)
  const [pictures, sound] = [filledTracks(mp4, 'video')[0], filledTracks(mp4, 'audio')[0]]
  const proven = { path: file, fps: plan.fps, sound: sound?.samples }
  const misplaced = pictures && (await proveCopies({ ...proven, pictures: pictures.samples }, assembly))
  if (misplaced) throw wrong(misplaced)

  const stretches = doubtfulStretches(plan, assembly, clips)
  const isMixed = plan.sound.action === 'encode'
  if (stretches.length === 0 && !isMixed) return probe
  const engine = await job.engine()
  const { fps, frames } = plan
  const decoding = { engine, file, fps, frames, stretches, sound: isMixed, signal, onProgress }
  const found = await decodeFilm(decoding)
  if (found) throw wrong(found.reason, found.complaint)
  return probe
}

async function readFilm(file: string): Promise<{ mp4: Mp4; probe: Probe }> {
  try {
    const mp4 = await readMp4(file)
    const probe = probeMp4(mp4)
    if (probe) return { mp4, probe }
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause
    throw wrong('its index does not fit its content', cause.message)
  }
  throw wrong('its index says something unexpected')
}

function wrong(reason: string, complaint?: string): AppError {
  return new AppError('result_wrong', { reason }, complaint ? { message: `${reason}: ${complaint}` } : {})
}
