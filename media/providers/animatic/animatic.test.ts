import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../../nodes/errors.ts'
import { aspects, type ImageRequest, type VideoRequest } from '../../../nodes/models.ts'
import { ffprobe, testEngine } from '../../mp4/test-clips.ts'
import { decodeFilm } from '../../stitch/test-film.ts'
import { createStitching } from '../../stitch/test-stitching.ts'
import { describeModel, findLocalModel } from '../provider.ts'
import { createAnimatic } from './animatic.ts'
import { encodeWithRecipe } from './recipe.ts'
import { pixelSize } from './size.ts'

let folder: string
let still: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animatic-'))
  still = await draw({})
})
afterAll(() => rm(folder, { recursive: true }))

const provider = createAnimatic({ engine: async () => testEngine })
const providers = [provider]

let files = 0
function createTask(signal = new AbortController().signal) {
  const progress: number[] = []
  return {
    signal,
    progress(fraction: number): void {
      progress.push(fraction)
    },
    tempFile: (extension: string) => join(folder, `${files++}.${extension}`),
    reported: progress,
  }
}

const prompt = 'Wide shot. A narrow street at night, rain on the lamps, a woman stops at a red door.'
const shared = { prompt, aspect: '9:16', seed: 0, variation: 0, shot: 0 } as const

function draw(request: Partial<ImageRequest>): Promise<string> {
  return provider.makeImage({ model: 'storyboard', ...shared, ...request }, createTask())
}

function film(
  request: Partial<VideoRequest> & { firstFrame?: string },
  task = createTask(),
): Promise<string> {
  return provider.makeVideo({ model: 'move', ...shared, seconds: 1, camera: 'auto', ...request }, task)
}

async function hash(file: string | Promise<string>): Promise<string> {
  return createHash('sha256')
    .update(await readFile(await file))
    .digest('hex')
}

/** How far two pictures are apart, 0 to 255, on a grid of 24 by 24. */
async function difference(one: string, other: string): Promise<number> {
  const [a, b] = await Promise.all(
    [one, other].map(async (file) => {
      const brush = createCanvas(24, 24).getContext('2d')
      brush.drawImage(await loadImage(file), 0, 0, 24, 24)
      return brush.getImageData(0, 0, 24, 24).data
    }),
  )
  return a!.reduce((sum, value, index) => sum + Math.abs(value - b![index]!), 0) / a!.length
}

describe('the animatic', () => {
  it('offers a local model for every way of making something', () => {
    const models = provider.models.map((model) => describeModel(provider, model))
    expect(models.map(({ id, modes }) => [id, modes])).toEqual([
      ['animatic/storyboard', ['text-to-image']],
      ['animatic/move', ['image-to-video']],
      ['animatic/scene', ['text-to-video']],
    ])
    for (const model of models) expect(model).toMatchObject({ local: true, aspects })
    expect(findLocalModel(providers, 'animatic/move', 'image-to-video')?.provider).toBe(provider)
    expect(findLocalModel(providers, 'animatic/move', 'text-to-image')).toBeUndefined()
  })
})

describe('a storyboard frame', () => {
  it.each(aspects)('has the size of its aspect: %s', async (aspect) => {
    const { width, height } = await loadImage(await draw({ aspect }))
    expect({ width, height }).toEqual(pixelSize(aspect))
    const [across, down] = aspect.split(':').map(Number)
    expect(width / height).toBeCloseTo(across! / down!, 5)
  })

  it('is the same file for the same request', async () => {
    expect(await hash(draw({}))).toBe(await hash(still))
  })

  it.each([
    ['another prompt', { prompt: 'Wide shot. The sea at dawn, a boy walks along the shore.' }],
    ['another take', { variation: 1 }],
    ['another seed', { seed: 1 }],
  ])('looks different for %s', async (_, request) => {
    expect(await difference(still, await draw(request))).toBeGreaterThan(4)
  })

  it.each([
    ['nothing', ''],
    ['Arabic', 'لقطة واسعة: امرأة تقف وحدها في شارع ممطر ليلاً'],
    ['Thai', 'หญิงสาวยืนอยู่ริมหน้าต่างในคืนฝนตก'],
    ['emoji', '👩‍❤️‍👨🌸😀'],
    ['half a surrogate pair', 'rain \ud83d'],
    ['a very long line', '她在雨里等了很久。'.repeat(2_000)],
    ['one endless word', 'a'.repeat(300_000)],
    ['a hint at markup', '<svg onload="x">%s{{}}\\'],
  ])('can be drawn from %s', async (_, prompt) => {
    expect((await loadImage(await draw({ prompt }))).width).toBe(720)
  })

  it('stops when it is told to, and leaves no file', async () => {
    const before = await readdir(folder)
    const stopped = AbortSignal.abort()
    const made = provider.makeImage({ model: 'storyboard', ...shared }, createTask(stopped))
    await expect(made).rejects.toMatchObject({ code: 'stopped' })
    expect(await readdir(folder)).toEqual(before)
  })
})

