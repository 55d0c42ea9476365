import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JoinKind } from '../../../nodes/cut/cut.ts'
import { clipFrameAt } from '../../../nodes/cut/layout.ts'
import { inspectAll, makeCounter, planRender, psnr, readCounter, renderFilm } from './test-render.ts'

let folder: string
const clips: Record<string, string> = {}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'render-'))
  const make = async (name: string, recipe: Parameters<typeof makeCounter>[1]) => {
    clips[name] = await makeCounter(join(folder, name), recipe)
  }
  await Promise.all([
    make('plain.mp4', {}),
    make('fast.mp4', { rate: '30000/1001' }),
    make('late.mp4', { options: ['-output_ts_offset', '0.7', '-avoid_negative_ts', 'disabled'] }),
    make('open.mp4', { options: ['-x264-params', 'open-gop=1:bframes=3'] }),
    make('matroska.mkv', {}),
    make('stream.ts', { options: ['-f', 'mpegts'] }),
    make('web.webm', { options: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-b:v', '2M'] }),
  ])
})
afterAll(() => rm(folder, { recursive: true }))

const own = { num: 24, den: 1 }
const other = { num: 30, den: 1 }

describe('shows the very frames that the layout names', () => {
  it.each([
    ['plain.mp4', own],
    ['plain.mp4', other],
    ['fast.mp4', own],
    ['late.mp4', own],
    ['open.mp4', own],
    ['matroska.mkv', own],
    ['matroska.mkv', other],
    ['stream.ts', own],
    ['web.webm', own],
  ])('of %s at %j a second', async (name, fps) => {
    const path = clips[name]!
    const trims = { clip: 0, from: 29, to: 41 }
    const shots = [trims, { clip: 0, from: 3, speed: 2 }, { clip: 0, from: 20, to: 31, speed: 0.7 }]
    const film = { shots: [...shots, { clip: 0 }], format: { fps }, cuts: [5, 45, 60] }
    const { layout } = planRender(await inspectAll([path]), film).plan
    const expected = layout.shots.flatMap((laid) =>
      Array.from({ length: laid.frames }, (_, frame) => clipFrameAt(laid, laid.start + frame, fps)),
    )
    const { frames } = await renderFilm(folder, [path], film)
    expect(frames.map((frame) => readCounter(frame))).toEqual(expected)
  })
})

it.each(['varying.mkv', 'varying.mov'])(
  '%s is read from near what is wanted, to the same frames',
  async (name) => {
    const drop = ",select='not(between(mod(n,90),30,85))'"
    const path = await makeCounter(join(folder, name), {
      seconds: 14,
      filter: drop,
      options: ['-g', '40', '-fps_mode', 'vfr'],
    })
    const [clip] = await inspectAll([path])
    expect(clip!.clip!.joinable?.video).toBeUndefined()
    const shots = [
      { clip: 0, from: 250, to: 270 },
      { clip: 0, from: 285, to: 296 },
    ]
    const format = { fps: clip!.facts.fps! }
    const { frames } = await renderFilm(folder, [path], { shots, format })
    const slow = await renderFilm(folder, [path], { shots: [{ clip: 0 }], format })
    const whole = slow.frames.map((frame) => readCounter(frame))
    expect(frames.map((frame) => readCounter(frame))).toEqual([
      ...whole.slice(250, 270),
      ...whole.slice(285, 296),
    ])
    expect(new Set(whole).size).toBeGreaterThan(80)
  },
)

it('is the same in pieces as in one, in the middle of fades and transitions too', async () => {
  const paths = [clips['plain.mp4']!, clips['fast.mp4']!]
  const join = (kind: JoinKind) => ({ kind, seconds: 0.5 })
  const shots = [
    { clip: 0, fadeIn: 0.8, join: join('dissolve') },
    { clip: 1, join: join('wipe-left') },
    { clip: 0, to: 30, join: join('fade-white') },
    { clip: 1, from: 30, join: join('wipe-down') },
    { clip: 0, fadeOut: 0.7 },
  ]
  const whole = await renderFilm(folder, paths, { shots })
  const apart = await renderFilm(folder, paths, { shots, cuts: [7, 38, 41, 43, 44, 78, 97, 121, 141] })
  expect(apart.files).toHaveLength(10)
  expect(apart.frames).toHaveLength(whole.frames.length)
  const likeness = whole.frames.map((frame, index) => psnr(frame, apart.frames[index]!))
  expect(Math.min(...likeness)).toBeGreaterThan(38)
})

describe('transitions', () => {
  const shots = (
    kind: 'dissolve' | 'wipe-left' | 'wipe-right' | 'wipe-up' | 'wipe-down' | 'fade-black' | 'fade-white',
  ) => [
    { clip: 0, to: 30, join: { kind, seconds: 0.5 } },
    { clip: 1, from: 10 },
  ]
  const middle = async (kind: Parameters<typeof shots>[0]) => {
    const paths = [clips['plain.mp4']!, clips['matroska.mkv']!]
    const film = { shots: shots(kind) }
    const { frames } = await renderFilm(folder, paths, film)
    // Twelve frames are shared, from the 18th on.
    expect(frames).toHaveLength(30 + 38 - 12)
    expect(readCounter(frames[17]!)).toBe(17)
    expect(readCounter(frames[30]!)).toBe(22)
    return frames[23]!
  }
  const bar = (picture: Buffer, place: number, row: number) => picture[row * 160 + place * 20 + 10]! > 128
  // The sixth shared frame: frame 23 (10111) gives way to frame 15 (01111), just before the half.
  it('wipe to the left: what comes is on the right', async () => {
    const picture = await middle('wipe-left')
    expect([3, 4].map((place) => bar(picture, place, 40))).toEqual([false, false])
  })

  it('wipe to the right: what comes is on the left', async () => {
    const picture = await middle('wipe-right')
    expect([3, 4].map((place) => bar(picture, place, 40))).toEqual([true, true])
  })

  it('dissolve: both are seen', async () => {
    const picture = await middle('dissolve')
    const seen = [0, 3, 4, 7].map((place) => picture[40 * 160 + place * 20 + 10]!)
    expect(seen[0]).toBeGreaterThan(215)
    expect(seen[1]).toBeGreaterThan(30 + (195 * 6) / 13 - 12)
    expect(seen[1]).toBeLessThan(30 + (195 * 6) / 13 + 12)
    expect(seen[2]).toBeGreaterThan(30 + (195 * 7) / 13 - 12)
    expect(seen[2]).toBeLessThan(30 + (195 * 7) / 13 + 12)
    expect(seen[3]).toBeLessThan(40)
  })

  it('wipe upwards: what comes is below', async () => {
    const picture = await middle('wipe-up')
    expect([20, 75].map((row) => bar(picture, 3, row))).toEqual([false, true])
    expect([20, 75].map((row) => bar(picture, 4, row))).toEqual([true, false])
  })

  it('wipe downwards: what comes is above', async () => {
    const picture = await middle('wipe-down')
    expect([20, 75].map((row) => bar(picture, 3, row))).toEqual([true, false])
  })

  it('fade through white: in the middle there is nothing else', async () => {
    const picture = await middle('fade-white')
    expect(Math.min(...picture)).toBeGreaterThan(231)
    expect(Math.max(...picture)).toBeLessThan(239)
  })

  it('fade through black: in the middle there is nothing', async () => {
    const picture = await middle('fade-black')
    expect(Math.max(...picture)).toBeLessThan(20)
  })
})
