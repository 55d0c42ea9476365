import type { Engine } from '../ffmpeg/engine.ts'
import { inputGuards } from '../ffmpeg/probe.ts'
import { runProgram } from '../ffmpeg/program.ts'
import { runFfmpeg } from '../ffmpeg/run.ts'
import { isHdr } from './clip.ts'
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

/** Decodes every clip and encodes the film in one go. */
export async function encodeFilm({
  engine,
  clips,
  film,
  output,
  signal,
  onProgress,
}: EncodeJob): Promise<void> {
  const hdr = clips.some(({ clip }) => isHdr(clip.video))
  const canToneMap = hdr && (await hasFilter(engine, 'zscale', signal))
  const frames = clips.reduce((sum, clip) => sum + clip.frames, 0)
  await runFfmpeg(engine, {
    what: 'the film',
    inputs: clips.map(({ clip, path }) => ({
      source: path,
      // One thread an input: only one of them is decoded at a time, and each thread keeps frames in memory.
      options: [...inputGuards(clip.probe.format), '-threads', '1'],
    })),
    options: ['-filter_complex', filmGraph(clips, film, { canToneMap }), ...encoderOptions(film)],
    output,
    seconds: (frames * film.fps.den) / film.fps.num,
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
