import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { clipFrameAt } from '../../nodes/cut/layout.ts'
import { type ClipRecipe, ffmpeg, makeClip } from '../mp4/test-clips.ts'
import type { StitchPlan } from './film.ts'
import { createStitching, type RoughCut, sourceAt, type Stitching } from './test-stitching.ts'
import { type DecodedFilm, decodeFilm } from './test-film.ts'

let folder: string
let stitching: Stitching
const media = {} as Record<keyof typeof recipes | 'still' | 'song', string>
const decoded = new Map<string, DecodedFilm>()

/** Whole pictures that others before them are needed for, and pictures decoded long before they are shown. */
const open = (hue: number) =>
  `-preset veryfast -x264-params open-gop=1:keyint=12:bframes=3:b-adapt=0 -vf hue=h=${hue}`.split(' ')

const recipes = {
  one: { seconds: 2, video: open(0) },
  two: { seconds: 2, video: open(120) },
  three: { seconds: 2, video: open(240), audio: 'none' },
  closed: { seconds: 2, video: ['-vf', 'hue=h=60'] },
  frame: { seconds: 1 / 24, audioSeconds: 0.1, video: ['-frames:v', '1'] },
  mono22: { seconds: 1, sampleRate: 22_050, audio: ['-ac', '1'] },
  stereo44: { seconds: 1, sampleRate: 44_100 },
} as const satisfies Record<string, ClipRecipe>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'odd-cuts-'))
  stitching = createStitching(folder)
  const names = Object.keys(recipes) as (keyof typeof recipes)[]
  await Promise.all(names.map((name) => makeClip(join(folder, `${name}.mp4`), recipes[name])))
  for (const name of names) media[name] = join(folder, `${name}.mp4`)
  media.still = join(folder, 'still.png')
  media.song = join(folder, 'song.wav')
  await ffmpeg(['-f', 'lavfi', '-i', 'color=red:s=128x72', '-frames:v', '1', media.still])
  await ffmpeg(['-f', 'lavfi', '-i', 'sine=300:duration=0.7', media.song])
})
afterAll(() => rm(folder, { recursive: true }))

const asIs = { sound: { loudness: 'as-is' } } as const

interface OddCut {
  readonly what: string
  readonly clips: readonly (keyof typeof media)[]
  readonly cut: RoughCut
  readonly frames: number
  readonly mode: StitchPlan['mode']
  readonly music?: true
  readonly sound?: 'copy' | 'encode'
}

