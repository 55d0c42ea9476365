import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type BoundCut, type BoundShot, Sound } from '../../nodes/cut/cut.ts'
import { layOut } from '../../nodes/cut/layout.ts'
import type { Rational } from '../../nodes/cut/rational.ts'
import { testEngine } from '../mp4/test-clips.ts'
import { inspectFilmClip } from '../stitch/inspect.ts'
import { mixFilm, type MixJob } from './mix-film.ts'
import { CHANNELS, type Pcm, PCM_OPTIONS, type PcmStream } from './pcm.ts'
import { toFloats } from './read-pcm.ts'
import type { SoundClip } from './stretch-graph.ts'

const run = promisify(execFile)

export async function ffmpeg(args: readonly string[]): Promise<void> {
  await run('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args])
}

/** A clip whose picture is next to nothing, and whose sound is what the filter makes. */
export async function soundClip(
  path: string,
  {
    sound,
    seconds = 2,
    rate = '30',
    options = [],
  }: { sound: string; seconds?: number; rate?: string; options?: readonly string[] },
): Promise<string> {
  const picture = ['-f', 'lavfi', '-i', `color=s=64x64:r=${rate}:d=${seconds}`]
  const encoder = [
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-c:a',
    'aac',
    '-b:a',
    '192k',
    '-t',
    String(seconds),
  ]
  await ffmpeg([...picture, '-f', 'lavfi', '-i', sound, ...encoder, ...options, path])
  return path
}

/** What ffmpeg decodes from a file or makes from a filter. */
export async function decode(input: readonly string[]): Promise<Pcm> {
  const args = ['-v', 'error', '-nostdin', ...input, '-vn', ...PCM_OPTIONS, '-']
  const { stdout } = await run('ffmpeg', args, { encoding: 'buffer', maxBuffer: 1 << 28 })
  return toFloats(stdout)
}

export const fromFilter = (filter: string) => decode(['-f', 'lavfi', '-i', filter])

export interface Scene {
  readonly paths: readonly string[]
  readonly shots: readonly BoundShot[]
  readonly fps?: Rational
  readonly cut?: Omit<BoundCut, 'shots'>
  readonly music?: string
  readonly loudness?: readonly (number | undefined)[]
}

export async function jobOf({ paths, shots, fps, cut, music, loudness }: Scene): Promise<MixJob> {
  const clips = await Promise.all(paths.map((path, index) => inspect(path, loudness?.[index])))
  const bound = { ...cut, shots: [...shots] }
  const layout = layOut(
    bound,
    clips.map(({ facts }) => facts),
    fps ?? { num: 30, den: 1 },
  )
  return { engine: testEngine, plan: { layout }, cut: bound, clips, ...(music && { music: { path: music } }) }
}

async function inspect(path: string, loudness: number | undefined): Promise<SoundClip> {
  const source = { id: '0'.repeat(64), kind: 'video', name: path, path } as const
  const clip = await inspectFilmClip(source, { engine: async () => testEngine })
  return { ...clip, path, loudness }
}

/** What is to be heard, before any encoder touches it. As it comes, unless the cut says otherwise. */
export async function mixed(scene: Scene): Promise<Pcm> {
  const job = await jobOf(scene)
  const mix = mixFilm(job, job.cut.sound ?? { ...Sound.parse({}), loudness: 'as-is' })
  try {
    return await collect(mix.stream())
  } finally {
    await mix.stop()
  }
}

export async function collect(stream: PcmStream): Promise<Pcm> {
  const parts: Pcm[] = []
  for await (const part of stream) parts.push(part.slice())
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** Seconds of a sound. */
export function between(pcm: Pcm, from: number, to: number): Pcm {
  return pcm.subarray(Math.round(from * 48_000) * CHANNELS, Math.round(to * 48_000) * CHANNELS)
}

/** Root mean square, in dB. */
export function level(pcm: Pcm): number {
  return 10 * Math.log10(pcm.reduce((sum, value) => sum + value * value, 0) / pcm.length)
}

/** The greatest step from one sample to the next: what a click is. */
export function steepest(pcm: Pcm): number {
  let steepest = 0
  for (let i = CHANNELS; i < pcm.length; i++)
    steepest = Math.max(steepest, Math.abs(pcm[i]! - pcm[i - CHANNELS]!))
  return steepest
}
