import { Readable } from 'node:stream'
import { rm } from 'node:fs/promises'
import type { Engine } from '../../ffmpeg/engine.ts'
import { runFfmpeg } from '../../ffmpeg/run.ts'
import { shoot, type Footage } from './footage.ts'
import { FRAMES_PER_SECOND, type CameraWork } from './motion.ts'

export interface Take {
  readonly footage: Footage
  readonly work: CameraWork
  readonly seconds: number
  /** A lavfi graph. */
  readonly sound: string
  readonly output: string
  readonly signal: AbortSignal
  onProgress(fraction: number): void
}

/**
 * The same for every clip, whatever is in it: with equal parameter sets the stitcher joins them by copying.
 * A key frame each second keeps cuts within a clip cheap too. Threads are fixed because they change the bytes.
 */
const encoding = [
  ['-map', '0:v:0', '-map', '1:a:0'],
  [
    '-vf',
    'scale=flags=bicubic+accurate_rnd+full_chroma_int:out_color_matrix=bt709:out_range=tv,format=yuv420p,setsar=1',
  ],
  ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '19', '-profile:v', 'high', '-level:v', '3.1'],
  [
    '-g',
    `${FRAMES_PER_SECOND}`,
    '-keyint_min',
    `${FRAMES_PER_SECOND}`,
    '-sc_threshold',
    '0',
    '-bf',
    '2',
    '-threads',
    '4',
  ],
  ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
  ['-c:a', 'aac', '-b:a', '128k', '-ar', '48000', '-ac', '2'],
  [
    '-video_track_timescale',
    '12288',
    '-map_metadata',
    '-1',
    '-map_chapters',
    '-1',
    '-movflags',
    '+faststart',
  ],
  ['-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact', '-f', 'mp4'],
].flat()

export async function encodeClip(engine: Engine, take: Take): Promise<void> {
  const { footage, work, seconds, signal } = take
  const frames = Readable.from(
    shoot(footage, { work, seconds, signal, onFrame: (part) => take.onProgress(part * 0.98) }),
    {
      objectMode: false,
      highWaterMark: footage.width * footage.height * 4,
    },
  )
  try {
    await runFfmpeg(engine, {
      what: 'the clip',
      inputs: [
        {
          source: frames,
          options: [
            '-f',
            'rawvideo',
            '-pixel_format',
            'rgba',
            '-video_size',
            `${footage.width}x${footage.height}`,
            '-framerate',
            `${FRAMES_PER_SECOND}`,
          ],
        },
        { source: take.sound, lavfi: true },
      ],
      options: encoding,
      output: take.output,
      seconds,
      signal,
    })
    take.onProgress(1)
  } catch (error) {
    await rm(take.output, { force: true })
    throw error
  } finally {
    frames.destroy()
  }
}
