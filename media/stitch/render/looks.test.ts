import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ClipRecipe, ffmpeg, ffprobe, makeClip, testEngine } from '../../mp4/test-clips.ts'
import { held } from '../../pictures/test-photo.ts'
import { readJoinable } from '../../mp4/joinable.ts'
import { readMp4 } from '../../mp4/read.ts'
import { renderPieces } from './render.ts'
import {
  type Film,
  grayFrames,
  inspectAll,
  makeCounter,
  planRender,
  readCounter,
  renderFilm,
} from './test-render.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'looks-'))
})
afterAll(() => rm(folder, { recursive: true }))

const square = { width: 96, height: 96 }

/** The brightness at points of the first frame, given as parts of its width and height. */
async function look(path: string, film: Film, points: readonly (readonly [number, number])[]) {
  const { frames } = await renderFilm(folder, [path], film)
  const { width, height } = { width: 160, height: 96, ...film.format }
  return points.map(([x, y]) => frames[0]![Math.floor(y * height) * width + Math.floor(x * width)]!)
}

async function clip(name: string, filter: string, recipe: ClipRecipe = {}): Promise<string> {
  const { video = [], ...rest } = recipe
  return makeClip(join(folder, name), {
    audio: 'none',
    seconds: 0.25,
    video: ['-filter_complex', filter, ...video],
    ...rest,
  })
}

const middles = [
  [0.5, 0.04],
  [0.5, 0.5],
  [0.04, 0.5],
  [0.96, 0.5],
] as const
const black = expect.toSatisfy((value: number) => value < 22)
const white = expect.toSatisfy((value: number) => value > 225)

describe('the frame', () => {
  it('shows the whole picture between bars, fills with it, or fills the bars with it', async () => {
    const wide = await clip('wide.mp4', 'color=white:s=128x64:r=24:d=0.25')
    const show = (fit: 'fit' | 'fill' | 'blur') =>
      look(wide, { shots: [{ clip: 0, fit }], format: square }, middles)
    expect(await show('fit')).toEqual([black, white, white, white])
    expect(await show('fill')).toEqual([white, white, white, white])
    const [above] = await show('blur')
    expect(above).toBeGreaterThan(120)
    expect(above).toBeLessThan(190)
  })

  it('keeps the part of a filled frame that was asked for', async () => {
    const halves = 'color=white:s=128x64:r=24:d=0.25,drawbox=x=64:w=64:h=64:color=black:t=fill'
    const path = await clip('halves.mp4', halves)
    const show = (x: number) =>
      look(path, { shots: [{ clip: 0, fit: 'fill', focus: { x, y: 0.5 } }], format: square }, [[0.5, 0.5]])
    expect(await show(0)).toEqual([white])
    expect(await show(1)).toEqual([black])
  })

  it('holds a turned picture upright', async () => {
    const halves = 'color=white:s=128x64:r=24:d=0.25,drawbox=x=64:w=64:h=64:color=black:t=fill'
    const path = await clip('turned.mp4', halves, { turned: 90 })
    const format = { width: 64, height: 128 }
    expect(await look(path, { shots: [{ clip: 0 }], format }, [middles[0], [0.5, 0.96]])).toEqual([
      white,
      black,
    ])
  })

  it('makes wide pixels square, and takes odd sizes', async () => {
    const wide = await clip('pixels.mp4', 'color=white:s=64x64:r=24:d=0.25,setsar=2/1')
    expect(await look(wide, { shots: [{ clip: 0 }], format: square }, middles)).toEqual([
      black,
      white,
      white,
      white,
    ])
    const odd = await clip('odd.mov', 'color=white:s=107x61:r=24:d=0.25', {
      video: ['-c:v', 'mjpeg', '-bf', '0', '-pix_fmt', 'yuvj444p'],
    })
    expect(await look(odd, { shots: [{ clip: 0, fit: 'fill' }] }, middles)).toEqual([
      white,
      white,
      white,
      white,
    ])
  })

  it('has pixels of the shape that the copied clips have', async () => {
    const path = await clip('round.mp4', 'color=white:s=96x96:r=24:d=0.25')
    const sar = { num: 2, den: 1 }
    const film = { shots: [{ clip: 0 }], format: { ...square, like: likeness({ sar }) } }
    // Seen twice as wide as it is stored: a square covers half of it.
    expect(await look(path, film, [...middles.slice(0, 2), [0.2, 0.5], [0.3, 0.5]])).toEqual([
      white,
      white,
      black,
      white,
    ])
  })
})

