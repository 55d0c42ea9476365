import type { Rational } from '../ffmpeg/probe.ts'
import { type Box, findBox, readBoxes } from './boxes.ts'
import { type PictureCodec, wrappingOf } from './codec.ts'
import { type OpusConfig, readOpusBox } from './opus.ts'

/** How the samples of a track are to be decoded. Of many a file may hold; nearly all hold one. */
export interface SampleEntry {
  /** The four characters: "avc1", "mp4a", … */
  readonly tag: string
  /** Everything behind the box header, to be written again as it is. */
  readonly body: Buffer
  readonly picture?: PictureEntry
  readonly sound?: SoundEntry
}

export interface PictureEntry {
  readonly width: number
  readonly height: number
  readonly codec?: PictureCodec | undefined
  /** What a decoder is told once: the payload of avcC, hvcC, av1C or vpcC. */
  readonly config?: Buffer | undefined
  readonly sar?: Rational | undefined
  readonly color?: EntryColor | undefined
}

/** Code points of ISO/IEC 23091-2, the same as in the bitstream. */
export interface EntryColor {
  readonly primaries: number
  readonly transfer: number
  readonly matrix: number
  /** QuickTime's older form does not say. */
  readonly fullRange?: boolean | undefined
}

export interface SoundEntry {
  /** MPEG-4 object type: 0x40 is AAC. */
  readonly objectType?: number | undefined
  /** AudioSpecificConfig, or the payload of dOps: what the decoder needs to know. */
  readonly config?: Buffer | undefined
  readonly opus?: OpusConfig | undefined
}

/** The fields in front of the boxes in a sample entry. */
export const PICTURE_FIELDS = 78
const SOUND_FIELDS = 28

export function readPictureEntry({ type, body }: Box): SampleEntry {
  const boxes = readBoxes(body.subarray(PICTURE_FIELDS))
  const pasp = findBox(boxes, 'pasp')
  const colr = findBox(boxes, 'colr')
  const wrapping = wrappingOf(type)
  const picture = {
    width: body.readUInt16BE(24),
    height: body.readUInt16BE(26),
    codec: wrapping?.codec,
    config: wrapping && findBox(boxes, wrapping.configBox),
    sar: pasp && readPixelAspect(pasp),
    color: colr && readColor(colr),
  }
  return { tag: type, body, picture }
}

export function readSoundEntry({ type, body }: Box): SampleEntry {
  // QuickTime appended fields to its sound description twice; ISO files say version 0.
  const version = body.readUInt16BE(8)
  const extra = version === 1 ? 16 : version === 2 ? 36 : 0
  const boxes = readBoxes(body.subarray(SOUND_FIELDS + extra))
  const dOps = findBox(boxes, 'dOps')
  if (type === 'Opus' && dOps) return { tag: type, body, sound: { config: dOps, opus: readOpusBox(dOps) } }
  const wave = findBox(boxes, 'wave')
  const esds = findBox(boxes, 'esds') ?? (wave && findBox(readBoxes(wave), 'esds'))
  return { tag: type, body, sound: esds ? readElementaryStream(esds) : {} }
}

function readPixelAspect(pasp: Buffer): Rational | undefined {
  const num = pasp.readUInt32BE(0)
  const den = pasp.readUInt32BE(4)
  return num > 0 && den > 0 ? { num, den } : undefined
}

function readColor(colr: Buffer): EntryColor | undefined {
  const kind = colr.toString('latin1', 0, 4)
  if (kind !== 'nclx' && kind !== 'nclc') return undefined
  return {
    primaries: colr.readUInt16BE(4),
    transfer: colr.readUInt16BE(6),
    matrix: colr.readUInt16BE(8),
    fullRange: kind === 'nclx' && colr.length > 10 ? colr.readUInt8(10) >= 0x80 : undefined,
  }
}

const ES_DESCRIPTOR = 3
const DECODER_CONFIG = 4
const DECODER_SPECIFIC_INFO = 5

function readElementaryStream(esds: Buffer): SoundEntry {
  const stream = findDescriptor(esds.subarray(4), ES_DESCRIPTOR)
  if (!stream) return {}
  const flags = stream.readUInt8(2)
  const url = (flags & 0x80 ? 2 : 0) + 3
  const optional = url + (flags & 0x40 ? 1 + stream.readUInt8(url) : 0) + (flags & 0x20 ? 2 : 0)
  const decoder = findDescriptor(stream.subarray(optional), DECODER_CONFIG)
  if (!decoder) return {}
  return {
    objectType: decoder.readUInt8(0),
    config: findDescriptor(decoder.subarray(13), DECODER_SPECIFIC_INFO),
  }
}

/** Descriptors are tag, length in groups of seven bits, payload. */
function findDescriptor(bytes: Buffer, wanted: number): Buffer | undefined {
  let position = 0
  while (position + 2 <= bytes.length) {
    const tag = bytes.readUInt8(position++)
    let length = 0
    for (let group = 0; group < 4; group++) {
      const byte = bytes.readUInt8(position++)
      length = (length << 7) | (byte & 0x7f)
      if (byte < 0x80) break
    }
    if (tag === wanted) return bytes.subarray(position, position + length)
    position += length
  }
  return undefined
}
