import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Image } from '@napi-rs/canvas'
import { AppError } from '../../nodes/errors.ts'
import { openSource } from '../files/source.ts'
import { sniffSource } from '../inspect-file.ts'
import { readPicture } from '../picture-size.ts'
import type { PictureFacts } from '../picture-size.ts'
import type { PictureLimits } from '../providers/remote.ts'
import { drawPicture, encodeCanvas, mimeOfType } from './encode-picture.ts'
import type { PictureType } from './encode-picture.ts'
import { fitSize, isWithin } from './fit-size.ts'
import type { Size } from './fit-size.ts'
import type { PictureNote } from './picture-note.ts'
import { decodePicture } from './decode-picture.ts'

export interface PreparedPicture {
  readonly bytes: Buffer
  readonly mime: string
  readonly width: number
  readonly height: number
  /** Empty: it goes out as the person sees it. */
  readonly notes: readonly PictureNote[]
}

/** WebP knows no longer one, and nobody asks for one. */
const LONGEST_SIDE = 16_383

/**
 * A picture as a provider takes it: its own bytes if they fit, else converted, made smaller, enlarged to the
 * smallest side that is taken, or cropped, each with a note. Throws `input_wrong_kind` where nothing helps.
 */
export async function preparePicture(
  path: string,
  asked: PictureLimits,
  { name = basename(path) }: { readonly name?: string } = {},
): Promise<PreparedPicture> {
  const limits = { ...asked, maxSide: Math.min(asked.maxSide ?? LONGEST_SIDE, LONGEST_SIDE) }
  const facts = await readFacts(path, name)
  if (canStay(facts, limits)) {
    const { width, height } = facts
    return { bytes: await readFile(path), mime: mimeOfType(typeOf(facts)!), width, height, notes: [] }
  }
  const image = await decodePicture(path).catch((error: unknown) => {
    throw unusable('it could not be decoded', error)
  })
  const fitted = fitSize(image, limits)
  if (!fitted) throw unusable(`${shown(image)} pixels are too far from the sizes and shapes that are taken`)
  return makeLight({ image, facts, limits, crop: fitted.crop }, fitted.size)
}

async function readFacts(path: string, name: string): Promise<PictureFacts> {
  const source = await openSource(path, name)
  try {
    const format = await sniffSource(source)
    if (format.kind !== 'image') throw unusable('it is no picture')
    return await readPicture(source, format.extension)
  } finally {
    await source.close()
  }
}

/** Providers do not agree on turning a photo as its camera noted, so one that is not upright is drawn anew. */
function canStay(facts: PictureFacts, limits: PictureLimits): boolean {
  const type = typeOf(facts)
  if (!type || !limits.types.includes(type) || facts.orientation !== 1) return false
  return isWithin(facts, limits) && weightOf(facts.bytes, type, limits) <= limits.maxBytes
}

interface Work {
  readonly image: Image
  readonly facts: PictureFacts
  readonly limits: PictureLimits
  readonly crop: Size
}

/** First with less quality, then with fewer pixels, until it is light enough. */
async function makeLight(work: Work, fitted: Size): Promise<PreparedPicture> {
  const { limits } = work
  for (let size: Size | undefined = fitted; size;) {
    let lightest = Infinity
    for (const type of typesFor(work.facts, limits)) {
      for await (const bytes of encodings(work, size, type)) {
        const weight = weightOf(bytes.length, type, limits)
        if (weight <= limits.maxBytes) {
          return { bytes, mime: mimeOfType(type), ...size, notes: notesOf(work, size, type) }
        }
        lightest = Math.min(lightest, weight)
      }
    }
    size = smaller(size, limits.maxBytes / lightest, limits)
  }
  throw unusable(`it cannot be made as light as ${Math.round(limits.maxBytes / 1024)} KB`)
}

const qualities = [92, 85, 75, 62, 50]

async function* encodings({ image, crop }: Work, size: Size, type: PictureType): AsyncGenerator<Buffer> {
  const canvas = drawPicture(image, { crop, size, onWhite: type === 'jpeg' })
  for (const quality of type === 'png' ? [100] : qualities) yield encodeCanvas(canvas, type, quality)
}

/** A drawing suffers from JPEG, so it stays a PNG if it can; everything else is lightest as JPEG. */
function typesFor(facts: PictureFacts, { types }: PictureLimits): PictureType[] {
  const order: readonly PictureType[] =
    typeOf(facts) === 'png' ? ['png', 'jpeg', 'webp'] : ['jpeg', 'webp', 'png']
  return order.filter((type) => types.includes(type))
}

/** The shape stays: only the length of the longer side goes down, and no further than the shorter one may. */
function smaller({ width, height }: Size, share: number, limits: PictureLimits): Size | undefined {
  const long = Math.max(width, height)
  // A little less than the bytes ask for, because they do not shrink quite as pixels do.
  const wanted = Math.floor(long * Math.min(0.9, 0.97 * Math.sqrt(share)))
  const least = Math.ceil((long / Math.min(width, height)) * (limits.minSide ?? 1))
  const maxSide = Math.max(wanted, least)
  return maxSide < long ? fitSize({ width, height }, { ...limits, maxSide })?.size : undefined
}

/** What it weighs on its way: base64 turns three bytes into four characters. */
function weightOf(bytes: number, type: PictureType, { via }: PictureLimits): number {
  if (via === 'upload') return bytes
  const prefix = via === 'data-uri' ? `data:${mimeOfType(type)};base64,`.length : 0
  return prefix + Math.ceil(bytes / 3) * 4
}

function notesOf({ image, facts, crop }: Work, size: Size, type: PictureType): PictureNote[] {
  const own = typeOf(facts)
  const cut = crop.width < image.width || crop.height < image.height
  const scale = size.width / crop.width
  return [
    ...(own === type ? [] : [note('converted', (own ?? facts.format).toUpperCase(), type.toUpperCase())]),
    ...(cut ? [note('cropped', shown(image), shown(crop))] : []),
    // Cropping leaves fractions of a pixel that nobody would call a change of size.
    ...(scale < 0.99 ? [note('downscaled', shown(crop), shown(size))] : []),
    ...(scale > 1.01 ? [note('enlarged', shown(crop), shown(size))] : []),
  ]
}

const note = (kind: PictureNote['kind'], from: string, to: string): PictureNote => ({ kind, from, to })
const shown = ({ width, height }: Size) => `${Math.round(width)} × ${Math.round(height)}`

function typeOf({ format }: PictureFacts): PictureType | undefined {
  if (format === 'jpg') return 'jpeg'
  return format === 'png' || format === 'webp' ? format : undefined
}

function unusable(reason: string, cause?: unknown): AppError {
  return new AppError('input_wrong_kind', { node: 'Image to Video', reason }, { cause })
}
