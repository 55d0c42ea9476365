import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { soundOnsets } from '../stitch/test-film.ts'
import { joinFilm, silentPacketsOf } from './join.ts'
import { readAvcConfig } from './h264.ts'
import { readJoinable } from './joinable.ts'
import { readMetadata } from './metadata.ts'
import { probeMp4 } from './probe.ts'
import { readMp4 } from './read.ts'
import { type ClipRecipe, ffmpeg, ffprobe, makeClip } from './test-clips.ts'
import {
  expectFrames,
  frameAt,
  framesOf,
  IN_STEP,
  joinClips,
  latest,
  rangeOf,
  readClip,
  writeJoined,
} from './test-join.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'join-'))))
afterAll(() => rm(folder, { recursive: true }))

let made = 0
const make = async (recipe: ClipRecipe = {}, extension = 'mp4') =>
  readClip(await makeClip(join(folder, `clip-${made++}.${extension}`), recipe))
const film = () => join(folder, `film-${made++}.mp4`)

const video = (text: string) => ({ audio: 'none', video: text.split(' ') }) as const

describe('joinFilm', () => {
  it('takes stretches of clips, again and in any order', async () => {
    const a = await make({ seconds: 2, video: ['-preset', 'veryfast', '-bf', '3'] })
    const b = await make({
      seconds: 2,
      tone: 880,
      video: ['-preset', 'veryfast', '-vf', 'hue=h=90', '-bf', '3'],
    })
    const asked = [
      { file: 0, clip: a, from: 12, to: 40 },
      { file: 1, clip: b, from: 0, to: 17 },
      { file: 0, clip: a, from: 0, to: 48 },
      { file: 0, clip: a, from: 30, to: 48 },
    ]
    const ranges = await Promise.all(asked.map(({ clip, from, to }) => rangeOf(clip, from, to)))
    const shots = asked.map(({ file, clip }, index) => {
      const { from, to, ...samples } = ranges[index]!
      return { ...clip, ...samples, file, from, frames: to - from }
    })
    const joined = joinFilm({ pictures: shots, sound: { kind: 'packets', shots } })
    const output = await writeJoined(joined, [a.path, b.path], film())

    const frames = [await framesOf(a.path), await framesOf(b.path)]
    const expected = ranges.map(({ from, to }, index) => frames[asked[index]!.file]!.slice(from, to))
    const decoded = await expectFrames(output, expected)
    expect(Math.abs(decoded.samples - (expected.flat().length / 24) * 48000)).toBeLessThanOrEqual(1024)
    expect(probeMp4(await readMp4(output))).toMatchObject({
      video: { startSeconds: 0, frames: expected.flat().length, fps: { num: 24, den: 1 } },
      audio: { startSeconds: 0 },
    })
  })

  it('keeps the sound of a shot in step with its picture, wherever it begins in its clip', async () => {
    const chirps = ['-ac', '2', '-af', "volume='between(mod(t,1),0.3,0.4)':eval=frame"]
    const clip = await make({ seconds: 4, size: '64x64', audio: chirps })
    const starts = [1, 2.5, 0, 3]
    const shots = starts.map((start) => {
      const from = start * 24
      return { ...clip, file: 0, first: from, samples: 24, from, frames: 24 }
    })
    const joined = joinFilm({ pictures: shots, sound: { kind: 'packets', shots } })
    const output = await writeJoined(joined, [clip.path], film())
    const heard = await soundOnsets(clip.path)
    const expected = starts.map((start, index) => index + heard.find((onset) => onset > start)! - start)
    expect(await latest(output, expected)).toBeLessThan(IN_STEP)
  })

  it('gives clips with other clocks the clock of the first', async () => {
    const clock = (ticks: string) => ({ audio: 'none', format: ['-video_track_timescale', ticks] }) as const
    const clips = [await make(clock('12288')), await make(clock('90000')), await make(clock('600'))]
    const output = await joinClips(clips, film())
    await expectFrames(output, await Promise.all(clips.map(({ path }) => framesOf(path))))
    expect(probeMp4(await readMp4(output))?.video).toMatchObject({
      timeBase: { den: 12288 },
      durationSeconds: 3,
    })
  })

  it('waits equally long for pictures of every encoder, reordered or not', async () => {
    const clips = [
      await make(video('-bf 0')),
      await make(video('-preset veryfast -bf 3 -x264-params sps-id=1:b-pyramid=normal')),
      await make(video('-bf 1 -b_strategy 0 -x264-params sps-id=2')),
    ]
    const output = await joinClips(clips, film())
    await expectFrames(output, await Promise.all(clips.map(({ path }) => framesOf(path))))
    expect(probeMp4(await readMp4(output))?.video).toMatchObject({ startSeconds: 0, durationSeconds: 3 })
  })

  describe('clips of different encoder settings', () => {
    const plain = { audio: 'none', seconds: 1 } as const
    it('share one list of settings where their numbers differ', async () => {
      const a = await make(plain)
      const b = await make({
        ...plain,
        ...video('-preset veryfast -refs 4 -x264-params sps-id=1 -vf hue=h=90'),
      })
      const output = await joinClips([a, b, a, b], film())
      const [first, second] = [await framesOf(a.path), await framesOf(b.path)]
      await expectFrames(output, [first, second, first, second])
      for (const [second_, frames] of [first, second, first, second].entries()) {
        expect(await frameAt(output, second_)).toBe(frames[0])
        expect(await frameAt(output, second_ + 0.5)).toBe(frames[12])
      }
      const { config } = (await readClip(output)).video
      expect(readAvcConfig(config)).toMatchObject({ sps: { length: 2 }, pps: { length: 2 } })
      expect(config.readUInt8(1)).toBe(100)
    })

    it('repeat their own in front of every start where their numbers are the same', async () => {
      const a = await make(plain)
      const b = await make({ ...plain, ...video('-preset veryfast -refs 4 -vf hue=h=90') })
      const output = await joinClips([a, b, a, b], film())
      const [first, second] = [await framesOf(a.path), await framesOf(b.path)]
      await expectFrames(output, [first, second, first, second])
      for (const [second_, frames] of [first, second, first, second].entries()) {
        expect(await frameAt(output, second_)).toBe(frames[0])
        expect(await frameAt(output, second_ + 0.5)).toBe(frames[12])
      }
    })

    it('are refused where no decoder could follow', async () => {
      const a = await make(plain)
      const b = await make({ ...plain, ...video('-pix_fmt yuv444p') })
      await expect(joinClips([a, b], film())).rejects.toMatchObject({ code: 'internal' })
    })
  })

  it('takes the sound from one file that was made for the film', async () => {
    const clips = [await make({ audio: 'none', seconds: 2 }), await make({ audio: 'none', seconds: 2 })]
    const sound = join(folder, 'sound.m4a')
    const chirps = "sine=440:sample_rate=48000:duration=5,volume='between(mod(t,1),0.3,0.4)':eval=frame"
    await ffmpeg(['-f', 'lavfi', '-i', chirps, '-c:a', 'aac', sound])
    const { audio } = readJoinable(await readMp4(sound))
    const pictures = clips.map((clip, file) => ({ ...clip, file, first: 0, samples: 48 }))
    const joined = joinFilm({ pictures, sound: { kind: 'file', file: 2, audio: audio! } })
    const output = await writeJoined(joined, [...clips.map(({ path }) => path), sound], film())
    const frames = await framesOf(clips[0]!.path)
    const { samples } = await expectFrames(output, [frames, frames])
    expect(Math.abs(samples - 4 * 48000)).toBeLessThanOrEqual(1024)
    expect(await latest(output, (await soundOnsets(sound)).slice(0, 4))).toBeLessThan(IN_STEP)
    // A player that reads from front to back finds the sound of each second before the next one's pictures.
    const [picture, heard] = (await readMp4(output)).tracks.map(({ samples }) => samples.offsets)
    expect(heard![40]).toBeLessThan(picture![24]!)
    expect(picture![24]).toBeLessThan(heard![60]!)
  })

  it('says how many packets of silence it needs, and refuses to go without', async () => {
    const loud = await make()
    const mute = await make({ audio: 'none' })
    const shots = [loud, mute].map((clip, file) => ({
      ...clip,
      file,
      first: 0,
      samples: 24,
      from: 0,
      frames: 24,
    }))
    const parts = { pictures: shots, sound: { kind: 'packets', shots } } as const
    expect(silentPacketsOf(parts)).toBe(47)
    expect(() => joinFilm(parts)).toThrow(/silence/)
  })
})