it.each(['it\'s "quoted".mp4', '-dash.mp4', 'new\nline.mp4', 'a:b%03d[1];,.mp4', '短剧 🎬.mp4'])(
  'does not mind a clip or a picture named %j',
  async (name) => {
    const path = join(folder, name)
    await copyFile(await clip('named.mp4', 'color=white:s=96x96:r=24:d=0.25'), path)
    expect(await look(path, { shots: [{ clip: 0 }], format: square }, [[0.5, 0.5]])).toEqual([white])
  },
)

it('holds each picture of a slow clip as long as it was', async () => {
  const path = await makeCounter(join(folder, 'slow.mp4'), { rate: '1', seconds: 3 })
  const { frames } = await renderFilm(folder, [path], { shots: [{ clip: 0 }] })
  expect(frames.map((frame) => readCounter(frame))).toEqual(
    Array.from({ length: 72 }, (_, frame) => Math.floor(frame / 24)),
  )
})

it('keeps every frame of a damaged clip in its place, and holds the last that is left', async () => {
  const path = await makeCounter(join(folder, 'damaged.mp4'), { options: ['-bf', '0'] })
  const { track } = readJoinable(await readMp4(path)).video!
  const bytes = await readFile(path)
  // One group in the middle and the last one cannot be read.
  for (const sample of [12, 13, 14, 40, 41, 42, 43, 44, 45, 46, 47]) {
    bytes.fill(
      0xff,
      track.samples.offsets[sample]!,
      track.samples.offsets[sample]! + track.samples.sizes[sample]!,
    )
  }
  await writeFile(path, bytes)
  const clips = (await inspectAll([path])).map((one) => ({ ...one, damage: 'frames are broken' }))
  const { plan, cut } = planRender(clips, { shots: [{ clip: 0, from: 4 }] })
  const own = await mkdtemp(join(folder, 'job-'))
  const pieces = await renderPieces({ engine: testEngine, plan, cut, clips, folder: own })
  const frames = (await grayFrames([...pieces.values()][0]![0]!)).map((frame) => readCounter(frame))
  expect(frames).toHaveLength(44)
  expect(frames.slice(0, 8)).toEqual([4, 5, 6, 7, 8, 9, 10, 11])
  expect(frames.slice(24 - 4, 40 - 4)).toEqual(Array.from({ length: 16 }, (_, index) => 24 + index))
})

it('lays what is transparent over black', async () => {
  const filter = "color=white:s=96x96:r=24:d=0.25,format=rgba,geq=r=255:g=255:b=255:a='255*lt(X,48)'"
  const video = ['-c:v', 'prores_ks', '-profile:v', '4444', '-pix_fmt', 'yuva444p10le']
  const path = await clip('alpha.mov', filter, { video })
  expect(
    await look(path, { shots: [{ clip: 0 }], format: square }, [
      [0.2, 0.5],
      [0.8, 0.5],
    ]),
  ).toEqual([white, black])
})

