import { mkdtemp, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../../nodes/errors.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import { inputGuards } from '../ffmpeg/probe.ts'
import { runProgram } from '../ffmpeg/program.ts'
import { runFfmpeg } from '../ffmpeg/run.ts'
import { readJoinable } from '../mp4/joinable.ts'
import { readMp4 } from '../mp4/read.ts'
import { isHdr } from './clip.ts'
import { copyFilm } from './copy.ts'
import { filmGraph, type GraphClip } from './graph.ts'
import type { StitchOutput } from './plan.ts'

export interface EncodeJob {
  readonly engine: Engine
  readonly clips: readonly (GraphClip & { readonly path: string })[]
  readonly film: StitchOutput
  readonly output: string
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((fraction: number) => void) | undefined
}

/** Every input keeps a decoder and some frames in memory from the first moment to the last: 20 MB of 1080p. */
const MAX_INPUTS = 16

/** Decodes every clip and encodes the film: in one go, or, if the clips are many, in parts that are then joined. */
export async function encodeFilm(job: EncodeJob): Promise<void> {
  if (job.clips.length <= MAX_INPUTS) return encodePart(job)
  const folder = await mkdtemp(join(dirname(job.output), 'parts-'))
  try {
    const parts = await encodeParts(job, folder)
    const sources = await Promise.all(parts.map(readPart))
    await copyFilm({ engine: job.engine, clips: sources, output: job.output, signal: job.signal })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function encodeParts(job: EncodeJob, folder: string): Promise<string[]> {
  const { clips, onProgress } = job
  const size = Math.ceil(clips.length / Math.ceil(clips.length / MAX_INPUTS))
  const all = countFrames(clips)
  const files: string[] = []
  for (let from = 0; from < clips.length; from += size) {
    const part = clips.slice(from, from + size)
    const before = countFrames(clips.slice(0, from))
    const output = join(folder, `${files.length}.mp4`)
    await encodePart({
      ...job,
      clips: part,
      output,
      onProgress: (fraction) => onProgress?.((before + fraction * countFrames(part)) / all),
    })
    files.push(output)
  }
  return files
}

/** Parts agree in everything, because the same encoder made them with the same settings. */
async function readPart(path: string) {
  const { video, audio } = readJoinable(await readMp4(path))
  if (!video) throw new AppError('encode_unfinished', { what: 'the film' }, { message: `${path} is no clip` })
  return { video, audio, path }
}

function countFrames(clips: EncodeJob['clips']): number {
  return clips.reduce((sum, { frames }) => sum + frames, 0)
}

async function encodePart({ engine, clips, film, output, signal, onProgress }: EncodeJob): Promise<void> {
  const hdr = clips.some(({ clip }) => isHdr(clip.video))
  const canToneMap = hdr && (await hasFilter(engine, 'zscale', signal))
  await runFfmpeg(engine, {
    what: 'the film',
    inputs: clips.map(({ clip, path }) => ({
      source: path,
      // One thread an input: only one of them is decoded at a time, and each thread keeps frames in memory.
      options: [...inputGuards(clip.probe.format), '-threads', '1'],
    })),
    options: ['-filter_complex', filmGraph(clips, film, { canToneMap }), ...encoderOptions(film)],
    output,
    seconds: (countFrames(clips) * film.fps.den) / film.fps.num,
    signal,
    onProgress,
  })
}

/** A second a group of pictures, so that a later join or trim has a place to start nearby. */
function encoderOptions({ fps, audio }: StitchOutput): string[] {
  const group = Math.max(1, Math.round(fps.num / fps.den))
  const picture = `-map [v] -c:v libx264 -preset veryfast -crf 18 -profile:v high -pix_fmt yuv420p -g ${group}`
  const colors = '-colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv'
  const sound = audio ? `-map [a] -c:a aac -b:a 160k -ar ${audio.sampleRate} -ac ${audio.channels}` : '-an'
  const file = '-sn -dn -map_metadata -1 -map_chapters -1 -movflags +faststart -f mp4'
  return [picture, colors, sound, file].flatMap((line) => line.split(' '))
}

async function hasFilter(engine: Engine, name: string, signal: AbortSignal | undefined): Promise<boolean> {
  const { stdout } = await runProgram(engine.ffmpeg, ['-hide_banner', '-filters'], signal)
  return new RegExp(`^\\s*\\S+\\s+${name}\\s`, 'm').test(stdout)
}
