import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { aspects } from '../../../nodes/models.ts'

/**
 * What a storyboard frame was drawn from, carried inside its PNG. Image to Video draws the frame again from
 * it, and if that gives the same file, it can move the sheets apart and let the rain fall.
 */
const Recipe = z.object({
  prompt: z.string().max(100_000),
  aspect: z.enum(aspects),
  seed: z.number(),
  variation: z.number(),
  shot: z.number(),
})
export type Recipe = z.infer<typeof Recipe>

const KEYWORD = 'Sceneloom storyboard'
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** The signature, and IHDR, which is always first and always 25 bytes. */
const AFTER_HEADER = SIGNATURE.length + 25

export function writeRecipe(png: Buffer, { prompt, aspect, seed, variation, shot }: Recipe): Buffer {
  const text = JSON.stringify({ prompt, aspect, seed, variation, shot })
  // iTXt: keyword, no compression, no language, no translated keyword, then UTF-8.
  const chunk = createChunk(
    'iTXt',
    Buffer.concat([Buffer.from(`${KEYWORD}\0\0\0\0\0`, 'latin1'), Buffer.from(text, 'utf8')]),
  )
  return Buffer.concat([png.subarray(0, AFTER_HEADER), chunk, png.subarray(AFTER_HEADER)])
}

/** Undefined for any other picture, and for anything that only looks like a recipe. */
export function readRecipe(png: Buffer): Recipe | undefined {
  if (!png.subarray(0, SIGNATURE.length).equals(SIGNATURE) || png.length < AFTER_HEADER + 12) return undefined
  const length = png.readUInt32BE(AFTER_HEADER)
  const data = png.subarray(AFTER_HEADER + 8, AFTER_HEADER + 8 + length)
  const head = Buffer.from(`${KEYWORD}\0\0\0\0\0`, 'latin1')
  if (data.length !== length || !data.subarray(0, head.length).equals(head)) return undefined
  try {
    return Recipe.parse(JSON.parse(data.subarray(head.length).toString('utf8')))
  } catch {
    return undefined
  }
}

function createChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + data.length)
  chunk.writeUInt32BE(data.length, 0)
  chunk.write(type, 4, 'latin1')
  data.copy(chunk, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length)
  return chunk
}
