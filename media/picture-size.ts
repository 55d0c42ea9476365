import { AppError } from '../nodes/errors.ts'
import { readAt } from './files/source.ts'
import type { Source } from './files/source.ts'
import { readJpegHeader } from './jpeg.ts'

/** What a picture's header says about it; nothing is decoded. */
export interface PictureFacts {
  readonly format: string
  readonly bytes: number
  /** As displayed: turned by `orientation`. */
  readonly width: number
  readonly height: number
  /** The EXIF number, 1 to 8; 1 is upright. */
  readonly orientation: number
}

interface StoredSize {
  readonly width: number
  readonly height: number
  readonly orientation?: number | undefined
}

const MAX_SIDE = 16_384
const MAX_PIXELS = 100_000_000

/** A few bytes can promise a picture that fills the memory, so its size is known before anybody decodes it. */
export async function readPicture(source: Source, format: string): Promise<PictureFacts> {
  const stored = await readers[format]?.(source)
  if (!stored || stored.width < 1 || stored.height < 1) {
    throw new AppError('file_unreadable', { name: source.name, reason: 'it does not say how large it is' })
  }
  const { width, height, orientation = 1 } = stored
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
    const limit = `${MAX_SIDE.toLocaleString('en')} on a side, 100 megapixels in all`
    throw new AppError('picture_too_large', { name: source.name, width, height, limit })
  }
  const turned = orientation >= 5
  return {
    format,
    bytes: source.sizeBytes,
    width: turned ? height : width,
    height: turned ? width : height,
    orientation,
  }
}

const readers: Record<string, (source: Source) => Promise<StoredSize | undefined>> = {
  async png(source) {
    const head = await readAt(source, 0, 24)
    if (head.length < 24) return undefined
    return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) }
  },
  async gif(source) {
    const head = await readAt(source, 0, 10)
    if (head.length < 10) return undefined
    return { width: head.readUInt16LE(6), height: head.readUInt16LE(8) }
  },
  async webp(source) {
    const head = await readAt(source, 0, 30)
    return head.length < 30 ? undefined : readWebp(head)
  },
  jpg: readJpegHeader,
}

function readWebp(head: Buffer): StoredSize | undefined {
  switch (head.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 }
    case 'VP8L': {
      const bits = head.readUInt32LE(21)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8 ':
      return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff }
    default:
      return undefined
  }
}
