import { damaged } from '../mp4/boxes.ts'

/** One element of EBML (RFC 8794). `body` is a view, never a copy. */
export interface Element {
  readonly id: number
  readonly body: Buffer
}

export interface ElementHeader {
  readonly id: number
  readonly headerBytes: number
  /** Undefined where whoever wrote it did not know: it then ends where something begins that cannot lie in it. */
  readonly size: number | undefined
}

/** Identifiers have up to four bytes and lengths up to eight. */
export const MAX_HEADER_BYTES = 12

export function readElementHeader(bytes: Buffer): ElementHeader {
  const idBytes = leadingZeros(bytes.readUInt8(0)) + 1
  if (idBytes > 4) throw damaged('it holds something that has no name')
  const { value, length } = readVint(bytes.subarray(idBytes))
  return { id: bytes.readUIntBE(0, idBytes), headerBytes: idBytes + length, size: value }
}

/** A number behind a marker that says how long it is; undefined for the one that means "unknown". */
export function readVint(bytes: Buffer): { value: number | undefined; length: number } {
  const first = bytes.readUInt8(0)
  const length = leadingZeros(first) + 1
  if (length > 8) throw damaged('it holds a length without an end')
  let value = first & (0xff >> length)
  let isUnknown = value === 0xff >> length
  for (let i = 1; i < length; i++) {
    const byte = bytes.readUInt8(i)
    isUnknown &&= byte === 0xff
    value = value * 256 + byte
  }
  if (!isUnknown && !Number.isSafeInteger(value)) throw damaged('it holds an impossible size')
  return { value: isUnknown ? undefined : value, length }
}

function leadingZeros(byte: number): number {
  return byte === 0 ? 8 : Math.clz32(byte) - 24
}

/** An element announces its own size, so a hostile file could ask for millions of empty ones. */
const MAX_CHILDREN = 4_096

/** The children of a master. Every size is checked against the bytes that are really there. */
export function readElements(bytes: Buffer): Element[] {
  const elements: Element[] = []
  let position = 0
  while (position < bytes.length) {
    const { id, headerBytes, size } = readElementHeader(bytes.subarray(position))
    const from = position + headerBytes
    if (size === undefined || size > bytes.length - from) throw damaged('a part is longer than what holds it')
    if (elements.length >= MAX_CHILDREN) throw damaged('it has too many parts')
    elements.push({ id, body: bytes.subarray(from, from + size) })
    position = from + size
  }
  return elements
}

export function findElement(elements: readonly Element[], id: number): Buffer | undefined {
  return elements.find((element) => element.id === id)?.body
}

export function readUint(body: Buffer): number {
  if (body.length > 8) throw damaged('a number is too long')
  let value = 0
  for (const byte of body) value = value * 256 + byte
  if (!Number.isSafeInteger(value)) throw damaged('it holds an impossible number')
  return value
}

export function findUint(elements: readonly Element[], id: number): number | undefined {
  const body = findElement(elements, id)
  return body && readUint(body)
}

export function findFloat(elements: readonly Element[], id: number): number | undefined {
  const body = findElement(elements, id)
  if (!body || body.length === 0) return undefined
  return body.length === 4 ? body.readFloatBE(0) : body.readDoubleBE(0)
}

export function findText(elements: readonly Element[], id: number): string | undefined {
  return findElement(elements, id)?.toString('latin1').replace(/\0.*$/s, '')
}
