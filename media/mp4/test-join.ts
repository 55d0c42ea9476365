import { open, writeFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { decodeFilm, soundOnsets } from '../stitch/test-film.ts'
import type { Rational } from '../ffmpeg/probe.ts'
import { copyRange } from './copy-range.ts'
import { type FilmParts, joinFilm, type JoinedFile } from './join.ts'
import { type Joinable, type JoinVideo, readJoinable } from './joinable.ts'
import { reduce } from './numbers.ts'
import { type Mp4, readMp4 } from './read.ts'
import { readStarts } from './starts.ts'
import { ffmpeg } from './test-clips.ts'

export interface JoinClip extends Joinable {
  readonly path: string
  readonly video: JoinVideo
  readonly fps: Rational
}

/** Reads a clip that can be joined. */
export async function readClip(path: string, read: (path: string) => Promise<Mp4> = readMp4) {
  const joinable = readJoinable(await read(path))
  if (!joinable.video) throw new Error(`${path} cannot be joined: ${joinable.obstacles.join(', ')}`)
  const { video } = joinable
  const fps = reduce({ num: video.track.timescale, den: video.frameTicks })
  return { ...joinable, video, fps, path }
}

/** The sample range that shows these frames of a clip, or as many of them as can be copied. */
export async function rangeOf({ path, video }: JoinClip, from: number, to: number) {
  const range = copyRange(video, await readStarts(path, video), { from, to })
  if (!range) throw new Error(`no frame of ${from}–${to} can be copied`)
  return range
}

/** Writes what a join answered. */
export async function writeJoined(
  { head, pieces, bytes }: JoinedFile,
  paths: readonly string[],
  output: string,
) {
  const written: Buffer[] = [head]
  for (const piece of pieces) {
    if ('data' in piece) {
      written.push(piece.data)
      continue
    }
    const handle = await open(paths[piece.file]!)
    const block = Buffer.alloc(piece.bytes)
    const { bytesRead } = await handle.read(block, 0, piece.bytes, piece.offset)
    await handle.close()
    if (bytesRead !== piece.bytes) throw new Error(`${paths[piece.file]} ends too early`)
    written.push(block)
  }
  const all = Buffer.concat(written)
  if (all.length !== bytes) throw new Error(`announced ${bytes} bytes, wrote ${all.length}`)
  await writeFile(output, all)
  return output
}

/** One packet of AAC-LC with two channels in which nothing is heard. */
const STEREO_SILENCE = Buffer.from('211004608c1c', 'hex')

/** Joins whole clips, one behind the other, with their own sound. */
export async function joinClips(clips: readonly JoinClip[], output: string, more: Partial<FilmParts> = {}) {
  const shots = clips.map((clip, file) => ({
    ...clip,
    file,
    first: 0,
    from: 0,
    samples: clip.video.track.samples.count,
    frames: clip.video.track.samples.count,
  }))
  const joined = joinFilm({
    pictures: shots,
    sound: { kind: 'packets', shots, silence: STEREO_SILENCE },
    ...more,
  })
  return writeJoined(
    joined,
    clips.map(({ path }) => path),
    output,
  )
}

export const framesOf = async (path: string) => (await decodeFilm(path)).frames

/** Every frame of the film is one of the clips' frames, in order, and the decoders have nothing to say. */
export async function expectFrames(output: string, expected: readonly (readonly string[])[]) {
  const decoded = await decodeFilm(output)
  expect(decoded.complaints).toBe('')
  expect(decoded.frames).toEqual(expected.flat())
  expect(decoded.isSteady).toBe(true)
  return decoded
}

/** Half a packet of sound, and the grain of the measure. */
export const IN_STEP = 0.0117

/** How far the sounds of a film begin from where they should, in seconds; endless if one is missing. */
export async function latest(output: string, expected: readonly number[]): Promise<number> {
  const onsets = await soundOnsets(output)
  if (onsets.length !== expected.length) return Infinity
  return Math.max(...onsets.map((onset, index) => Math.abs(onset - expected[index]!)))
}

/** What a player shows that jumps to this moment. */
export async function frameAt(output: string, seconds: number): Promise<string> {
  const seek = ['-ss', String(seconds), '-i', output, '-frames:v', '1', '-an']
  const listed = await ffmpeg([...seek, '-f', 'framehash', '-hash', 'crc32', '-'])
  return listed.trim().split(',').at(-1)!.trim()
}