describe('a clip', () => {
  const asked = createTask()
  let clip: string
  beforeAll(async () => {
    clip = await film({ firstFrame: still, camera: 'static' }, asked)
  })

  it('has exactly the frames of its length, and sound as long as the picture', async () => {
    const decoded = await decodeFilm(clip)
    expect(decoded).toMatchObject({ isSteady: true, complaints: '', sampleRate: 48_000 })
    expect(decoded.frames).toHaveLength(24)
    expect(Math.abs(decoded.samples - 48_000)).toBeLessThanOrEqual(1_024)
    const report = JSON.parse(await ffprobe(clip, ['-show_streams', '-of', 'json'])) as { streams: object[] }
    expect(report.streams).toMatchObject([
      {
        codec_name: 'h264',
        profile: 'High',
        width: 720,
        height: 1280,
        pix_fmt: 'yuv420p',
        avg_frame_rate: '24/1',
      },
      { codec_name: 'aac', channels: 2, sample_rate: '48000' },
    ])
  })

  it('reports its progress up to the end, never backwards', () => {
    expect(asked.reported.at(-1)).toBe(1)
    expect(asked.reported.length).toBeGreaterThan(20)
    expect(asked.reported).toEqual(asked.reported.toSorted((a, b) => a - b))
  })

  it('is the same file for the same request', async () => {
    expect(await hash(film({ firstFrame: still, camera: 'static' }))).toBe(await hash(clip))
  })

  it('joins with every other clip of its aspect without encoding anything again', async () => {
    const photo = join(folder, 'photo.png')
    await writeFile(photo, createCanvas(300, 200).toBuffer('image/png'))
    const clips = [
      clip,
      await film({ firstFrame: photo, camera: 'pan-left', seconds: 2 }),
      await film({ model: 'scene', prompt: '特写：她哭了，大雪', camera: 'auto' }),
    ]
    const { plan } = await createStitching(folder).make(clips)
    expect(plan.encodedFrames).toBe(0)
    expect(plan.shots.flatMap(({ reasons }) => reasons)).toEqual([])
    const entries = ['-show_data_hash', 'sha256', '-show_entries', 'stream=extradata_hash', '-of', 'csv']
    const configs = await Promise.all(clips.map((file) => ffprobe(file, entries)))
    expect(new Set(configs).size).toBe(1)
    expect(configs[0]).toMatch(/[0-9a-f]{64}/)
  })

  it('takes the sheets apart only of a picture that is what its recipe says', async () => {
    const copy = createCanvas(720, 1280)
    copy.getContext('2d').drawImage(await loadImage(still), 0, 0)
    const [plain, lookalike] = [join(folder, 'plain.png'), join(folder, 'lookalike.png')]
    await writeFile(plain, copy.toBuffer('image/png'))
    await writeFile(lookalike, await encodeWithRecipe(copy, { ...shared, seed: 5 }))
    const [asPicture, asLookalike] = [
      await hash(film({ firstFrame: plain, camera: 'static' })),
      await hash(film({ firstFrame: lookalike, camera: 'static' })),
    ]
    expect(asLookalike).toBe(asPicture)
    expect(asLookalike).not.toBe(await hash(clip))
  })

  it.each([
    ['text', 'not a picture'],
    [
      'a drawing that could point elsewhere',
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>',
    ],
    ['nothing', ''],
  ])('refuses %s with a reason', async (_, content) => {
    const file = join(folder, 'wrong.png')
    await writeFile(file, content)
    const error = await film({ firstFrame: file }).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({
      code: 'input_wrong_kind',
      details: { reason: expect.stringMatching(/\w+ \w+/) },
    })
  })

  it('stops half way when it is told to, and leaves no file', async () => {
    const controller = new AbortController()
    const task = createTask(controller.signal)
    let output = ''
    const watching = {
      ...task,
      tempFile: (extension: string) => (output = task.tempFile(extension)),
      progress: (fraction: number) => {
        if (fraction > 0.1) controller.abort()
      },
    }
    await expect(film({ firstFrame: still, seconds: 20 }, watching)).rejects.toMatchObject({
      code: 'stopped',
    })
    expect(output).not.toBe('')
    expect(existsSync(output)).toBe(false)
  })

  it('passes on that there is no ffmpeg', async () => {
    const missing = createAnimatic({ engine: () => Promise.reject(new AppError('ffmpeg_missing')) })
    const made = missing.makeVideo({ model: 'scene', ...shared, seconds: 1, camera: 'push' }, createTask())
    await expect(made).rejects.toMatchObject({ code: 'ffmpeg_missing' })
  })
})
