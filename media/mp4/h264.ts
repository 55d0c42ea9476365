import type { Rational } from '../ffmpeg/probe.ts'
import { type Bits, createBits } from './bits.ts'

/** What a sequence parameter set says about the pictures (ITU-T H.264, 7.3.2.1.1 and annex E). */
export interface Sps {
  readonly profile: number
  /** Bit n is constraint_set{n}_flag. */
  readonly constraints: number
  readonly level: number
  readonly id: number
  /** 0 grey, 1 4:2:0, 2 4:2:2, 3 4:4:4. */
  readonly chroma: number
  readonly lumaBits: number
  readonly chromaBits: number
  /** Cropped: what comes out of the decoder. */
  readonly width: number
  readonly height: number
  /** True when a picture can never be two fields. */
  readonly framesOnly: boolean
  readonly vui: Vui
}

export interface Vui {
  readonly sar?: Rational
  readonly fullRange?: boolean
  readonly primaries?: number
  readonly transfer?: number
  readonly matrix?: number
  /** How many frames wait to be put in order; absent when the stream leaves the decoder to find out. */
  readonly reorderFrames?: number
}

export interface AvcConfig {
  readonly lengthBytes: number
  readonly sps: readonly Buffer[]
  readonly pps: readonly Buffer[]
}

export function readAvcConfig(avcC: Buffer): AvcConfig {
  const lengthBytes = (avcC.readUInt8(4) & 3) + 1
  let position = 5
  const readSets = (count: number) =>
    Array.from({ length: count }, () => {
      const start = position + 2
      const end = start + avcC.readUInt16BE(position)
      if (end > avcC.length) throw new RangeError('A parameter set is longer than avcC')
      position = end
      return avcC.subarray(start, end)
    })
  const sps = readSets(avcC.readUInt8(position++) & 31)
  const pps = readSets(avcC.readUInt8(position++))
  return { lengthBytes, sps, pps }
}

const WITH_CHROMA_FORMAT = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135])

/** `nal` starts with its header byte, as in avcC. */
export function readSps(nal: Buffer): Sps {
  const bits = createBits(withoutEmulation(nal.subarray(1)))
  const profile = bits.read(8)
  const constraints = reverseByte(bits.read(8))
  const level = bits.read(8)
  const id = bits.unsigned()
  const format = WITH_CHROMA_FORMAT.has(profile)
    ? readFormat(bits)
    : { chroma: 1, lumaBits: 8, chromaBits: 8 }

  bits.unsigned() // log2_max_frame_num
  skipPictureOrder(bits)
  bits.unsigned() // max_num_ref_frames
  bits.flag() // gaps_in_frame_num_value_allowed_flag
  const columns = bits.unsigned() + 1
  const rows = bits.unsigned() + 1
  const framesOnly = bits.flag()
  if (!framesOnly) bits.flag() // mb_adaptive_frame_field_flag
  bits.flag() // direct_8x8_inference_flag

  const [left, right, top, bottom] = bits.flag() ? readFour(bits) : [0, 0, 0, 0]
  const unitX = format.chroma === 1 || format.chroma === 2 ? 2 : 1
  const unitY = (format.chroma === 1 ? 2 : 1) * (framesOnly ? 1 : 2)
  const width = columns * 16 - (left + right) * unitX
  const height = rows * 16 * (framesOnly ? 1 : 2) - (top + bottom) * unitY
  const vui = bits.flag() ? readVui(bits) : {}
  return { profile, constraints, level, id, ...format, width, height, framesOnly, vui }
}

function readFour(bits: Bits): [number, number, number, number] {
  return [bits.unsigned(), bits.unsigned(), bits.unsigned(), bits.unsigned()]
}

