import { type Bits, createBits } from './bits.ts'

/** What AudioSpecificConfig says (ISO/IEC 14496-3, 1.6.2.1). */
export interface AacConfig {
  /** 2 is AAC-LC, the one that nearly everything makes. */
  readonly objectType: number
  readonly sampleRate: number
  /** 0 when the layout is spelled out elsewhere. */
  readonly channelConfig: number
  /** 1024 for all but a few broadcasts. */
  readonly samplesPerPacket: number
  /** "unsaid" at low rates may hide a doubled rate that only decoding shows. */
  readonly spectralBands: 'none' | 'doubled' | 'unsaid'
}

const SAMPLE_RATES = [
  96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350,
] as const

const SBR = 5
const PARAMETRIC_STEREO = 29

export function readAacConfig(config: Buffer): AacConfig {
  const bits = createBits(config)
  const first = readObjectType(bits)
  const sampleRate = readSampleRate(bits)
  const channelConfig = bits.read(4)
  const doubled = first === SBR || first === PARAMETRIC_STEREO
  if (doubled) readSampleRate(bits)
  const objectType = doubled ? readObjectType(bits) : first

  const samplesPerPacket = bits.flag() ? 960 : 1024
  if (bits.flag()) bits.read(14) // coreCoderDelay
  bits.flag() // extensionFlag
  const spectralBands = doubled ? 'doubled' : readExtension(bits)
  return { objectType, sampleRate, channelConfig, samplesPerPacket, spectralBands }
}

function readObjectType(bits: Bits): number {
  const type = bits.read(5)
  return type === 31 ? 32 + bits.read(6) : type
}

function readSampleRate(bits: Bits): number {
  const index = bits.read(4)
  const rate = index === 15 ? bits.read(24) : SAMPLE_RATES[index]
  if (!rate) throw new RangeError('There is no such sample rate')
  return rate
}

/** The backward compatible way to announce (or deny) doubled rates, behind what old decoders read. */
function readExtension(bits: Bits): AacConfig['spectralBands'] {
  if (bits.left < 17 || bits.read(11) !== 0x2b7 || bits.read(5) !== SBR) return 'unsaid'
  return bits.flag() ? 'doubled' : 'none'
}
