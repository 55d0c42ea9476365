import { AppError } from '../nodes/errors.ts'
import { readAt } from './files/source.ts'
import type { Source } from './files/source.ts'
import { readJpegHeader } from './jpeg.ts'

/**
 * Refuses a file that was cut off, where its format can tell. Decoders do not: they paint the missing half of a
 * picture grey and end a film early without a word. (MP4 tells through its index: see mp4/read.ts.)
 */
export async function requireComplete(source: Source, extension: string): Promise<void> {
  if (await checks[extension]?.(source)) throw new AppError('file_incomplete', { name: source.name })
}

const checks: Record<string, (source: Source) => Promise<boolean>> = {
  png: (source) => isMarkMissing(source, Buffer.from('IEND\xaeB`\x82', 'latin1'), 0),
  jpg: isJpegCut,
  gif: isGifCut,
  webp: isRiffCut,
  wav: isRiffCut,
  avi: isRiffCut,
  webm: isMatroskaCut,
  mkv: isMatroskaCut,
}

/** Only behind the start of the picture: the small preview in its header ends with the same mark. */
async function isJpegCut(source: Source): Promise<boolean> {
  const header = await readJpegHeader(source)
  return !header || isMarkMissing(source, Buffer.from([0xff, 0xd9]), header.dataStart)
}

const TAIL_BYTES = 64 * 1024

/** Looked for from the end, but not only there: phones append a short film to their photos. */
async function isMarkMissing(source: Source, mark: Buffer, start: number): Promise<boolean> {
  for (let end = source.sizeBytes; end > start; end -= TAIL_BYTES - mark.length) {
    const from = Math.max(end - TAIL_BYTES, start)
    if ((await readAt(source, from, end - from)).includes(mark)) return false
  }
  return true
}

/** Cut between two blocks only loses the last one's end mark, which nobody misses. */
async function isGifCut(source: Source): Promise<boolean> {
  const gif = await readAt(source, 0, source.sizeBytes)
  const colorTable = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  const skipBlocks = (at: number) => {
    while (at < gif.length && gif[at] !== 0) at += gif[at]! + 1
    return at + 1
  }
  let at = 13 + colorTable(gif[10] ?? 0)
  while (at < gif.length && gif[at] !== 0x3b) {
    at = skipBlocks(gif[at] === 0x2c ? at + 11 + colorTable(gif[at + 9] ?? 0) : at + 2)
  }
  return at > gif.length
}

/** A recorder that does not know the length yet writes 0 or all ones; that is no cut. */
async function isRiffCut(source: Source): Promise<boolean> {
  const head = await readAt(source, 0, 8)
  const size = head.readUInt32LE(4)
  return size < 0xffff_ff00 && size + 8 > source.sizeBytes + 1
}

const SEGMENT = 0x18538067

async function isMatroskaCut(source: Source): Promise<boolean> {
  const head = await readAt(source, 0, 4096)
  const header = readVint(head, 4)
  const segment = header && header.end + header.value
  if (segment === undefined || segment + 12 > head.length || head.readUInt32BE(segment) !== SEGMENT)
    return false
  const body = readVint(head, segment + 4)
  return body !== undefined && body.end + body.value > source.sizeBytes
}

/** A length in as many bytes as the first one has leading zeros; undefined for "not known". */
function readVint(bytes: Buffer, at: number): { value: number; end: number } | undefined {
  const length = Math.clz32(bytes[at] ?? 0) - 23
  if (length > 8 || at + length > bytes.length) return undefined
  let value = BigInt(bytes[at]! & (0xff >> length))
  for (let index = 1; index < length; index++) value = (value << 8n) | BigInt(bytes[at + index]!)
  const isUnknown = value === (1n << BigInt(7 * length)) - 1n
  return isUnknown ? undefined : { value: Number(value), end: at + length }
}
