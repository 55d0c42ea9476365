import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../nodes/errors.ts'
import { soundOnsets } from '../stitch/test-film.ts'
import { readJoinable } from '../mp4/joinable.ts'
import { readMp4 } from '../mp4/read.ts'
import { readStarts } from '../mp4/starts.ts'
import { type ClipRecipe, ffmpeg, makeClip } from '../mp4/test-clips.ts'
import {
  expectFrames,
  frameAt,
  framesOf,
  IN_STEP,
  joinClips,
  latest,
  rangeOf,
  readClip,
} from '../mp4/test-join.ts'
import { readMatroska } from './read.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'mkv-'))))
afterAll(() => rm(folder, { recursive: true }))

let made = 0
const make = (recipe: ClipRecipe = {}, extension = 'mkv') =>
  makeClip(join(folder, `clip-${made++}.${extension}`), recipe)
const read = async (path: string) => readClip(path, readMatroska)
const film = () => join(folder, `film-${made++}.mp4`)
const chirp = "volume='between(t,0.3,0.4)':eval=frame"

describe('readMatroska', () => {
  it.each([
    ['24', 24, 1],
    ['25', 25, 1],
    ['30', 30, 1],
    ['24000/1001', 24000, 1001],
    ['30000/1001', 30000, 1001],
    ['60000/1001', 60000, 1001],
  ])('knows the exact rate of %s frames a second', async (rate, num, den) => {
    const clip = await read(await make({ rate, seconds: 2, size: '64x64', audio: 'none' }))
    const { track, frameTicks } = clip.video
    expect((track.timescale / frameTicks) * den).toBeCloseTo(num, 6)
  })

  it('finds the rate where the file only tells times', async () => {
    const whole = await readFile(await make({ rate: '30000/1001', seconds: 2, size: '64x64', audio: 'none' }))
    // The duration of a frame becomes padding of the same length.
    const at = whole.indexOf(Buffer.from('23e383', 'hex'))
    Buffer.from('ec86', 'hex').copy(whole, at)
    const file = join(folder, 'untold.mkv')
    await writeFile(file, whole)
    const { track, frameTicks } = (await read(file)).video
    expect(track.timescale / frameTicks).toBeCloseTo(30000 / 1001, 9)
  })

  it('joins pictures and sound of MKV with those of MP4, frame by frame and in step', async () => {
    const recipe = { audio: ['-ac', '2', '-af', chirp], video: ['-preset', 'veryfast', '-bf', '3'] }
    const [mkv, mp4] = [await make(recipe), await make(recipe, 'mp4')]
    const clips = [await read(mkv), await readClip(mp4), await read(mkv)]
    const output = await joinClips(clips, film())
    const frames = await framesOf(mp4)
    const { samples } = await expectFrames(output, [frames, frames, frames])
    expect(Math.abs(samples - 3 * 48000)).toBeLessThanOrEqual(1024)
    const [heard = 0] = await soundOnsets(mp4)
    expect(await latest(output, [heard, heard + 1, heard + 2])).toBeLessThan(IN_STEP)
    expect(await frameAt(output, 2)).toBe(frames[0])
  })

  it.each([
    [
      'VP9 and Opus',
      'webm',
      '-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 12 -b:v 200k',
      '-c:a libopus',
      0,
    ],
    ['AV1 and Opus', 'webm', '-c:v libsvtav1 -preset 12 -g 12', '-c:a libopus', 0],
    [
      'H.265 and AAC',
      'mkv',
      '-c:v libx265 -preset ultrafast -x265-params log-level=none:keyint=12',
      '-c:a aac',
      1024 / 48000,
    ],
  ])('joins %s', async (_name, extension, picture, sound, lead) => {
    const recipe = { video: picture.split(' '), audio: [...sound.split(' '), '-ac', '2', '-af', chirp] }
    const file = await make(recipe, extension)
    const clip = await read(file)
    expect(clip.obstacles).toEqual([])
    const output = await joinClips([clip, clip], film())
    const frames = await framesOf(file)
    await expectFrames(output, [frames, frames])
    // Where its delay is not said, the sound of a clip begins that much before its picture.
    const [heard = 0] = (await soundOnsets(file)).map((onset) => onset - lead)
    expect(await latest(output, [heard, heard + 1])).toBeLessThan(IN_STEP)
    expect((await readStarts(file, clip.video)).state).toBe('clean')
  })

  it('joins VP9 of WebM and of MP4', async () => {
    const video = '-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 12 -b:v 200k'.split(' ')
    const [webm, mp4] = [
      await make({ video, audio: 'none' }, 'webm'),
      await make({ video, audio: 'none' }, 'mp4'),
    ]
    const output = await joinClips([await readClip(mp4), await read(webm)], film())
    const { samples } = await expectFrames(output, [await framesOf(mp4), await framesOf(webm)])
    expect(samples).toBe(0)
  })

  it('joins an MP4 that was made of an MKV, and still holds its rounded times', async () => {
    const recipe = { rate: '30', seconds: 2, audio: ['-ac', '2', '-af', chirp], video: ['-bf', '2'] }
    const [mkv, mp4] = [await make(recipe), await make(recipe, 'mp4')]
    const rounded = join(folder, 'rounded.mp4')
    await ffmpeg(['-i', mkv, '-c', 'copy', rounded])
    expect(new Set((await readMp4(rounded)).tracks[0]!.samples.durations).size).toBeGreaterThan(1)
    const output = await joinClips([await readClip(mp4), await readClip(rounded)], film())
    const frames = await framesOf(mp4)
    await expectFrames(output, [frames, frames])
    const [heard = 0] = await soundOnsets(mp4)
    expect(await latest(output, [heard, heard + 2])).toBeLessThan(IN_STEP)
  })

  it('cuts a stretch out of a clip', async () => {
    const clip = await read(await make({ seconds: 2, audio: 'none' }))
    expect(await rangeOf(clip, 5, 40)).toMatchObject({ first: 12, from: 12, to: 40 })
  })

  it('reads what was written without knowing how long it would be', async () => {
    const known = await make({ seconds: 2 })
    const live = join(folder, 'live.mkv')
    await ffmpeg(['-i', known, '-c', 'copy', '-f', 'matroska', '-live', '1', live])
    const [a, b] = [await read(known), await read(live)]
    expect(b.video.track.samples.sizes).toEqual(a.video.track.samples.sizes)
    expect(b.audio?.track.samples.sizes).toEqual(a.audio?.track.samples.sizes)
  })

  it('says what it cannot copy', async () => {
    const varies = await make({
      audio: 'none',
      video: ['-vf', "select='not(eq(mod(n,5),3))'", '-vsync', 'vfr'],
    })
    expect(readJoinable(await readMatroska(varies)).obstacles).toEqual(['rate_varies'])
    const foreign = await make({ video: ['-c:v', 'mpeg4'], audio: ['-c:a', 'flac'] })
    expect(readJoinable(await readMatroska(foreign)).obstacles).toEqual(['container', 'sound_codec'])
  })
})

