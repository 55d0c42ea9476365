import { createBits } from './bits.ts'
import type { LookAtStart } from './starts.ts'

const SEQUENCE_HEADER = 1
const FRAME_HEADER = 3
const FRAME = 6
const KEY_FRAME = 0
const MAX_UNITS = 64

interface Unit {
  readonly type: number
  readonly payload: Buffer
  readonly end: number
}

/** One unit of a temporal unit (AV1 specification, 5.3). Those in files always say how long they are. */
function readUnit(bytes: Buffer, position: number): Unit | undefined {
  const header = bytes[position]
  if (header === undefined || (header & 2) === 0) return undefined
  let at = position + (header & 4 ? 2 : 1)
  let length = 0
  for (let group = 0; group < 8; group++) {
    const byte = bytes[at++]
    if (byte === undefined) return undefined
    length += (byte & 0x7f) * 2 ** (7 * group)
    if (byte < 0x80) break
  }
  return { type: (header >> 3) & 15, payload: bytes.subarray(at, at + length), end: at + length }
}

/** What lies in front of the first frame is small: headers and metadata. */
const HEAD_BYTES = 2_048

/**
 * A key frame brings its own sequence header, and that is the one that counts: encoders write av1C before they
 * know everything. It must stay what it was at first.
 */
export function lookAtAv1(): LookAtStart {
  let known: Buffer | undefined
  return (read) => {
    const bytes = read(0, HEAD_BYTES)
    let hasOwnSettings = false
    let position = 0
    for (let i = 0; i < MAX_UNITS; i++) {
      const unit = readUnit(bytes, position)
      if (!unit) break
      if (unit.type === SEQUENCE_HEADER) {
        known ??= Buffer.from(unit.payload)
        hasOwnSettings ||= !known.equals(unit.payload)
      }
      if (unit.type === FRAME || unit.type === FRAME_HEADER) {
        return { isWhole: isShownKeyFrame(unit.payload), hasOwnSettings }
      }
      position = unit.end
    }
    return { isWhole: false, hasOwnSettings }
  }
}

/** A key frame that is kept back and shown later does not let decoding start where it lies. */
function isShownKeyFrame(header: Buffer): boolean {
  if (header.length === 0) return false
  const bits = createBits(header)
  const showsExisting = bits.flag()
  const type = bits.read(2)
  return !showsExisting && type === KEY_FRAME && bits.flag()
}
