import { box, full, uint16, uint32, uint8 } from '../mp4/box-writer.ts'
import { type PictureCodec, wrappingOf } from '../mp4/codec.ts'
import { readPictureEntry, readSoundEntry, type SampleEntry } from '../mp4/entry.ts'
import { opusBoxOf } from '../mp4/opus.ts'
import { readVp9KeyFrame, type Vp9Header } from '../mp4/vp9.ts'
import type { MkvPicture, MkvTrack } from './tracks.ts'

const pictureTags: Readonly<Record<string, string>> = {
  'V_MPEG4/ISO/AVC': 'avc1',
  'V_MPEGH/ISO/HEVC': 'hvc1',
  V_AV1: 'av01',
  V_VP9: 'vp09',
}

/** A codec that nothing here knows; only ffmpeg can say more. */
const UNKNOWN: SampleEntry = { tag: '', body: Buffer.alloc(0) }

/** The entry that an MP4 would hold for this track. `firstFrame` tells what VP9 does not write down elsewhere. */
export function pictureEntryOf({ codec, settings, picture }: MkvTrack, firstFrame: Buffer): SampleEntry {
  const tag = Object.hasOwn(pictureTags, codec) ? pictureTags[codec] : undefined
  const wrapping = tag === undefined ? undefined : wrappingOf(tag)
  if (!tag || !wrapping || !picture) return UNKNOWN
  const config = configOf(wrapping.codec, { settings, picture, firstFrame })
  if (!config) return UNKNOWN
  const { width, height, sar, color } = picture
  const fields = Buffer.alloc(78)
  fields.writeUInt16BE(1, 6)
  fields.writeUInt16BE(Math.min(width, 0xffff), 24)
  fields.writeUInt16BE(Math.min(height, 0xffff), 26)
  fields.writeUInt32BE(0x480000, 28) // 72 dots an inch, as everybody writes
  fields.writeUInt32BE(0x480000, 32)
  fields.writeUInt16BE(1, 40)
  fields.writeUInt16BE(0x18, 74)
  fields.writeInt16BE(-1, 76)
  const isSquare = !sar || sar.num === sar.den
  const boxes = [
    box(wrapping.configBox, config),
    ...(isSquare ? [] : [box('pasp', uint32(sar.num), uint32(sar.den))]),
    ...(color
      ? [
          box(
            'colr',
            Buffer.from('nclx'),
            uint16(color.primaries, color.transfer, color.matrix),
            uint8(color.fullRange ? 0x80 : 0),
          ),
        ]
      : []),
  ]
  const body = Buffer.concat([fields, ...boxes])
  const entry = readPictureEntry({ type: tag, body })
  // A box cannot leave the range open, as Matroska can.
  return { ...entry, picture: { ...entry.picture!, ...(sar && { sar }), color } }
}

function configOf(
  codec: PictureCodec,
  told: { settings: Buffer | undefined; picture: MkvPicture; firstFrame: Buffer },
): Buffer | undefined {
  if (codec !== 'vp9') return told.settings && Buffer.from(told.settings)
  const header = told.firstFrame.length > 16 ? readVp9KeyFrame(told.firstFrame) : undefined
  return header && writeVpcC(header, told.picture)
}

/** The largest picture of each level, in samples of brightness (VP9 levels, annex A). */
const VP9_LEVELS = [
  [36_864, 10],
  [73_728, 11],
  [122_880, 20],
  [245_760, 21],
  [552_960, 30],
  [983_040, 31],
  [2_228_224, 40],
  [8_912_896, 50],
] as const

/** From the bitstream's own table of colours to the matrices that everybody else numbers. */
const VP9_MATRICES = [2, 5, 1, 6, 7, 9, 2, 0]

/** VP Codec ISO Media File Format Binding, 1.0. */
function writeVpcC(header: Vp9Header, { color }: MkvPicture): Buffer {
  const { profile, bitDepth, fullRange, subsamplingX, subsamplingY, width, height } = header
  const level = VP9_LEVELS.find(([samples]) => width * height <= samples)?.[1] ?? 60
  const chroma = subsamplingX && subsamplingY ? 1 : subsamplingX ? 2 : 3
  const matrix = color?.matrix ?? VP9_MATRICES[header.colorSpace]!
  return Buffer.concat([
    uint32(0x1000000),
    uint8(profile, level, (bitDepth << 4) | (chroma << 1) | (fullRange ? 1 : 0)),
    uint8(color?.primaries ?? 2, color?.transfer ?? 2, matrix),
    uint16(0),
  ])
}

export function soundEntryOf({ codec, settings, sound }: MkvTrack): SampleEntry {
  if (!settings || !sound) return UNKNOWN
  const fields = Buffer.alloc(28)
  fields.writeUInt16BE(1, 6)
  fields.writeUInt16BE(Math.min(sound.channels, 0xffff), 16)
  fields.writeUInt16BE(16, 18)
  if (sound.sampleRate <= 0xffff) fields.writeUInt16BE(Math.round(sound.sampleRate), 24)
  const dOps = codec === 'A_OPUS' ? opusBoxOf(settings) : undefined
  if (dOps) return readSoundEntry({ type: 'Opus', body: Buffer.concat([fields, box('dOps', dOps)]) })
  if (codec !== 'A_AAC' || settings.length > 100) return UNKNOWN
  return readSoundEntry({ type: 'mp4a', body: Buffer.concat([fields, writeEsds(settings)]) })
}

const AAC = 0x40
const AUDIO_STREAM = 0x15

function writeEsds(config: Buffer): Buffer {
  const info = descriptor(5, config)
  const decoder = descriptor(4, Buffer.concat([uint8(AAC, AUDIO_STREAM), Buffer.alloc(11), info]))
  const stream = descriptor(3, Buffer.concat([Buffer.alloc(3), decoder, descriptor(6, uint8(2))]))
  return full('esds', 0, stream)
}

/** All of ours are shorter than 128 bytes, so their length takes one. */
function descriptor(tag: number, payload: Buffer): Buffer {
  return Buffer.concat([uint8(tag, payload.length), payload])
}
