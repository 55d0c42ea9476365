import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FilmSettings } from '../../nodes/cut/settings.ts'
import { type Clips, createClips } from '../films/clips.ts'
import { readMetadata } from '../mp4/metadata.ts'
import { readMp4 } from '../mp4/read.ts'
import { ffmpeg, ffprobe, makeClip, testEngine } from '../mp4/test-clips.ts'
import { createStitching, sourceAt, type Stitching } from './test-stitching.ts'
import { type DecodedFilm, decodeFilm, soundOnsets } from './test-film.ts'

let folder: string
let good: string
let own: DecodedFilm
let stitching: Stitching
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stitch-'))
  good = await makeClip(join(folder, 'good.mp4'), { seconds: 2 })
  own = await decodeFilm(good)
  stitching = createStitching(folder)
})
afterAll(() => rm(folder, { recursive: true }))

const asIs = { sound: { loudness: 'as-is' } } as const

/** A tenth of a second of tone, apart from the cuts: how late each clip's sound is can be heard. */
const chirp = ['-ac', '2', '-af', "volume='between(t,0.2,0.3)':eval=frame"]

/** The same clip with flipped bits in its first pictures: its index is fine. */
async function tear(path: string, name: string): Promise<string> {
  const bytes = await readFile(path)
  const { samples } = (await readMp4(path)).tracks.find(({ kind }) => kind === 'video')!
  for (let sample = 0; sample < 6; sample++) {
    const [offset, size] = [samples.offsets[sample]!, samples.sizes[sample]!]
    for (let at = offset + size / 2; at < offset + size; at += 5) bytes[Math.floor(at)]! ^= 0x55
  }
  await writeFile(join(folder, name), bytes)
  return join(folder, name)
}

describe('clips that agree', () => {
  it('are joined bit by bit, in step and in time, without another program', async () => {
    const kinds = await Promise.all(
      [440, 660, 880].map((tone) =>
        makeClip(join(folder, `tone-${tone}.mp4`), { tone, audio: chirp, video: ['-vf', `hue=h=${tone}`] }),
      ),
    )
    const paths = Array.from({ length: 20 }, (_, index) => kinds[index % 3]!)
    const before = stitching.asked()
    const film = await stitching.stitch(paths, asIs)
    expect(stitching.asked()).toBe(before)
    expect(film.plan).toMatchObject({ mode: 'copy', sound: { action: 'copy' }, encodedFrames: 0 })

    const parts = await Promise.all(kinds.map(decodeFilm))
    expect(film.complaints).toBe('')
    expect(film.frames).toEqual(paths.flatMap((_, index) => parts[index % 3]!.frames))
    expect(film.isSteady).toBe(true)
    expect(Math.abs(film.samples - 20 * 48000)).toBeLessThanOrEqual(1024)

    const heard = await Promise.all(kinds.map(soundOnsets))
    const late = (await soundOnsets(film.output)).map((onset, i) => onset - i - heard[i % 3]![0]!)
    expect(late).toHaveLength(20)
    expect(Math.max(...late.map(Math.abs))).toBeLessThan(1024 / 48000 / 2 + 0.001)
  })

  it('are copied around one whose frames must be encoded', async () => {
    const other = await makeClip(join(folder, 'other.mp4'), { rate: '30', seconds: 2 })
    const film = await stitching.stitch([good, other, good], asIs)
    expect(film.plan).toMatchObject({ mode: 'partly', encodedFrames: 48 })
    expect(film.complaints).toBe('')
    expect(film.frames).toHaveLength(144)
    expect(film.frames.slice(0, 48)).toEqual(own.frames)
    expect(film.frames.slice(96)).toEqual(own.frames)
  })

  it('keep their sound in step beside one whose pictures come when they come', async () => {
    const drop = ['-vf', 'select=lt(mod(n\\,7)\\,4)', '-vsync', 'vfr']
    const varies = await makeClip(join(folder, 'varies.mp4'), { seconds: 2, audio: chirp, video: drop })
    const plain = await makeClip(join(folder, 'chirps.mp4'), { seconds: 2, audio: chirp })
    const shots = [{ clip: 0 }, { clip: 1, from: 2 }, { clip: 0 }]
    const film = await stitching.stitch([plain, varies], { ...asIs, shots })
    expect(film.plan).toMatchObject({ mode: 'partly', sound: { action: 'copy' } })
    expect(film.complaints).toBe('')
    const [first = 0] = await soundOnsets(plain)
    const at = [0, 2 - 2 / 24, 2 + film.plan.shots[1]!.frames / 24]
    const late = (await soundOnsets(film.output)).map((onset, i) => onset - at[i]! - first)
    expect(late).toHaveLength(3)
    expect(Math.max(...late.map(Math.abs))).toBeLessThan(1024 / 48000 / 2 + 0.001)
  })

  it('keep the frames behind a cut that needs no encoding', async () => {
    const shots = [
      { clip: 0, from: 5, to: 40 },
      { clip: 1, to: 33 },
    ]
    const film = await stitching.stitch([good, good], { ...asIs, shots })
    expect(film.complaints).toBe('')
    expect(film.frames).toHaveLength(68)
    expect(film.plan.encodedFrames).toBeLessThan(20)
    const kept = film.frames.filter((frame) => own.frames.includes(frame)).length
    expect(kept).toBe(68 - film.plan.encodedFrames)
  })

  it('are encoded where one of them does not decode, and the film says so', async () => {
    const torn = await tear(good, 'torn.mp4')
    stitching.measured(torn, { damage: 'some of its pictures are damaged' })
    const film = await stitching.stitch([good, torn, good], asIs)
    expect(film.plan.shots.map(({ action }) => action)).toEqual(['copy', 'conform', 'copy'])
    expect(film.complaints).toBe('')
    expect(film.frames).toHaveLength(144)
  })
})

