import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { BoundCut } from '../../../nodes/cut/cut.ts'
import { layOut } from '../../../nodes/cut/layout.ts'
import { ffmpeg, testEngine } from '../../mp4/test-clips.ts'
import type { FilmFormat, Piece, StitchPlan } from '../film.ts'
import { inspectFilmClip } from '../inspect.ts'
import type { RenderClip, RenderJob } from './job.ts'
import { renderPieces } from './render.ts'

export const SIZE = { width: 160, height: 96 }
const BITS = 8
const BAR = SIZE.width / BITS

/** A filter that writes each frame's number into it, as eight bright or dark bars. */
export const countingBars = `geq=lum='if(mod(floor(N/pow(2,floor(X/${BAR}))),2),225,30)':cb=128:cr=128`

/** A clip of counting frames, encoded as `options` say. */
export async function makeCounter(
  file: string,
  { rate = '24', seconds = 2, options = [] as readonly string[], filter = '' } = {},
): Promise<string> {
  const source = `color=gray:s=${SIZE.width}x${SIZE.height}:r=${rate}:d=${seconds},${countingBars}${filter}`
  const h264 = '-c:v libx264 -preset veryfast -crf 12 -pix_fmt yuv420p -g 12 -bf 2'.split(' ')
  await ffmpeg(['-f', 'lavfi', '-i', source, ...h264, ...options, `file:${file}`])
  return file
}

export async function inspectAll(paths: readonly string[]): Promise<RenderClip[]> {
  return Promise.all(
    paths.map(async (path, place) => {
      const kind = /\.(png|jpg|webp|gif)$/.test(path) ? 'image' : 'video'
      const source = { id: String(place).padStart(64, '0'), kind, name: `clip ${place}`, path } as const
      return { ...(await inspectFilmClip(source, { engine: async () => testEngine })), path }
    }),
  )
}

export interface Film {
  readonly shots: readonly BoundCut['shots'][number][]
  readonly captions?: Partial<NonNullable<BoundCut['captions']>>
  readonly format?: Partial<FilmFormat>
  /** Where one rendered piece ends and the next begins. */
  readonly cuts?: readonly number[]
}

/** A plan that renders all of a film, in as many pieces as asked for. */
export function planRender(clips: readonly RenderClip[], film: Film): Pick<RenderJob, 'plan' | 'cut'> {
  const { shots, captions, cuts = [] } = film
  const cut = BoundCut.parse({ shots, captions })
  const format: FilmFormat = {
    ...SIZE,
    fps: { num: 24, den: 1 },
    fit: 'fit',
    codec: 'h264',
    ...film.format,
  }
  const facts = clips.map((clip) => clip.facts)
  const layout = layOut(cut, facts, format.fps)
  const edges = [0, ...cuts, layout.frames]
  const pieces = edges
    .slice(1)
    .map((to, index): Piece => ({ kind: 'render', at: edges[index]!, frames: to - edges[index]! }))
  const { width, height, fps, codec } = format
  const plan: StitchPlan = {
    mode: 'encode',
    width,
    height,
    fps,
    codec,
    frames: layout.frames,
    encodedFrames: layout.frames,
    bytes: 0,
    shots: [],
    joins: [],
    sound: { action: 'none', reasons: [] },
    reasons: [],
    layout,
    format,
    pieces,
  }
  return { plan, cut }
}

export interface Rendered {
  readonly files: readonly string[]
  /** The brightness of every frame, row by row. */
  readonly frames: readonly Buffer[]
}

export async function renderFilm(folder: string, paths: readonly string[], film: Film): Promise<Rendered> {
  const clips = await inspectAll(paths)
  const { plan, cut } = planRender(clips, film)
  const own = await mkdtemp(join(folder, 'job-'))
  const pieces = await renderPieces({ engine: testEngine, plan, cut, clips, folder: own })
  const files = plan.pieces.flatMap((piece) => pieces.get(piece) ?? [])
  const { width, height } = plan.format
  const frames = await Promise.all(files.map((file) => grayFrames(file, { width, height })))
  return { files, frames: frames.flat() }
}

export async function grayFrames(
  file: string,
  { width, height }: { width: number; height: number } = SIZE,
): Promise<Buffer[]> {
  const args = ['-v', 'error', '-nostdin', '-i', `file:${file}`, '-map', '0:v:0', '-fps_mode', 'passthrough']
  const { stdout } = await promisify(execFile)(
    'ffmpeg',
    [...args, '-vf', 'extractplanes=y', '-f', 'rawvideo', '-'],
    { maxBuffer: 1 << 28, encoding: 'buffer' },
  )
  const size = width * height
  return Array.from({ length: stdout.length / size }, (_, at) => stdout.subarray(at * size, (at + 1) * size))
}

/** The number that a frame of a counter shows. */
export function readCounter(frame: Buffer, row = SIZE.height / 2): number {
  let number = 0
  for (let bit = 0; bit < BITS; bit++) {
    if (frame[row * SIZE.width + (bit + 0.5) * BAR]! > 128) number += 2 ** bit
  }
  return number
}

/** Peak signal to noise in decibels; equal pictures are 100. */
export function psnr(a: Buffer, b: Buffer): number {
  let sum = 0
  for (const [at, value] of a.entries()) sum += (value - b[at]!) ** 2
  return sum === 0 ? 100 : Math.min(100, 10 * Math.log10((255 * 255 * a.length) / sum))
}
