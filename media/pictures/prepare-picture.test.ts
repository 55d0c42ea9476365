import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import type { Canvas } from '@napi-rs/canvas'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { AppError } from '../../nodes/errors.ts'
import { ffmpeg } from '../mp4/test-clips.ts'
import type { PictureLimits } from '../providers/remote.ts'
import { sniff } from '../sniff.ts'
import { isWithin } from './fit-size.ts'
import type { Size } from './fit-size.ts'
import { describeNote } from './picture-note.ts'
import { preparePicture } from './prepare-picture.ts'
import type { PreparedPicture } from './prepare-picture.ts'
import { held } from './test-photo.ts'

const root = mkdtempSync(join(tmpdir(), 'sceneloom-picture-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let count = 0

/** Red, green, blue, white in the corners, and a fine pattern that costs bytes. */
function card(width: number, height: number, { noise = false, paper = true } = {}): Canvas {
  const canvas = createCanvas(width, height)
  const brush = canvas.getContext('2d')
  if (!paper) return canvas
  const [w, h] = [Math.ceil(width / 2), Math.ceil(height / 2)]
  for (const [index, color] of ['#f00', '#0f0', '#00f', '#fff'].entries()) {
    brush.fillStyle = color
    brush.fillRect((index % 2) * w, Math.floor(index / 2) * h, w, h)
  }
  if (!noise) return canvas
  const pixels = brush.getImageData(0, 0, width, height)
  for (let i = 0, seed = 7; i < pixels.data.length; i += 4) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    pixels.data[i] = (seed >>> 8) & 255
  }
  brush.putImageData(pixels, 0, 0)
  return canvas
}

function keep(bytes: Buffer, extension: string): string {
  const path = join(root, `${count++}.${extension}`)
  writeFileSync(path, bytes)
  return path
}

const png = (canvas: Canvas) => keep(canvas.toBuffer('image/png'), 'png')
const jpeg = (canvas: Canvas) => keep(canvas.toBuffer('image/jpeg', 95), 'jpg')

const MB = 1_000_000
const roomy: PictureLimits = { via: 'data-uri', maxBytes: 5 * MB, types: ['jpeg', 'png', 'webp'] }
const sentences = ({ notes }: PreparedPicture) => notes.map(describeNote)

function travelling({ bytes, mime }: PreparedPicture, { via }: PictureLimits): number {
  if (via === 'upload') return bytes.length
  const text = bytes.toString('base64')
  return via === 'base64' ? text.length : `data:${mime};base64,${text}`.length
}

async function cornersOf({ bytes }: PreparedPicture): Promise<string[]> {
  const image = await loadImage(bytes)
  const canvas = createCanvas(image.width, image.height)
  const brush = canvas.getContext('2d')
  brush.drawImage(image, 0, 0)
  const names = { '1,0,0': 'red', '0,1,0': 'green', '0,0,1': 'blue', '1,1,1': 'white' } as Record<
    string,
    string
  >
  return [0.2, 0.8].flatMap((y) =>
    [0.2, 0.8].map((x) => {
      const at = brush.getImageData(Math.floor(x * image.width), Math.floor(y * image.height), 1, 1).data
      return (
        names[
          at
            .slice(0, 3)
            .map((part) => Math.round(part / 255))
            .join()
        ] ?? 'other'
      )
    }),
  )
}

describe('a picture on its way to a provider', () => {
  it('goes out byte for byte where it fits', async () => {
    const path = png(card(90, 160))
    const made = await preparePicture(path, {
      ...roomy,
      minSide: 64,
      maxSide: 2000,
      shape: { min: 0.4, max: 2.5 },
    })
    expect(made).toEqual({ bytes: readFileSync(path), mime: 'image/png', width: 90, height: 160, notes: [] })
  })

  it('is converted where its type is not taken', async () => {
    const made = await preparePicture(png(card(90, 160)), { ...roomy, types: ['jpeg'] })
    expect(made).toMatchObject({ mime: 'image/jpeg', width: 90, height: 160 })
    expect(sentences(made)).toEqual(['The picture was converted from PNG to JPEG.'])
    expect(await cornersOf(made)).toEqual(['red', 'green', 'blue', 'white'])
  })

  it('shows its first moment if it moves', async () => {
    const gif = join(root, 'moving.gif')
    await ffmpeg(['-f', 'lavfi', '-i', 'testsrc2=s=64x64:r=5:d=1', gif])
    const made = await preparePicture(gif, roomy)
    expect(made).toMatchObject({ mime: 'image/jpeg', width: 64, height: 64 })
    expect(sentences(made)).toEqual(['The picture was converted from GIF to JPEG.'])
  })

  it('stands on white paper where a type knows no transparency', async () => {
    const made = await preparePicture(png(card(64, 64, { paper: false })), { ...roomy, types: ['jpeg'] })
    expect(await cornersOf(made)).toEqual(['white', 'white', 'white', 'white'])
  })

  it('is made smaller down to the longest side', async () => {
    const made = await preparePicture(jpeg(card(1000, 500)), { ...roomy, maxSide: 400 })
    expect(made).toMatchObject({ mime: 'image/jpeg', width: 400, height: 200 })
    expect(sentences(made)).toEqual(['The picture was made smaller, from 1000 × 500 to 400 × 200.'])
    expect(await cornersOf(made)).toEqual(['red', 'green', 'blue', 'white'])
  })

  it('is enlarged up to the shortest side, and no further', async () => {
    const made = await preparePicture(png(card(100, 200)), { ...roomy, minSide: 300 })
    expect(made).toMatchObject({ mime: 'image/png', width: 300, height: 600 })
    expect(sentences(made)).toEqual(['The picture was enlarged from 100 × 200 to 300 × 600.'])
  })

  it('is cropped around its centre where its shape is not taken', async () => {
    const made = await preparePicture(png(card(400, 100)), { ...roomy, shape: { min: 0.4, max: 2.5 } })
    expect(made).toMatchObject({ width: 250, height: 100 })
    expect(sentences(made)).toEqual([
      'The picture was cropped around its centre from 400 × 100 to 250 × 100.',
    ])
    expect(await cornersOf(made)).toEqual(['red', 'green', 'blue', 'white'])
  })

  it('loses quality before it loses pixels', async () => {
    const path = jpeg(card(400, 400, { noise: true }))
    const limits = { ...roomy, maxBytes: Math.floor(readFileSync(path).length * 0.7) }
    const made = await preparePicture(path, limits)
    expect(made).toMatchObject({ mime: 'image/jpeg', width: 400, height: 400, notes: [] })
    expect(travelling(made, limits)).toBeLessThanOrEqual(limits.maxBytes)
  })

  it('loses pixels where less quality is not enough', async () => {
    const limits = { ...roomy, maxBytes: 6_000 }
    const made = await preparePicture(png(card(600, 300, { noise: true })), limits)
    expect(made.width).toBeLessThan(600)
    expect(made.notes.map(({ kind }) => kind)).toEqual(['converted', 'downscaled'])
    expect(travelling(made, limits)).toBeLessThanOrEqual(limits.maxBytes)
  })

  it('is weighed as it travels: base64 is a third longer', async () => {
    const path = jpeg(card(300, 300, { noise: true }))
    const own = readFileSync(path).length
    const limits = { ...roomy, maxBytes: Math.ceil(own * 1.2) }
    expect((await preparePicture(path, { ...limits, via: 'upload' })).bytes.length).toBe(own)
    for (const via of ['base64', 'data-uri'] as const) {
      const made = await preparePicture(path, { ...limits, via })
      expect(made.bytes.length).toBeLessThan(own)
      expect(travelling(made, { ...limits, via })).toBeLessThanOrEqual(limits.maxBytes)
    }
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('stands upright, as orientation %i asks', async (orientation) => {
    const photo = keep(held(card(160, 80).toBuffer('image/jpeg', 95), orientation), 'jpg')
    const made = await preparePicture(photo, roomy)
    const [width, height] = orientation >= 5 ? [80, 160] : [160, 80]
    expect(made).toMatchObject({ width, height, notes: [] })
    expect(sniff(made.bytes)?.mime).toBe(made.mime)
    expect(await cornersOf(made)).toEqual(upright[orientation])
  })

  it('is refused in words where nothing helps', async () => {
    const refused = (limits: Partial<PictureLimits>) =>
      preparePicture(png(card(64, 64, { noise: true })), { ...roomy, ...limits })
    await expect(refused({ maxBytes: 50 })).rejects.toMatchObject({
      code: 'input_wrong_kind',
      details: { reason: 'it cannot be made as light as 0 KB' },
    })
    await expect(refused({ minSide: 500, maxSide: 100 })).rejects.toMatchObject({
      code: 'input_wrong_kind',
      details: { reason: '64 × 64 pixels are too far from the sizes and shapes that are taken' },
    })
  })

  it('is refused if it is none, or none that can be decoded', async () => {
    const sound = join(root, 'tone.wav')
    await ffmpeg(['-f', 'lavfi', '-i', 'sine=440:d=0.1', sound])
    await expect(preparePicture(sound, roomy)).rejects.toMatchObject({
      details: { reason: 'it is no picture' },
    })
    const bytes = readFileSync(png(card(64, 64, { noise: true })))
    const torn = keep(Buffer.concat([bytes.subarray(0, 33), Buffer.alloc(400, 7)]), 'png')
    await expect(preparePicture(torn, { ...roomy, maxSide: 32 })).rejects.toMatchObject({
      code: 'input_wrong_kind',
      details: { reason: 'it could not be decoded' },
    })
  })
})

describe('any picture under any limits', () => {
  const side = fc.integer({ min: 1, max: 500 })
  const ratio = fc.double({ min: 0.2, max: 5, noNaN: true })
  const picture = fc.record({
    width: side,
    height: side,
    noise: fc.boolean(),
    as: fc.constantFrom(png, jpeg),
  })
  const limits = fc.record(
    {
      via: fc.constantFrom('data-uri' as const, 'base64' as const, 'upload' as const),
      maxBytes: fc.integer({ min: 500, max: 60_000 }),
      types: fc.uniqueArray(fc.constantFrom('jpeg' as const, 'png' as const, 'webp' as const), {
        minLength: 1,
      }),
      minSide: fc.integer({ min: 1, max: 300 }),
      maxSide: fc.integer({ min: 50, max: 600 }),
      shape: fc.tuple(ratio, ratio).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })),
    },
    { requiredKeys: ['via', 'maxBytes', 'types'] },
  )

  it('crops a hair that would have to grow longer than any format can hold', async () => {
    const wide = { via: 'data-uri', maxBytes: 500_000, types: ['webp', 'jpeg'], minSide: 228 } as const
    const { width, height, notes } = await preparePicture(png(card(72, 1)), wide)
    expect([width <= 16_383, height >= 228]).toEqual([true, true])
    expect(notes.map(({ kind }) => kind)).toContain('cropped')
  })

  it('meets them, or is refused with a reason', async () => {
    let refused = 0
    await fc.assert(
      fc.asyncProperty(picture, limits, async ({ width, height, noise, as }, limits) => {
        const outcome = await preparePicture(as(card(width, height, { noise })), limits).catch(asRefusal)
        if (outcome === 'refused') {
          refused++
          return true
        }
        const seen = await loadImage(outcome.bytes)
        return (
          seen.width === outcome.width &&
          seen.height === outcome.height &&
          isWithin(outcome, limits) &&
          limits.types.some((type) => `image/${type}` === outcome.mime) &&
          sniff(outcome.bytes)?.mime === outcome.mime &&
          travelling(outcome, limits) <= limits.maxBytes &&
          (outcome.width <= width + 1 || isTooSmallWhenCut({ width, height }, limits))
        )
      }),
      { numRuns: 100 },
    )
    expect(refused).toBeLessThan(80)
  })
})

/** Nothing else is a reason to enlarge a picture. */
function isTooSmallWhenCut({ width, height }: Size, { minSide = 1, shape }: Partial<PictureLimits>): boolean {
  const cut = shape ? [height * shape.max, width / shape.min] : []
  return Math.min(width, height, ...cut) < minSide
}

function asRefusal(error: unknown): 'refused' {
  if (error instanceof AppError && error.code === 'input_wrong_kind' && error.details['reason'])
    return 'refused'
  throw error
}

/** Where the four colours of a stored picture come to lie, top left to bottom right. */
const upright: Record<number, string[]> = {
  1: ['red', 'green', 'blue', 'white'],
  2: ['green', 'red', 'white', 'blue'],
  3: ['white', 'blue', 'green', 'red'],
  4: ['blue', 'white', 'red', 'green'],
  5: ['red', 'blue', 'green', 'white'],
  6: ['blue', 'red', 'white', 'green'],
  7: ['white', 'green', 'blue', 'red'],
  8: ['green', 'white', 'red', 'blue'],
}
