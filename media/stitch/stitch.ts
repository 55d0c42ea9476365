import { rm } from 'node:fs/promises'
import { AppError } from '../../nodes/errors.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import type { Probe, VideoTrack } from '../ffmpeg/probe.ts'
import type { StitchClip } from './clip.ts'
import { copyFilm } from './copy.ts'
import { encodeFilm } from './encode.ts'
import { inspectClip } from './inspect.ts'
import { planStitch, type StitchPlan, type StitchSettings } from './plan.ts'
import { verifyFilm } from './verify.ts'

export interface ClipSource {
  readonly mediaId: string
  readonly name: string
  readonly path: string
}

export interface StitchJob {
  readonly engine: Engine
  readonly clips: readonly ClipSource[]
  readonly settings: StitchSettings
  /** Absolute path of a file that nobody reads yet; overwritten. */
  readonly output: string
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((fraction: number) => void) | undefined
}

export interface Stitched {
  /** What was done in the end, and why. */
  readonly plan: StitchPlan
  readonly probe: Probe
}

/** Joins clips into one film: measures them, decides what must be encoded, does it, and checks the result. */
export async function stitchClips(job: StitchJob): Promise<Stitched> {
  const clips = await inspectAll(job)
  const plan = planStitch(clips, job.settings)
  try {
    return await makeFilm(job, clips, plan)
  } catch (error) {
    // Clips may be damaged in ways that no index tells. Decoding mends what can be mended, once.
    const mayEncode = plan.mode === 'copy' && error instanceof AppError && error.code === 'result_wrong'
    if (!mayEncode) throw error
    return makeFilm(job, clips, planStitch(clips, job.settings, String(error.details['reason'])))
  }
}

/** Processes that only measure are small, but a film may have hundreds of clips. */
const INSPECT_AT_ONCE = 4

async function inspectAll({
  clips,
  engine,
  signal,
}: Pick<StitchJob, 'engine' | 'clips' | 'signal'>): Promise<StitchClip[]> {
  const inspected: StitchClip[] = []
  for (let from = 0; from < clips.length; from += INSPECT_AT_ONCE) {
    const some = clips.slice(from, from + INSPECT_AT_ONCE)
    inspected.push(...(await Promise.all(some.map((clip) => inspectClip(clip, engine, signal)))))
  }
  return inspected
}

/** Parts of the whole, for the progress: checking a copy takes longer than making it, and the other way round. */
const SHARE_OF_MAKING = { copy: 0.1, encode: 0.9 } as const

async function makeFilm(job: StitchJob, clips: readonly StitchClip[], plan: StitchPlan): Promise<Stitched> {
  const share = SHARE_OF_MAKING[plan.mode]
  const { engine, output, signal, onProgress } = job
  const made = { engine, output, signal, onProgress: (fraction: number) => onProgress?.(fraction * share) }
  const paths = job.clips.map(({ path }) => path)
  // ffmpeg stops at a file that is there already, such as a copy that failed its check.
  await rm(output, { force: true })
  if (plan.mode === 'copy') {
    const sources = clips.map(({ joinable }, index) => {
      const { video, audio } = joinable ?? {}
      if (!video)
        throw new AppError('internal', {}, { message: 'a plan copies a clip that cannot be copied' })
      return { video, audio, path: paths[index]! }
    })
    await copyFilm({ ...made, clips: sources })
  } else {
    const inputs = clips.map((clip, index) => {
      const video = clip.probe.video as VideoTrack // The plan refuses clips without a picture.
      return { clip: { ...clip, video }, frames: plan.clips[index]!.frames, path: paths[index]! }
    })
    await encodeFilm({ ...made, clips: inputs, film: plan.output })
  }
  const probe = await verifyFilm({
    engine,
    file: output,
    plan,
    signal,
    onProgress: (fraction) => onProgress?.(share + fraction * (1 - share)),
  })
  onProgress?.(1)
  return { plan, probe }
}