it('makes whole frames of interlaced ones, and standard brightness of HDR', async () => {
  const laced = ['-flags', '+ilme+ildct', '-x264-params', 'tff=1']
  const fields = await clip('laced.mp4', 'testsrc2=s=96x96:r=24:d=0.5', { seconds: 0.5, video: laced })
  expect((await renderFilm(folder, [fields], { shots: [{ clip: 0 }] })).frames).toHaveLength(12)
  const hdr = await clip('hdr.mp4', 'color=white:s=96x96:r=24:d=0.25', {
    video:
      '-pix_fmt yuv420p10le -c:v libx265 -x265-params log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc'.split(
        ' ',
      ),
  })
  const { files } = await renderFilm(folder, [hdr], { shots: [{ clip: 0 }] })
  const shown = await ffprobe(files[0]!, ['-show_entries', 'stream=pix_fmt,color_transfer,color_range'])
  expect(shown).toMatch(/pix_fmt=yuv420p\n[^]*color_range=tv\n[^]*color_transfer=bt709/)
})

describe('pictures that stand still', () => {
  /** White above, black below. */
  const drawHalves = () => {
    const canvas = createCanvas(60, 120)
    const brush = canvas.getContext('2d')
    brush.fillStyle = '#fff'
    brush.fillRect(0, 0, 60, 60)
    brush.fillStyle = '#000'
    brush.fillRect(0, 60, 60, 60)
    return canvas
  }
  const pictures: [string, () => Promise<Buffer>][] = [
    ['still.png', () => drawHalves().encode('png')],
    ['still.webp', () => drawHalves().encode('webp', 90)],
    [
      'still.gif',
      async () => {
        const png = join(folder, 'for-gif.png')
        await writeFile(png, await drawHalves().encode('png'))
        await ffmpeg(['-i', png, join(folder, 'made.gif')])
        return readFile(join(folder, 'made.gif'))
      },
    ],
  ]
  it.each(pictures)('%s lasts as long as it was asked to', async (name, make) => {
    const path = join(folder, name)
    await writeFile(path, await make())
    const film = { shots: [{ clip: 0, seconds: 1.5 }], format: { width: 60, height: 120 }, cuts: [20] }
    const { frames } = await renderFilm(folder, [path], film)
    expect(frames).toHaveLength(36)
    const ends = frames.map((frame) => [frame[30 * 60 + 30], frame[100 * 60 + 30]])
    expect(ends).toEqual(frames.map(() => [white, black]))
  })

  it('stand upright as the camera noted, beside a clip', async () => {
    const path = join(folder, 'photo.jpg')
    await writeFile(path, held(await drawHalves().encode('jpeg', 95), 6))
    const film = { shots: [{ clip: 0, seconds: 0.5 }], format: { width: 120, height: 60 } }
    // Turned clockwise, what was above is on the right.
    expect(await look(path, film, [middles[2], middles[3]])).toEqual([black, white])
  })
})

it('shows cards, and captions over exactly the frames of their seconds', async () => {
  const path = await clip('dark.mp4', 'color=black:s=160x96:r=24:d=1', { seconds: 1 })
  const card = { style: 'title', title: 'Rain', text: '', ground: '#ffffff' } as const
  const lines = [{ start: 0.25, end: 0.5, text: 'Wait!' }]
  const film: Film = {
    shots: [
      { card, seconds: 0.5 },
      { clip: 0, from: 3, lines },
    ],
    captions: { show: 'burn', size: 0.1, style: 'outline' },
    cuts: [16],
  }
  const { frames } = await renderFilm(folder, [path], film)
  expect(frames).toHaveLength(12 + 21)
  expect(frames[5]![0]).toBeGreaterThan(225)
  expect(Math.min(...frames[5]!)).toBeLessThan(90)
  // A quarter of a second is the sixth frame of the clip: the third that is shown.
  const written = frames.map((frame) => Math.max(...frame) > 200)
  expect(written.slice(12)).toEqual([...Array(21).keys()].map((frame) => frame >= 3 && frame < 9))
})

export function likeness(own: Partial<NonNullable<NonNullable<Film['format']>['like']>> = {}) {
  return { profile: 77, level: 31, sar: { num: 1, den: 1 }, fullRange: false, setId: 3, ...own }
}