const cuts: readonly OddCut[] = [
  {
    what: 'clips with open groups of pictures in another order',
    clips: ['three', 'two', 'one'],
    cut: asIs,
    frames: 144,
    mode: 'copy',
    sound: 'copy',
  },
  {
    what: 'the same, cut where pictures are out of order',
    clips: ['three', 'two', 'one'],
    cut: {
      ...asIs,
      shots: [
        { clip: 0, to: 31 },
        { clip: 1, to: 42 },
        { clip: 2, from: 13 },
        { clip: 0, from: 23, to: 47 },
      ],
    },
    frames: 31 + 42 + 35 + 24,
    mode: 'partly',
  },
  {
    what: 'one clip again and again',
    clips: ['one'],
    cut: { ...asIs, shots: Array.from({ length: 4 }, () => ({ clip: 0, to: 37 })) },
    frames: 148,
    mode: 'copy',
  },
  {
    what: 'fast and slow beside copies',
    clips: ['one', 'two'],
    cut: {
      ...asIs,
      shots: [{ clip: 0 }, { clip: 1, speed: 2 }, { clip: 0 }, { clip: 1, speed: 0.5 }, { clip: 1 }],
    },
    frames: 48 + 24 + 48 + 96 + 48,
    mode: 'partly',
    sound: 'encode',
  },
  {
    what: 'a picture between two copies',
    clips: ['one', 'still', 'two'],
    cut: { ...asIs, shots: [{ clip: 0 }, { clip: 1, seconds: 0.5 }, { clip: 2 }] },
    frames: 48 + 12 + 48,
    mode: 'partly',
    sound: 'copy',
  },
  { what: 'a clip of one frame alone', clips: ['frame'], cut: asIs, frames: 1, mode: 'copy' },
  {
    what: 'a clip of one frame between others',
    clips: ['closed', 'frame', 'closed', 'frame'],
    cut: asIs,
    frames: 48 + 1 + 48 + 1,
    mode: 'copy',
  },
  {
    what: 'single frames, whole ones and others',
    clips: ['closed', 'one'],
    cut: {
      ...asIs,
      shots: [
        { clip: 0 },
        { clip: 0, from: 12, to: 13 },
        { clip: 1, from: 17, to: 18 },
        { clip: 0, from: 47, to: 48 },
        { clip: 1 },
      ],
    },
    frames: 48 + 3 + 48,
    mode: 'partly',
  },
  {
    what: 'transitions longer than their shots',
    clips: ['one', 'two', 'frame'],
    cut: {
      ...asIs,
      shots: [
        { clip: 0, join: { kind: 'dissolve', seconds: 2 } },
        { clip: 1, from: 20, to: 26, join: { kind: 'dissolve', seconds: 2 } },
        { clip: 2, join: { kind: 'wipe-left', seconds: 2 } },
        { clip: 0 },
      ],
    },
    frames: -1,
    mode: 'partly',
    sound: 'encode',
  },
  {
    what: 'music that is over long before the film',
    clips: ['one', 'three', 'two'],
    cut: { music: { loop: true, duck: true, from: 0.4, fadeIn: 9, fadeOut: 9 } },
    frames: 144,
    mode: 'copy',
    music: true,
    sound: 'encode',
  },
  {
    what: 'captions beyond the end, to be switched on',
    clips: ['one', 'two'],
    cut: {
      ...asIs,
      shots: [
        { clip: 0, lines: [{ start: 1.5, end: 9, text: 'Too long' }] },
        {
          clip: 1,
          lines: [
            { start: 1.9, end: 60, text: 'Longer' },
            { start: 50, end: 60, text: 'Never' },
          ],
        },
      ],
      captions: { show: 'track' },
    },
    frames: 96,
    mode: 'copy',
  },
  {
    what: 'captions beyond the end, drawn in',
    clips: ['one', 'two'],
    cut: {
      ...asIs,
      shots: [
        { clip: 0, to: 40 },
        {
          clip: 1,
          to: 36,
          lines: [
            { start: 1.2, end: 60, text: 'Longer' },
            { start: 50, end: 60, text: 'Never' },
          ],
        },
      ],
      captions: { show: 'burn' },
    },
    frames: 76,
    mode: 'partly',
  },
  {
    what: 'silence between sounds of other rates and channels',
    clips: ['mono22', 'three', 'stereo44', 'closed'],
    cut: asIs,
    frames: 24 + 48 + 24 + 48,
    mode: 'copy',
    sound: 'encode',
  },
]

it.each(cuts)('makes a film of $what', async ({ clips, cut, frames, mode, music, sound }) => {
  const paths = clips.map((name) => media[name])
  const song = music && { music: { ...sourceAt(media.song), kind: 'audio' as const } }
  const film = await stitching.stitch(paths, cut, song)
  expect(film.complaints).toBe('')
  expect(film.frames).toHaveLength(frames < 0 ? film.plan.frames : frames)
  expect(film.isSteady).toBe(true)
  expect(film.plan.mode).toBe(mode)
  expect(film.plan.sound.action).toBe(sound ?? film.plan.sound.action)
  const seconds = film.sampleRate > 0 ? film.samples / film.sampleRate : film.frames.length / 24
  expect(Math.abs(seconds - film.frames.length / 24)).toBeLessThan(1025 / 22_050)
  expect(await unlikeSources(film, paths)).toEqual([])
})

/** The copied frames of a film that are not to the bit what their clips show there. */
async function unlikeSources(film: DecodedFilm & { plan: StitchPlan }, paths: readonly string[]) {
  const { layout, pieces } = film.plan
  const wrong: number[] = []
  for (const piece of pieces) {
    if (piece.kind !== 'copy') continue
    const path = paths[piece.clip]!
    const own = decoded.get(path) ?? (await decodeFilm(path))
    decoded.set(path, own)
    for (let at = piece.at; at < piece.at + piece.frames; at++) {
      const laid = layout.shots.find(({ start, frames }) => at >= start && at < start + frames)!
      if (film.frames[at] !== own.frames[clipFrameAt(laid, at, layout.fps)!]) wrong.push(at)
    }
  }
  return wrong
}