describe('a film', () => {
  it('has its sound made anew where only that does not pass the check', async () => {
    const real = createClips({ engine: async () => testEngine })
    const clips: Clips = {
      async of(source) {
        const { clip, ...inspected } = await real.of(source)
        const audio = { ...clip!.joinable!.audio!, channels: 6 }
        const probe = { ...clip!.probe, audio: { ...clip!.probe.audio!, channels: 6 } }
        const joinable = { ...clip!.joinable!, audio }
        return { ...inspected, clip: { ...clip!, joinable, probe } }
      },
    }
    const settings = FilmSettings.parse({ size: '1080x1920', cut: { ...asIs, shots: [{ clip: 0 }] } })
    const film = await stitching.stitch([good], asIs, { clips, settings })
    expect(film.plan).toMatchObject({ mode: 'encode', sound: { action: 'encode' } })
    expect(film.complaints).toBe('')
  })

  it('holds pictures, cards, music and captions beside its clips', async () => {
    const door = join(folder, 'door.png')
    await ffmpeg(['-f', 'lavfi', '-i', 'color=red:s=128x72:d=1', '-frames:v', '1', door])
    const rain = join(folder, 'rain.wav')
    await ffmpeg(['-f', 'lavfi', '-i', 'sine=300:duration=1', rain])
    const film = await stitching.stitch(
      [good, door],
      {
        shots: [
          { card: { title: 'The door' }, seconds: 1 },
          {
            clip: 0,
            join: { kind: 'dissolve', seconds: 0.5 },
            lines: [{ start: 0, end: 1, text: 'Who is it?' }],
          },
          { clip: 1, seconds: 1.5 },
        ],
        captions: { show: 'track' },
        music: {},
      },
      {
        music: { ...sourceAt(rain), kind: 'audio' },
        metadata: () => ({ 'com.sceneloom.receipt': '{"a":"é"}' }),
      },
    )
    // One second, two, and one and a half, of which half a second is shared.
    expect(film.frames).toHaveLength(24 + 48 + 36 - 12)
    expect(film.complaints).toBe('')
    expect(film.loudness?.after).toBeCloseTo(-14, 0)
    expect(await readMetadata(film.output)).toEqual({ 'com.sceneloom.receipt': '{"a":"é"}' })
    const texts = await ffprobe(film.output, [
      '-select_streams',
      's',
      '-show_entries',
      'stream=codec_name',
      '-of',
      'csv=p=0',
    ])
    expect(texts.trim()).toBe('mov_text')
  })

  it('needs ffmpeg only for what must be decoded or encoded, and says when it is not there', async () => {
    const engine = async () => ({ ffmpeg: '/nowhere/ffmpeg', ffprobe: '/nowhere/ffprobe', version: 'none' })
    const copied = await stitching.make([good, good], asIs, { engine })
    expect(copied.plan.mode).toBe('copy')
    const cut = { ...asIs, shots: [{ clip: 0, fadeIn: 0.5 }] }
    await expect(stitching.make([good], cut, { engine })).rejects.toMatchObject({ code: 'ffmpeg_missing' })
  })

  it('is encoded as a whole when its copied frames do not pass the check', async () => {
    const other = await makeClip(join(folder, 'other-rate.mp4'), { rate: '30' })
    const liar = await tear(good, 'liar.mp4')
    const film = await stitching.stitch([other, liar, good], asIs)
    expect(film.plan.mode).toBe('encode')
    expect(film.plan.reasons).toMatchObject([
      { code: 'copy_failed', values: { reason: 'it does not decode cleanly' } },
    ])
    expect(film.complaints).toBe('')
    expect(film.frames).toHaveLength(24 + 48 + 48)
  })

  it.each([
    ['changed', (path: string) => appendFile(path, 'more'), 'clip_changed'],
    ['vanished', (path: string) => rm(path), 'file_not_found'],
  ])('is not made of a clip that %s while it was', async (name, change, code) => {
    const room = await mkdtemp(join(folder, 'room-'))
    const path = await makeClip(join(folder, `${name}.mp4`))
    let changing: Promise<void> | undefined
    const making = stitching.make(
      [path, good],
      { shots: [{ clip: 0, fadeIn: 0.5 }, { clip: 1 }] },
      {
        output: join(room, 'film.mp4'),
        onProgress: (fraction) => void (fraction > 0.2 && (changing ??= change(path))),
      },
    )
    await expect(making).rejects.toMatchObject({ code, details: { name: `${name}.mp4` } })
    expect(await readdir(room)).toEqual([])
  })

  it('stops within a moment and leaves nothing behind', async () => {
    const room = await mkdtemp(join(folder, 'room-'))
    const long = await makeClip(join(folder, 'long.mp4'), { size: '640x360', seconds: 20, audio: 'none' })
    const stopper = new AbortController()
    const stopping = stitching.make(
      [long],
      { shots: [{ clip: 0, speed: 0.5 }] },
      {
        signal: stopper.signal,
        output: join(room, 'film.mp4'),
        onProgress: (fraction) => fraction > 0.21 && stopper.abort(),
      },
    )
    await expect(stopping).rejects.toMatchObject({ code: 'stopped' })
    expect(await readdir(room)).toEqual([])
  })
})
