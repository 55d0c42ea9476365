/** What a decoder of Opus is told once (RFC 7845, and the same fields in the dOps box of an MP4). */
export interface OpusConfig {
  readonly channels: number
  /** Samples at the start, at 48 kHz, that only warm up the decoder. */
  readonly preSkip: number
  /** 0 is mono or stereo; others spell out a layout. */
  readonly family: number
}

/** Opus always counts at this rate, whatever was recorded. */
export const OPUS_RATE = 48_000

/** The first byte of a packet that holds one frame of CELT, by its length in samples. */
const ONE_FRAME: Readonly<Record<number, number>> = { 120: 0xe0, 240: 0xe8, 480: 0xf0, 960: 0xf8 }
const SILENT_FRAME = [0xff, 0xfe]

/** A packet in which nothing is heard; undefined for a length that nobody writes. */
export function opusSilence(samples: number): Buffer | undefined {
  const one = ONE_FRAME[samples]
  if (one !== undefined) return Buffer.from([one, ...SILENT_FRAME])
  const frames = samples / 960
  if (!Number.isInteger(frames) || frames < 2 || frames > 6) return undefined
  // Several frames of equal size: their number follows the first byte.
  return Buffer.from([0xfb, frames, ...Array.from({ length: frames }, () => SILENT_FRAME).flat()])
}

export function readOpusBox(dOps: Buffer): OpusConfig | undefined {
  if (dOps.length < 11 || dOps.readUInt8(0) !== 0) return undefined
  return { channels: dOps.readUInt8(1), preSkip: dOps.readUInt16BE(2), family: dOps.readUInt8(10) }
}

/** Matroska keeps the header of Ogg, which has the same fields the other way round. */
export function opusBoxOf(head: Buffer): Buffer | undefined {
  if (head.length < 19 || head.toString('latin1', 0, 8) !== 'OpusHead' || head.readUInt8(8) >= 16) {
    return undefined
  }
  const dOps = Buffer.from(head.subarray(8))
  dOps.writeUInt8(0, 0)
  dOps.writeUInt16BE(head.readUInt16LE(10), 2)
  dOps.writeUInt32BE(head.readUInt32LE(12), 4)
  dOps.writeInt16BE(head.readInt16LE(16), 8)
  return dOps
}

/** Samples in one frame, at 48 kHz, by the upper five bits of a packet (RFC 6716, table 2). */
function frameSamples(config: number): number {
  if (config < 12) return [480, 960, 1920, 2880][config % 4]!
  return config < 16 ? [480, 960][config % 2]! : 120 * 2 ** (config % 4)
}

/** How long a packet sounds, told from its first two bytes. */
export function opusPacketSamples(packet: Buffer): number | undefined {
  const [toc, count] = packet
  if (toc === undefined) return undefined
  const samples = frameSamples(toc >> 3)
  const frames = [1, 2, 2, count === undefined ? undefined : count & 63][toc & 3]
  return frames ? samples * frames : undefined
}
