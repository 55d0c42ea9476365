import { rm, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '../../nodes/errors.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import { inputGuards } from '../ffmpeg/probe.ts'
import type { Probe, VideoTrack } from '../ffmpeg/probe.ts'
import { runFfmpeg } from '../ffmpeg/run.ts'
import { inspectFile } from '../inspect-file.ts'

export interface LastFrameOptions {
  /** Absolute path of the PNG to write. */
  readonly output: string
  /** What the person calls the clip. */
  readonly name?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * How long before the end decoding begins, in seconds: a clip whose last frame stands for longer than that
 * shows nothing there, and is read from further back, at last from its beginning.
 */
const tails = [0.5, 5, Infinity]

/** Writes the very last frame that a player shows of a clip, upright and with square pixels. */
export async function extractLastFrame(
  engine: Engine,
  clip: string,
  options: LastFrameOptions,
): Promise<void> {
  const { output, name = basename(clip), signal } = options
  const { facts } = await inspectFile(clip, { engine: async () => engine, name, signal })
  if (!('durationSeconds' in facts) || !facts.video) {
    throw new AppError('input_wrong_kind', {
      node: 'Image to Video',
      reason: `${name} shows no moving picture`,
    })
  }
  const end = endOf(facts, facts.video)
  for (const tail of tails) {
    const from = end - tail
    await rm(output, { force: true })
    await runFfmpeg(engine, {
      what: 'the last frame',
      inputs: [
        {
          source: clip,
          options: [...(from > 0 ? ['-ss', from.toFixed(3)] : []), ...inputGuards(facts.format)],
        },
      ],
      options: [...keepLast, '-vf', filtersFor(facts.video), '-pix_fmt', 'rgb24'],
      output,
      signal,
    })
    if ((await sizeOf(output)) > 0) return
    if (from <= 0) break
  }
  throw new AppError('encode_unfinished', { what: 'the last frame' })
}

/**
 * Every frame of the tail is written over the one before, in the order shown and none left out; V leaves cover
 * art out. PNG is asked to hurry: all but one of them are written for nothing.
 */
const keepLast = '-map 0:V:0 -fps_mode passthrough -c:v png -compression_level 1 -f image2 -update 1'.split(
  ' ',
)

/** Of the picture, not of the file: sound may go on for longer. */
function endOf(facts: Probe, video: VideoTrack): number {
  const start = Math.max(0, video.startSeconds)
  return video.durationSeconds === undefined ? facts.durationSeconds : start + video.durationSeconds
}

/** A picture that does not say is taken for BT.709 from 720 lines on, as players do: the next shot starts in its colours. */
function filtersFor({ colorSpace, height }: VideoTrack): string {
  const says = colorSpace !== undefined && colorSpace !== 'unknown'
  const matrix = says || height < 720 ? '' : ':in_color_matrix=bt709'
  return `scale=trunc(iw*sar):ih:flags=bicubic+accurate_rnd+full_chroma_int${matrix},setsar=1`
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch {
    return 0
  }
}
