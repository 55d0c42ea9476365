import { readAt } from './files/source.ts'
import type { Source } from './files/source.ts'

export interface JpegHeader {
  readonly width: number
  readonly height: number
  /** The EXIF number, 1 to 8: how the camera was held. */
  readonly orientation?: number | undefined
  /** Where the picture itself begins. */
  readonly dataStart: number
}

const MAX_SEGMENTS = 2000

/** A photo may carry a megabyte of profiles and previews before its size: they are stepped over. */
export async function readJpegHeader(source: Source): Promise<JpegHeader | undefined> {
  let size: { width: number; height: number } | undefined
  let orientation: number | undefined
  let position = 2
  for (let count = 0; count < MAX_SEGMENTS; count++) {
    const head = await readAt(source, position, 9)
    if (head.length < 9 || head[0] !== 0xff) return undefined
    const marker = head[1]!
    if (marker === 0xda) return size && { ...size, orientation, dataStart: position }
    if (marker === 0xff) {
      position += 1
      continue
    }
    const length = head.readUInt16BE(2)
    if (isFrameHeader(marker)) size = { height: head.readUInt16BE(5), width: head.readUInt16BE(7) }
    if (marker === 0xe1) orientation ??= readOrientation(await readAt(source, position + 4, length))
    position += 2 + length
  }
  return undefined
}

/** SOF0 to SOF15, without the three tables that share their numbers. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

/** Tag 0x0112 of the first directory. */
function readOrientation(exif: Buffer): number | undefined {
  if (exif.toString('latin1', 0, 6) !== 'Exif\0\0' || exif.length < 14) return undefined
  const tiff = exif.subarray(6)
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const u16 = (at: number) =>
    at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at)
  const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  const entries = u16(directory)
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + entry * 12
    if (u16(at) !== 0x0112) continue
    const value = u16(at + 8)
    return value >= 1 && value <= 8 ? value : undefined
  }
  return undefined
}
