import { type FileHandle, open } from 'node:fs/promises'
import { AppError } from '../../nodes/errors.ts'
import { findBox, readBoxes, readBoxHeader } from './boxes.ts'
import { box, full, uint32 } from './box-writer.ts'

const UTF8 = 1

/** Words kept beside the tracks, under names of our own choosing. Players and editors pass over them. */
export function writeMetadata(words: Readonly<Record<string, string>>): Buffer | undefined {
  const entries = Object.entries(words)
  if (entries.length === 0) return undefined
  const handler = full('hdlr', 0, Buffer.alloc(4), Buffer.from('mdta'), Buffer.alloc(13))
  const keys = entries.map(([name]) => box('mdta', Buffer.from(name)))
  const values = entries.map(([, value], index) => {
    const data = full('data', UTF8, uint32(0), Buffer.from(value))
    return Buffer.concat([uint32(data.length + 8), uint32(index + 1), data])
  })
  return full('meta', 0, handler, full('keys', 0, uint32(keys.length), ...keys), box('ilst', ...values))
}

/** Three long texts, of which a Chinese letter takes three bytes. */
const MAX_META_BYTES = 32 * 1024 * 1024
const MAX_BOXES = 4_096

/**
 * Reads those words back, from any file: without them, or where they make no sense, there are none. Only the box
 * that holds them is read, however long the film is.
 */
export async function readMetadata(path: string): Promise<Record<string, string>> {
  const handle = await open(path)
  try {
    const file = { from: 0, to: (await handle.stat()).size }
    const movie = await findPlace(handle, file, 'moov')
    // Other tools move what they do not know one level down.
    const user = movie && (await findPlace(handle, movie, 'udta'))
    for (const parent of [movie, user]) {
      const place = parent && (await findPlace(handle, parent, 'meta'))
      const words = place && place.to - place.from <= MAX_META_BYTES && (await readWords(handle, place))
      if (words) return words
    }
    return {}
  } catch (error) {
    if (error instanceof AppError || error instanceof RangeError) return {}
    throw error
  } finally {
    await handle.close()
  }
}

interface Place {
  readonly from: number
  readonly to: number
}

async function findPlace(handle: FileHandle, { from, to }: Place, type: string): Promise<Place | undefined> {
  let position = from
  for (let i = 0; i < MAX_BOXES && position + 8 <= to; i++) {
    const head = Buffer.alloc(16)
    await handle.read(head, 0, 16, position)
    const header = readBoxHeader(head, to - position)
    if (header.size > to - position) return undefined
    if (header.type === type) return { from: position + header.headerBytes, to: position + header.size }
    position += header.size
  }
  return undefined
}

async function readWords(
  handle: FileHandle,
  { from, to }: Place,
): Promise<Record<string, string> | undefined> {
  const bytes = Buffer.alloc(to - from)
  await handle.read(bytes, 0, bytes.length, from)
  // QuickTime leaves out version and flags, which are zero where they are.
  const isFull = bytes.length >= 4 && bytes.readUInt32BE(0) === 0
  const boxes = readBoxes(bytes.subarray(isFull ? 4 : 0))
  const handler = findBox(boxes, 'hdlr')
  const [keys, list] = [findBox(boxes, 'keys'), findBox(boxes, 'ilst')]
  if (handler?.toString('latin1', 8, 12) !== 'mdta' || !keys || !list) return undefined
  const names = readBoxes(keys.subarray(8)).map(({ body }) => body.toString())
  const words = new Map<string, string>()
  for (const { type, body } of readBoxes(list)) {
    const name = names[Buffer.from(type, 'latin1').readUInt32BE(0) - 1]
    const data = findBox(readBoxes(body), 'data')
    if (name && data && data.readUInt32BE(0) === UTF8) words.set(name, data.toString('utf8', 8))
  }
  return Object.fromEntries(words)
}