describe('a hostile file', () => {
  let bytes: Buffer
  beforeAll(async () => void (bytes = await readFile(await make({ size: '64x64' }))))

  async function outcome(change: (copy: Buffer) => Buffer | void): Promise<string> {
    const copy = Buffer.from(bytes)
    const file = join(folder, 'changed.mkv')
    await writeFile(file, change(copy) ?? copy)
    try {
      const mp4 = await readMatroska(file, 'My clip')
      expect(mp4.bytes).toBe((await stat(file)).size)
      return mp4.declined ?? (readJoinable(mp4), 'read')
    } catch (error) {
      return error instanceof AppError ? error.code : String(error)
    }
  }

  it('that was cut off is incomplete', async () => {
    expect(await outcome((copy) => copy.subarray(0, copy.length - 500))).toBe('file_incomplete')
    expect(await outcome((copy) => copy.subarray(0, copy.length / 2))).toBe('file_incomplete')
  })

  it('that is something else is not read', async () => {
    expect(await outcome(() => Buffer.from('#EXTM3U\nfile:///etc/passwd\n'))).toBe('file_unreadable')
    expect(await outcome(() => Buffer.alloc(100))).toBe('file_unreadable')
    expect(await outcome(() => Buffer.alloc(0))).toBe('file_unreadable')
  })

  it('of nothing but empty parts is given up early', async () => {
    const head = Buffer.from('1a45dfa3801853806701ffffffffffffff', 'hex')
    expect(await outcome(() => Buffer.concat([head, Buffer.alloc(1 << 20, 'ec80', 'hex')]))).toBe('too_long')
  })

  it('with several frames in a block is declined', async () => {
    const answer = await outcome((copy) => {
      const { offset } = firstBlock(copy)
      copy[offset + 3]! |= 0x02
    })
    expect(answer).toBe('laced')
  })

  it('never does worse than an error, whichever of its bytes are wrong', async () => {
    const known = new Set([
      'read',
      'file_incomplete',
      'file_unreadable',
      'laced',
      'encoded',
      'changed_picture',
    ])
    const outcomes = new Set<string>()
    for (let round = 0; round < 500; round++) {
      // The head, and the heads of the first blocks.
      const at = round < 400 ? round * 2 : firstBlock(bytes).offset - 10 + (round % 20)
      outcomes.add(await outcome((copy) => void (copy[at] = (round * 31 + 255) % 256)))
    }
    expect([...outcomes].filter((one) => !known.has(one) && one !== 'too_long')).toEqual([])
    expect(outcomes.size).toBeGreaterThan(3)
  })
})

/** Where the payload of the first SimpleBlock begins. */
function firstBlock(bytes: Buffer): { offset: number } {
  const cluster = bytes.indexOf(Buffer.from('1f43b675', 'hex'))
  const block = bytes.indexOf(0xa3, bytes.indexOf(0xe7, cluster + 8) + 3)
  const marker = bytes[block + 1]!
  return { offset: block + 1 + (Math.clz32(marker) - 24) + 1 }
}
