import { createBits } from './bits.ts'
import { readAvcConfig } from './h264.ts'
import type { JoinVideo } from './joinable.ts'

/**
 * How pictures of several encoders can follow each other in one track, which tells a decoder its settings once.
 * same: they were made with the same ones. merged: their numbered sets stand side by side. in_band: two sets have
 * the same number, so every clip repeats its own in front of every picture where decoding may start.
 */
export interface SharedSettings {
  readonly kind: 'same' | 'merged' | 'in_band'
  /** What the file says once. */
  readonly config: Buffer
}

type Told = Pick<JoinVideo, 'codec' | 'config'>

/** Undefined where they cannot follow each other at all. */
export function shareSettings(pictures: readonly Told[]): SharedSettings | undefined {
  const [first] = pictures
  if (!first || pictures.some(({ codec }) => codec !== first.codec)) return undefined
  const configs = distinct(pictures.map(({ config }) => config))
  if (configs.length === 1) return { kind: 'same', config: first.config }
  if (first.codec === 'vp9') return shareVp9(configs)
  return first.codec === 'h264' ? shareH264(configs) : undefined
}

function distinct(buffers: readonly Buffer[]): Buffer[] {
  return [...new Map(buffers.map((bytes) => [bytes.toString('latin1'), bytes])).values()]
}

const VP9_LEVEL = 5

/** A key frame of VP9 brings its own settings; the box in front only announces them, and the level with them. */
function shareVp9(configs: readonly Buffer[]): SharedSettings | undefined {
  const withoutLevel = configs.map((config) => {
    const copy = Buffer.from(config)
    copy[VP9_LEVEL] = 0
    return copy
  })
  if (distinct(withoutLevel).length > 1) return undefined
  const config = Buffer.from(configs[0]!)
  config[VP9_LEVEL] = Math.max(...configs.map((one) => one[VP9_LEVEL]!))
  return { kind: 'merged', config }
}

/** avcC counts its sequence sets with five bits and its picture sets with eight. */
const MAX_SPS = 31
const MAX_PPS = 255

function shareH264(configs: readonly Buffer[]): SharedSettings | undefined {
  try {
    const read = configs.map(readAvcConfig)
    const samples = read.map(({ sps }) => formatOf(sps[0]))
    const alike = read.every(({ lengthBytes }) => lengthBytes === read[0]!.lengthBytes)
    if (!alike || new Set(samples).size > 1) return undefined
    const sps = unite(read.flatMap((one) => one.sps))
    const pps = unite(read.flatMap((one) => one.pps))
    const fits = sps && pps && sps.length <= MAX_SPS && pps.length <= MAX_PPS
    const kind = fits ? 'merged' : 'in_band'
    const sets = fits ? { sps, pps } : read[0]!
    return { kind, config: writeAvcConfig(configs, sets) }
  } catch (error) {
    // A set that ends too early cannot be numbered.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Undefined where two different sets want the same number. */
function unite(sets: readonly Buffer[]): Buffer[] | undefined {
  const byNumber = new Map<number, Buffer>()
  for (const set of sets) {
    const number = setNumber(set)
    if (!(byNumber.get(number) ?? set).equals(set)) return undefined
    byNumber.set(number, set)
  }
  return [...byNumber.values()]
}

const SEQUENCE_SET = 7

function setNumber(set: Buffer): number {
  const bits = createBits(set)
  const isSequence = (bits.read(8) & 31) === SEQUENCE_SET
  if (isSequence) bits.read(24)
  return bits.unsigned()
}

/** Profiles below High say nothing about the samples because they know only one kind. */
function formatOf(sps: Buffer | undefined): string {
  if (!sps || !HIGH_PROFILES.has(sps.readUInt8(1))) return '1 0 0'
  const bits = createBits(sps.subarray(4))
  bits.unsigned()
  const chroma = bits.unsigned()
  if (chroma === 3) bits.flag()
  return `${chroma} ${bits.unsigned()} ${bits.unsigned()}`
}

const HIGH_PROFILES = new Set([100, 110, 122, 244, 44])

/** States the highest profile and level, and only the promises that all of them make. */
function writeAvcConfig(
  configs: readonly Buffer[],
  { sps, pps }: { sps: readonly Buffer[]; pps: readonly Buffer[] },
): Buffer {
  const highest = (at: number) => configs.reduce((most, config) => Math.max(most, config.readUInt8(at)), 0)
  const profile = highest(1)
  const promises = configs.reduce((common, config) => common & config.readUInt8(2), 0xff)
  const head = Buffer.from([1, profile, promises, highest(3), configs[0]!.readUInt8(4), 0xe0 | sps.length])
  const sets = [...withLengths(sps, 2), Buffer.from([pps.length]), ...withLengths(pps, 2)]
  const format = HIGH_PROFILES.has(profile) ? [writeFormat(sps)] : []
  return Buffer.concat([head, ...sets, ...format])
}

function writeFormat(sps: readonly Buffer[]): Buffer {
  const [chroma = 1, luma = 0, depth = 0] = formatOf(sps[0]).split(' ').map(Number)
  return Buffer.from([0xfc | chroma, 0xf8 | luma, 0xf8 | depth, 0])
}

function withLengths(sets: readonly Buffer[], lengthBytes: number): Buffer[] {
  return sets.map((set) => {
    const length = Buffer.alloc(lengthBytes)
    length.writeUIntBE(set.length, 0, lengthBytes)
    return Buffer.concat([length, set])
  })
}

/** The sets of a clip as units of a sample, to be repeated in front of its pictures. */
export function inBandSets(avcC: Buffer): Buffer {
  const { sps, pps, lengthBytes } = readAvcConfig(avcC)
  return Buffer.concat(withLengths([...sps, ...pps], lengthBytes))
}

/** A number for parameter sets that none of these pictures uses, so that an encoder can join them. */
export function freeSetNumber(pictures: readonly Told[]): number | undefined {
  const used = new Set(
    pictures.flatMap(({ config }) => {
      const { sps, pps } = readAvcConfig(config)
      return [...sps, ...pps].map(setNumber)
    }),
  )
  for (let number = 0; number < 32; number++) if (!used.has(number)) return number
  return undefined
}
