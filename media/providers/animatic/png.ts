import { promisify } from 'node:util'
import { crc32, deflate } from 'node:zlib'
import type { Canvas } from '@napi-rs/canvas'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** The signature, and IHDR, which is always first and always 25 bytes. */
const AFTER_HEADER = SIGNATURE.length + 25
const UP = 2

/**
 * An opaque canvas as a PNG with one text in it, readable with `readPngText`. Four times as fast as the
 * canvas's own encoder, and smaller: no alpha, one filter that suits soft gradients, a light compression.
 */
export async function encodePng(canvas: Canvas, text: { keyword: string; value: string }): Promise<Buffer> {
  const { width, height } = canvas
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // 8 bits, RGB; then the only compression and filter method, not interlaced.
  header.set([8, 2, 0, 0, 0], 8)
  const packed = await promisify(deflate)(filterRows(canvas.data(), width, height), { level: 3 })
  return Buffer.concat([
    SIGNATURE,
    createChunk('IHDR', header),
    createChunk('iTXt', Buffer.concat([textHead(text.keyword), Buffer.from(text.value, 'utf8')])),
    createChunk('IDAT', packed),
    createChunk('IEND', Buffer.alloc(0)),
  ])
}

/** The text right after the header, where `encodePng` puts it; undefined for every other file. */
export function readPngText(png: Buffer, keyword: string): string | undefined {
  if (!png.subarray(0, SIGNATURE.length).equals(SIGNATURE) || png.length < AFTER_HEADER + 12) return undefined
  const length = png.readUInt32BE(AFTER_HEADER)
  const type = png.toString('latin1', AFTER_HEADER + 4, AFTER_HEADER + 8)
  const data = png.subarray(AFTER_HEADER + 8, AFTER_HEADER + 8 + length)
  const head = textHead(keyword)
  if (type !== 'iTXt' || data.length !== length || !data.subarray(0, head.length).equals(head))
    return undefined
  return data.toString('utf8', head.length)
}

/** Each row as what differs from the row above. */
function filterRows(rgba: Buffer, width: number, height: number): Buffer {
  const rows = Buffer.alloc((width * 3 + 1) * height)
  const stride = width * 4
  let at = 0
  for (let row = 0; row < height; row++) {
    rows[at++] = UP
    const end = (row + 1) * stride
    for (let pixel = row * stride; pixel < end; pixel += 4) {
      for (let channel = pixel; channel < pixel + 3; channel++) {
        rows[at++] = rgba[channel]! - (row > 0 ? rgba[channel - stride]! : 0)
      }
    }
  }
  return rows
}

/** Keyword, not compressed, no language, no translated keyword. */
function textHead(keyword: string): Buffer {
  return Buffer.from(`${keyword}\0\0\0\0\0`, 'latin1')
}

function createChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + data.length)
  chunk.writeUInt32BE(data.length, 0)
  chunk.write(type, 4, 'latin1')
  data.copy(chunk, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length)
  return chunk
}
