import { readAvcConfig } from './h264.ts'
import { readHvcConfig } from './hevc.ts'
import type { LookAtStart, ReadSample } from './starts.ts'

/** How H.264 and H.265 number their units: both write a sample as a list of them, each behind its length. */
interface Numbering {
  readonly typeOf: (header: number) => number
  readonly isSlice: (type: number) => boolean
  /** After such a picture nothing refers to what lies before it, in either order. */
  readonly isWhole: (type: number) => boolean
  readonly isParameterSet: (type: number) => boolean
}

const h264: Numbering = {
  typeOf: (header) => header & 31,
  isSlice: (type) => type >= 1 && type <= 5,
  isWhole: (type) => type === 5,
  isParameterSet: (type) => type === 7 || type === 8,
}

const hevc: Numbering = {
  typeOf: (header) => (header >> 1) & 63,
  isSlice: (type) => type < 32,
  isWhole: (type) => type === 19 || type === 20,
  isParameterSet: (type) => type >= 32 && type <= 34,
}

export function lookAtH264(avcC: Buffer): LookAtStart {
  const { lengthBytes, sps, pps } = readAvcConfig(avcC)
  return lookAtUnits(h264, lengthBytes, [...sps, ...pps])
}

export function lookAtHevc(hvcC: Buffer): LookAtStart {
  const { lengthBytes, units } = readHvcConfig(hvcC)
  return lookAtUnits(hevc, lengthBytes, units)
}

const MAX_UNITS = 64
const MAX_SET_BYTES = 4_096

function lookAtUnits(numbering: Numbering, lengthBytes: number, known: readonly Buffer[]): LookAtStart {
  return (read: ReadSample, size: number) => {
    let hasOwnSettings = false
    let position = 0
    for (let unit = 0; unit < MAX_UNITS && position + lengthBytes < size; unit++) {
      const head = read(position, lengthBytes + 1)
      if (head.length <= lengthBytes) break
      const length = head.readUIntBE(0, lengthBytes)
      const type = numbering.typeOf(head.readUInt8(lengthBytes))
      if (numbering.isSlice(type)) return { isWhole: numbering.isWhole(type), hasOwnSettings }
      if (numbering.isParameterSet(type)) {
        const set = read(position + lengthBytes, Math.min(length, MAX_SET_BYTES))
        hasOwnSettings ||= !known.some((one) => one.equals(set))
      }
      position += lengthBytes + length
    }
    return { isWhole: false, hasOwnSettings }
  }
}
