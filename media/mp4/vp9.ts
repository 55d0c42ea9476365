import { createBits } from './bits.ts'
import type { LookAtStart } from './starts.ts'

/** What the uncompressed header of a key frame says (VP9 bitstream specification, 6.2). */
export interface Vp9Header {
  readonly profile: number
  readonly bitDepth: 8 | 10 | 12
  /** Of the specification's own table; 2 is BT.709, 7 is RGB. */
  readonly colorSpace: number
  readonly fullRange: boolean
  readonly subsamplingX: boolean
  readonly subsamplingY: boolean
  readonly width: number
  readonly height: number
}

const SYNC_CODE = 0x498342
const RGB = 7

/** Undefined for a frame that needs others. */
export function readVp9KeyFrame(frame: Buffer): Vp9Header | undefined {
  const bits = createBits(frame)
  if (bits.read(2) !== 2) return undefined
  const profile = bits.read(1) + 2 * bits.read(1)
  if (profile === 3) bits.read(1)
  const showsExisting = bits.flag()
  if (showsExisting || bits.flag()) return undefined
  bits.read(2) // show_frame, error_resilient_mode
  if (bits.read(24) !== SYNC_CODE) return undefined

  const bitDepth = profile < 2 ? 8 : bits.flag() ? 12 : 10
  const colorSpace = bits.read(3)
  const spellsOut = profile === 1 || profile === 3
  const fullRange = colorSpace === RGB || bits.flag()
  const [subsamplingX, subsamplingY] =
    colorSpace === RGB ? [false, false] : spellsOut ? [bits.flag(), bits.flag()] : [true, true]
  if (spellsOut) bits.flag()
  const width = bits.read(16) + 1
  const height = bits.read(16) + 1
  return { profile, bitDepth, colorSpace, fullRange, subsamplingX, subsamplingY, width, height }
}

const HEAD_BYTES = 32

/** Every key frame brings its own settings; they must stay what the first one's were. */
export function lookAtVp9(): LookAtStart {
  let known: string | undefined
  return (read) => {
    const bytes = read(0, HEAD_BYTES)
    const header = bytes.length === HEAD_BYTES ? readVp9KeyFrame(bytes) : undefined
    if (!header) return { isWhole: false, hasOwnSettings: false }
    const settings = JSON.stringify(header)
    known ??= settings
    return { isWhole: true, hasOwnSettings: settings !== known }
  }
}
