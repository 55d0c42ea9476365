import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Engine } from '../ffmpeg/engine.ts'

/** The ffmpeg of the machine that runs the tests. */
export const testEngine: Engine = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', version: 'test' }

export interface ClipRecipe {
  readonly size?: string
  readonly rate?: string
  readonly seconds?: number
  /** Encoder and filter options of the picture; the defaults make plain H.264. */
  readonly video?: readonly string[]
  /** Options of the sound, or none at all. */
  readonly audio?: readonly string[] | 'none'
  readonly audioSeconds?: number
  readonly sampleRate?: number
  readonly tone?: number
  readonly format?: readonly string[]
  /** Degrees clockwise, as a camera notes them in the container. */
  readonly turned?: number
}

const run = promisify(execFile)

/** A real, tiny clip: the test card with a tone, encoded as the recipe says. */
export async function makeClip(file: string, recipe: ClipRecipe = {}): Promise<string> {
  const { size = '128x72', rate = '24', seconds = 1, tone = 440, sampleRate = 48000 } = recipe
  const { audio = ['-ac', '2'], audioSeconds = seconds, video = [], format = [] } = recipe
  const picture = `testsrc2=s=${size}:r=${rate}:d=${seconds}`
  const sound = `sine=${tone}:sample_rate=${sampleRate}:duration=${audioSeconds}`
  const h264 = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 12 -bf 2'.split(' ')
  const aac = '-c:a aac -b:a 64k'.split(' ')
  await ffmpeg([
    '-f',
    'lavfi',
    '-i',
    picture,
    ...(audio === 'none' ? [] : ['-f', 'lavfi', '-i', sound]),
    ...h264,
    ...video,
    ...(audio === 'none' ? [] : [...aac, ...audio]),
    ...format,
    `file:${file}`,
  ])
  if (recipe.turned) await turn(file, recipe.turned)
  return file
}

/** The corner of the matrix that turns a picture clockwise. ffmpeg 5 writes the opposite of what it is told. */
const turns: Readonly<Record<number, readonly number[]>> = {
  90: [0, 1, -1, 0],
  180: [-1, 0, 0, -1],
  270: [0, -1, 1, 0],
}

async function turn(file: string, degrees: number): Promise<void> {
  const bytes = await readFile(file)
  const matrix = bytes.indexOf('tkhd', 0, 'latin1') + 4 + 40
  const [a = 1, b = 0, c = 0, d = 1] = turns[degrees] ?? []
  for (const [at, value] of [a, b, 0, c, d].entries()) bytes.writeInt32BE(value * 0x10000, matrix + 4 * at)
  await writeFile(file, bytes)
}

export async function ffmpeg(args: readonly string[]): Promise<string> {
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-nostdin', '-y', '-threads', '1', ...args], {
    maxBuffer: 1 << 26,
  })
  return stdout
}

export async function ffprobe(file: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run('ffprobe', ['-v', 'error', ...args, `file:${file}`], { maxBuffer: 1 << 26 })
  return stdout
}