function readFormat(bits: Bits): { chroma: number; lumaBits: number; chromaBits: number } {
  const chroma = bits.unsigned()
  if (chroma === 3) bits.flag() // separate_colour_plane_flag
  const lumaBits = bits.unsigned() + 8
  const chromaBits = bits.unsigned() + 8
  bits.flag() // qpprime_y_zero_transform_bypass_flag
  if (bits.flag()) {
    const lists = chroma === 3 ? 12 : 8
    for (let list = 0; list < lists; list++) if (bits.flag()) skipScalingList(bits, list < 6 ? 16 : 64)
  }
  return { chroma, lumaBits, chromaBits }
}

function skipScalingList(bits: Bits, size: number): void {
  let next = 8
  for (let i = 0; i < size && next !== 0; i++) next = (next + bits.signed() + 256) % 256
}

function skipPictureOrder(bits: Bits): void {
  const type = bits.unsigned()
  if (type === 0) bits.unsigned()
  if (type !== 1) return
  bits.flag()
  bits.signed()
  bits.signed()
  const cycle = bits.unsigned()
  if (cycle > 255) throw new RangeError('A picture order cycle is too long')
  for (let i = 0; i < cycle; i++) bits.signed()
}

/** Table E-1: the pixel shapes that have a number of their own. */
const PIXEL_SHAPES: readonly (readonly [number, number])[] = [
  [0, 0],
  [1, 1],
  [12, 11],
  [10, 11],
  [16, 11],
  [40, 33],
  [24, 11],
  [20, 11],
  [32, 11],
  [80, 33],
  [18, 11],
  [15, 11],
  [64, 33],
  [160, 99],
  [4, 3],
  [3, 2],
  [2, 1],
]

function readVui(bits: Bits): Vui {
  const sar = bits.flag() ? readPixelShape(bits) : undefined
  if (bits.flag()) bits.flag() // overscan
  const color = bits.flag() ? readSignalType(bits) : {}
  if (bits.flag()) {
    bits.unsigned() // where the chroma samples lie
    bits.unsigned()
  }
  if (bits.flag()) bits.read(65) // timing: the container's clock is the one that counts
  const nalHrd = bits.flag()
  if (nalHrd) skipHrd(bits)
  const vclHrd = bits.flag()
  if (vclHrd) skipHrd(bits)
  if (nalHrd || vclHrd) bits.flag()
  bits.flag() // pic_struct_present_flag
  const reorderFrames = bits.flag() ? readReorderFrames(bits) : undefined
  return { ...(sar && { sar }), ...color, ...(reorderFrames !== undefined && { reorderFrames }) }
}

function readPixelShape(bits: Bits): Rational | undefined {
  const index = bits.read(8)
  const [num, den] = index === 255 ? [bits.read(16), bits.read(16)] : (PIXEL_SHAPES[index] ?? [0, 0])
  return num > 0 && den > 0 ? { num, den } : undefined
}

function readSignalType(bits: Bits): Pick<Vui, 'fullRange' | 'primaries' | 'transfer' | 'matrix'> {
  bits.read(3) // video_format
  const fullRange = bits.flag()
  if (!bits.flag()) return { fullRange }
  return { fullRange, primaries: bits.read(8), transfer: bits.read(8), matrix: bits.read(8) }
}

function skipHrd(bits: Bits): void {
  const count = bits.unsigned() + 1
  if (count > 32) throw new RangeError('There are too many buffer descriptions')
  bits.read(8)
  for (let i = 0; i < count; i++) {
    bits.unsigned()
    bits.unsigned()
    bits.flag()
  }
  bits.read(20)
}

function readReorderFrames(bits: Bits): number {
  bits.flag()
  readFour(bits)
  return bits.unsigned()
}

/** Two zero bytes are followed by a 3 that is not data, so that no start code appears inside a unit. */
function withoutEmulation(bytes: Buffer): Uint8Array {
  const clean: number[] = []
  let zeros = 0
  for (const byte of bytes) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0
      continue
    }
    zeros = byte === 0 ? zeros + 1 : 0
    clean.push(byte)
  }
  return Uint8Array.from(clean)
}

/** constraint_set0_flag is written first, in the highest bit. */
function reverseByte(byte: number): number {
  let reversed = 0
  for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) reversed |= 0x80 >> bit
  return reversed
}
