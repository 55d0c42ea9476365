import { AppError } from '../../nodes/errors.ts'

/** One box of the ISO base media format. `body` is a view into the file's index, never a copy. */
export interface Box {
  readonly type: string
  readonly body: Buffer
}

/** A box announces its own size, so a hostile file could ask for millions of empty ones. */
const MAX_CHILDREN = 4_096

/** The children of a container. Every size is checked against the bytes that are really there. */
export function readBoxes(bytes: Buffer): Box[] {
  const boxes: Box[] = []
  let position = 0
  // Fewer than eight bytes left is padding that some encoders leave behind a container's last child.
  while (position + 8 <= bytes.length) {
    const header = readBoxHeader(bytes.subarray(position), bytes.length - position)
    if (header.size > bytes.length - position) throw damaged(`${header.type} is longer than what holds it`)
    if (boxes.length >= MAX_CHILDREN) throw damaged('it has too many parts')
    boxes.push({
      type: header.type,
      body: bytes.subarray(position + header.headerBytes, position + header.size),
    })
    position += header.size
  }
  return boxes
}

export interface BoxHeader {
  readonly type: string
  readonly headerBytes: number
  /** Header included. */
  readonly size: number
}

/** Reads a header from at least 16 bytes (8 at the end of a file). `rest` is what size 0, "to the end", means. */
export function readBoxHeader(bytes: Buffer, rest: number): BoxHeader {
  const type = bytes.toString('latin1', 4, 8)
  const short = bytes.readUInt32BE(0)
  if (short === 0) return { type, headerBytes: 8, size: rest }
  if (short === 1) {
    const size = toSafeNumber(bytes.readBigUInt64BE(8))
    if (size < 16) throw damaged(`${type} says that it is ${size} bytes long`)
    return { type, headerBytes: 16, size }
  }
  if (short < 8) throw damaged(`${type} says that it is ${short} bytes long`)
  return { type, headerBytes: 8, size: short }
}

export function findBox(boxes: readonly Box[], type: string): Buffer | undefined {
  return boxes.find((box) => box.type === type)?.body
}

export function needBox(boxes: readonly Box[], type: string): Buffer {
  const body = findBox(boxes, type)
  if (!body) throw damaged(`${type} is missing`)
  return body
}

/** Version and flags open every "full" box. */
export function readVersion(body: Buffer): { version: number; flags: number } {
  const word = body.readUInt32BE(0)
  return { version: word >>> 24, flags: word & 0xffffff }
}

/** Sizes and times of 64 bits are real only as far as a file can be long. */
export function toSafeNumber(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged('it holds an impossible size')
  return Number(value)
}

/** The caller knows the file's name and fills it in. */
export function damaged(reason: string): AppError {
  return new AppError('file_unreadable', { name: 'The file', reason })
}
