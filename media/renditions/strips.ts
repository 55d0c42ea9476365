import { join } from 'node:path'
import type { StoredMedia } from '../db/media.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import { inputGuards } from '../ffmpeg/probe.ts'
import type { Probe } from '../ffmpeg/probe.ts'
import { runFfmpeg } from '../ffmpeg/run.ts'
import { readJoinable } from '../mp4/joinable.ts'
import { readMp4 } from '../mp4/read.ts'
import { keepRenditions } from './kept.ts'

export interface Strips {
  /** The path of a JPEG of `STRIP_CELLS` moments side by side; undefined for what does not move. */
  of(media: StoredMedia, path: string | undefined): Promise<string | undefined>
}

/** Moments at equal distances over the whole clip, the first at its first frame. */
export const STRIP_CELLS = 10
const CELL_HEIGHT = 96
const LIMIT_MS = 60_000

/** strips/ holds what a clip looks like from end to end: for the dock's track, and to run the pointer over a tile. */
export function createStrips(parts: {
  readonly folder: string
  readonly tempFolder: string
  readonly engine: () => Promise<Engine>
}): Strips {
  const kept = keepRenditions({ folder: join(parts.folder, 'strips'), tempFolder: parts.tempFolder })
  return {
    async of(media, path) {
      if (path === undefined || media.kind !== 'video') return undefined
      return kept.of(media.id, async (temp) =>
        makeStrip(await parts.engine(), { probe: media.metadata as Probe, path, temp }),
      )
    },
  }
}

export async function makeStrip(
  engine: Engine,
  { probe, path, temp }: { probe: Probe; path: string; temp: string },
): Promise<void> {
  const seconds = probe.video?.durationSeconds ?? probe.durationSeconds
  const rate = STRIP_CELLS / Math.max(seconds, 0.01)
  // Rounded up, a cell shows the last frame before its moment; the last cell is repeated for a clip that ends early.
  const moments = `fps=${rate.toFixed(6)}:round=up:start_time=0,tpad=stop=${STRIP_CELLS}:stop_mode=clone`
  const cell = `scale=-2:${CELL_HEIGHT}:flags=fast_bilinear,setsar=1`
  await runFfmpeg(engine, {
    what: 'the strip of pictures',
    inputs: [{ source: path, options: [...(await shortcuts(path, probe)), ...inputGuards(probe.format)] }],
    options: [
      '-map',
      '0:V:0',
      '-vf',
      `scale=trunc(iw*sar/2)*2:ih,${moments},${cell},tile=${STRIP_CELLS}x1`,
      ...'-frames:v 1 -q:v 5 -c:v mjpeg -f mjpeg'.split(' '),
    ],
    output: temp,
    signal: AbortSignal.timeout(LIMIT_MS),
  })
}

/**
 * What the decoder may leave out for pictures of this size: everything but whole pictures where there are enough of
 * them, else whatever no other frame needs.
 */
async function shortcuts(path: string, probe: Probe): Promise<string[]> {
  const whole = probe.format === 'mov' ? await countWhole(path) : 0
  return whole >= STRIP_CELLS
    ? ['-skip_frame', 'nokey']
    : ['-skip_frame', 'noref', '-skip_loop_filter', 'all']
}

async function countWhole(path: string): Promise<number> {
  try {
    const { video } = readJoinable(await readMp4(path))
    const { sync, count } = video?.track.samples ?? { count: 0 }
    return sync ? sync.reduce((sum, flag) => sum + flag, 0) : count
  } catch {
    // What our parser cannot read, ffmpeg's may.
    return 0
  }
}