it('lays down thousands of clips without asking for more pieces than there are clips', async () => {
  const clip = await make({ seconds: 2, size: '64x64' })
  const shots = Array.from({ length: 5_000 }, () => ({
    ...clip,
    file: 0,
    first: 0,
    samples: 48,
    from: 0,
    frames: 48,
  }))
  const joined = joinFilm({ pictures: shots, sound: { kind: 'packets', shots } })
  expect(joined.pieces.length).toBeLessThanOrEqual(2 * shots.length)
  expect(joined.head.readUInt32BE(32)).toBe(joined.head.length - 32 - 8)
})

it('carries captions and words of its own, which other tools list', async () => {
  const clip = await make()
  const captions = [
    { start: 0.2, end: 0.6, text: 'Where were you?' },
    { start: 0.5, end: 0.9, text: 'In the rain — 雨の中' },
    { start: 1.5, end: 9, text: 'To the end' },
  ]
  const metadata = { 'app.sceneloom.workflow': JSON.stringify({ nodes: ['é'] }), title: 'Rain' }
  const output = await joinClips([clip, clip], film(), { captions, metadata })
  const listed = JSON.parse(await ffprobe(output, '-show_streams -show_format -of json'.split(' ')))
  const codecs = listed.streams.map((stream: { codec_name: string }) => stream.codec_name)
  expect(codecs).toEqual(['h264', 'aac', 'mov_text'])
  expect(listed.streams[2]).toMatchObject({ start_time: '0.000000', duration: '2.000000' })
  expect(listed.format.tags).toMatchObject(metadata)
  expect(await readMetadata(output)).toEqual(metadata)

  const srt = await ffmpeg(['-i', output, '-map', '0:s', '-f', 'srt', '-'])
  expect(
    srt
      .replaceAll(/<[^>]*>/g, '')
      .trim()
      .split(/[\r\n]+/),
  ).toEqual([
    '1',
    '00:00:00,200 --> 00:00:00,500',
    'Where were you?',
    '2',
    '00:00:00,500 --> 00:00:00,600',
    'Where were you?',
    'In the rain — 雨の中',
    '3',
    '00:00:00,600 --> 00:00:00,900',
    'In the rain — 雨の中',
    '4',
    '00:00:01,500 --> 00:00:02,000',
    'To the end',
  ])
  expect(probeMp4(await readMp4(output))?.video?.frames).toBe(48)
})
