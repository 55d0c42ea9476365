import { AppError } from '../../nodes/errors.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import { inputGuards, type Probe } from '../ffmpeg/probe.ts'
import { probeMp4 } from '../mp4/probe.ts'
import { readMp4 } from '../mp4/read.ts'
import { rateLabel, sameRate, sizeLabel } from './frame.ts'
import type { StitchPlan } from './plan.ts'
import { runQuietly } from './quiet.ts'

export interface VerifyJob {
  readonly engine: Engine
  readonly file: string
  readonly plan: StitchPlan
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((fraction: number) => void) | undefined
}

/**
 * Nothing becomes a take unseen: the film must be what the plan promised, and decode from the first frame to
 * the last without a word. ffmpeg's exit code alone says nothing: it is 0 for most broken joins.
 */
export async function verifyFilm(job: VerifyJob): Promise<Probe> {
  const probe = await readFilm(job.file)
  const problem = comparePlan(probe, job.plan)
  if (problem) throw wrong(problem)
  await decodeWhole(job, probe.video?.frames ?? 0)
  return probe
}

async function readFilm(file: string): Promise<Probe> {
  try {
    const probe = probeMp4(await readMp4(file))
    if (probe) return probe
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause
    throw wrong('its index does not fit its content', cause.message)
  }
  throw wrong('its index says something unexpected')
}

/** What the file's index says that the plan did not, in words. */
export function comparePlan({ video, audio }: Probe, plan: StitchPlan): string | undefined {
  const { output, clips } = plan
  if (!video) return 'it has no picture'
  if (video.width !== output.width || video.height !== output.height) {
    return `it is ${sizeLabel(video)} instead of ${sizeLabel(output)}`
  }
  if (!sameRate(video.fps, output.fps)) {
    return `it runs at ${rateLabel(video.fps)} instead of ${rateLabel(output.fps)} fps`
  }
  const frames = clips.reduce((sum, clip) => sum + clip.frames, 0)
  const mayMiss = plan.mode === 'copy' ? 0 : clips.length
  if (Math.abs((video.frames ?? 0) - frames) > mayMiss) return `it has ${video.frames} of ${frames} frames`
  const frameSeconds = output.fps.den / output.fps.num
  if (Math.abs((video.durationSeconds ?? 0) - plan.seconds) > frameSeconds * Math.max(1, mayMiss)) {
    return `it lasts ${video.durationSeconds?.toFixed(2)} instead of ${plan.seconds.toFixed(2)} s`
  }
  if (video.startSeconds > frameSeconds / 2) return 'its picture starts late'
  if (!output.audio) return audio ? 'it has sound that no clip has' : undefined
  return compareSound(audio, output.audio, video.durationSeconds ?? 0)
}

function compareSound(
  audio: Probe['audio'],
  expected: NonNullable<StitchPlan['output']['audio']>,
  seconds: number,
): string | undefined {
  if (!audio) return 'its sound is missing'
  if (audio.sampleRate !== expected.sampleRate || audio.channels !== expected.channels) {
    return 'its sound has another format'
  }
  const packet = 1024 / audio.sampleRate
  const differs = Math.abs(audio.startSeconds + (audio.durationSeconds ?? 0) - seconds)
  if (audio.startSeconds > packet || differs > 2 * packet) return 'its sound and its picture differ in length'
  return undefined
}

async function decodeWhole(job: VerifyJob, frames: number): Promise<void> {
  const { engine, file, signal, onProgress } = job
  const strictly = ['-v', 'error', '-xerror', '-nostdin', ...inputGuards('mov'), '-i', `file:${file}`]
  const toNothing = ['-map', '0', '-fps_mode', 'passthrough', '-progress', 'pipe:1', '-f', 'null', '-']
  let decoded = 0
  const onOutput = (text: string) => {
    for (const [, count] of text.matchAll(/^frame=\s*(\d+)$/gm)) decoded = Number(count)
    if (frames > 0) onProgress?.(Math.min(decoded / frames, 1))
  }
  const { exitCode, stderr } = await runQuietly(engine.ffmpeg, [...strictly, ...toNothing], {
    signal,
    onOutput,
  })
  const complaint = stderr.trim().split('\n')[0]
  if (exitCode !== 0 || complaint) throw wrong('it does not decode cleanly', complaint)
  if (decoded !== frames) throw wrong(`only ${decoded} of its ${frames} frames could be decoded`)
}

function wrong(reason: string, complaint?: string): AppError {
  return new AppError('result_wrong', { reason }, complaint ? { message: `${reason}: ${complaint}` } : {})
}
