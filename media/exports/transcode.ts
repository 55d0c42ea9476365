import { framesToSeconds } from '../../nodes/cut/layout.ts'
import type { FilmPlan } from '../../nodes/cut/film-plan.ts'
import { AppError } from '../../nodes/errors.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import { inputGuards, probe } from '../ffmpeg/probe.ts'
import { runFfmpeg } from '../ffmpeg/run.ts'
import { GIF_FPS, GIF_SECONDS, GIF_WIDTH } from './preset.ts'

export interface TranscodeJob {
  readonly engine: Engine
  /** A film that this app made. */
  readonly film: string
  readonly plan: FilmPlan
  readonly output: string
  readonly signal: AbortSignal
  onProgress(fraction: number): void
}

/** ProRes 422 HQ with uncompressed sound: what a finishing editor opens and grades. */
export async function makeMaster(job: TranscodeJob): Promise<void> {
  const { num, den } = job.plan.fps
  await run(
    job,
    framesToSeconds(job.plan.frames, job.plan.fps),
    [
      ['-map', '0:v:0', '-map', '0:a:0?', '-map_metadata', '-1', '-sn', '-dn'],
      ['-c:v', 'prores_ks', '-profile:v', '3', '-vendor', 'apl0', '-pix_fmt', 'yuv422p10le'],
      ['-fps_mode', 'passthrough', '-video_track_timescale', String(num), '-r', `${num}/${den}`],
      ['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709'],
      ['-c:a', 'pcm_s24le', '-ar', '48000', '-f', 'mov'],
    ].flat(),
  )
  await verifyMaster(job)
}

async function verifyMaster({ engine, output, plan, signal }: TranscodeJob): Promise<void> {
  const { video, durationSeconds } = await probe(engine, output, {
    demuxer: 'mov',
    name: 'the master',
    signal,
  })
  const expected = framesToSeconds(plan.frames, plan.fps)
  if (!video || video.width !== plan.width || video.height !== plan.height) throw wrong('its size is another')
  const frame = framesToSeconds(1, plan.fps)
  if (Math.abs((video.durationSeconds ?? durationSeconds) - expected) > frame * 1.5)
    throw wrong('its length is another')
}

/** A small moving picture of the beginning, for a message or a page. */
export async function makeGif(job: TranscodeJob): Promise<void> {
  const seconds = Math.min(GIF_SECONDS, framesToSeconds(job.plan.frames, job.plan.fps))
  const width = Math.min(GIF_WIDTH, job.plan.width)
  const small = `fps=${GIF_FPS},scale=${width}:-2:flags=lanczos`
  const colours = '[a]palettegen=stats_mode=diff[p];[b][p]paletteuse=dither=bayer:bayer_scale=4'
  await run(
    job,
    seconds,
    [
      ['-filter_complex', `[0:v:0]${small},split[a][b];${colours}`],
      ['-an', '-t', String(seconds), '-loop', '0', '-f', 'gif'],
    ].flat(),
  )
  const { video } = await probe(job.engine, job.output, {
    demuxer: 'gif',
    name: 'the preview',
    signal: job.signal,
  })
  if (video?.width !== width) throw wrong('its size is another')
}

async function run(job: TranscodeJob, seconds: number, options: readonly string[]): Promise<void> {
  const { engine, film, output, signal, onProgress } = job
  await runFfmpeg(engine, {
    what: 'the export',
    inputs: [{ source: film, options: inputGuards('mov') }],
    options,
    output,
    seconds,
    signal,
    onProgress,
  })
}

function wrong(reason: string): AppError {
  return new AppError('result_wrong', { reason })
}
