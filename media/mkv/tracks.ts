import type { Rational } from '../ffmpeg/probe.ts'
import { damaged } from '../mp4/boxes.ts'
import type { EntryColor } from '../mp4/entry.ts'
import { reduce } from '../mp4/numbers.ts'
import { type Element, findElement, findFloat, findText, findUint, readElements } from './ebml.ts'

/** What a Matroska file says about one of its tracks (RFC 9559, 5.1.4). */
export interface MkvTrack {
  readonly number: number
  readonly kind: 'video' | 'audio' | 'other'
  /** "V_MPEG4/ISO/AVC", "A_OPUS", … */
  readonly codec: string
  /** What a decoder is told once. */
  readonly settings?: Buffer | undefined
  /** How long every frame lasts, in nanoseconds. */
  readonly frameNs?: number | undefined
  /** How much earlier than its timestamps say the track begins, in nanoseconds, to warm up its decoder. */
  readonly delayNs: number
  readonly picture?: MkvPicture | undefined
  readonly sound?: MkvSound | undefined
  /** Compressed or encrypted by the container itself. */
  readonly isEncoded: boolean
}

export interface MkvPicture {
  readonly width: number
  readonly height: number
  readonly sar?: Rational | undefined
  readonly color?: EntryColor | undefined
  /** Cropped or turned by the container. */
  readonly isChanged: boolean
}

export interface MkvSound {
  readonly sampleRate: number
  readonly channels: number
}

const ID = {
  trackEntry: 0xae,
  number: 0xd7,
  type: 0x83,
  codec: 0x86,
  settings: 0x63a2,
  frameNs: 0x23e383,
  delayNs: 0x56aa,
  encodings: 0x6d80,
  video: 0xe0,
  audio: 0xe1,
} as const

const MAX_TRACKS = 64

export function readTracks(body: Buffer): MkvTrack[] {
  const entries = readElements(body).filter(({ id }) => id === ID.trackEntry)
  if (entries.length > MAX_TRACKS) throw damaged('it has too many tracks')
  return entries.map(({ body: entry }) => readTrack(readElements(entry)))
}

function readTrack(entry: readonly Element[]): MkvTrack {
  const number = findUint(entry, ID.number)
  if (number === undefined) throw damaged('a track has no number')
  const type = findUint(entry, ID.type)
  const video = findElement(entry, ID.video)
  const audio = findElement(entry, ID.audio)
  return {
    number,
    kind: type === 1 ? 'video' : type === 2 ? 'audio' : 'other',
    codec: findText(entry, ID.codec) ?? '',
    settings: findElement(entry, ID.settings),
    frameNs: findUint(entry, ID.frameNs) || undefined,
    delayNs: findUint(entry, ID.delayNs) ?? 0,
    picture: video && readPicture(readElements(video)),
    sound: audio && readSound(readElements(audio)),
    isEncoded: findElement(entry, ID.encodings) !== undefined,
  }
}

const PICTURE = {
  width: 0xb0,
  height: 0xba,
  displayWidth: 0x54b0,
  displayHeight: 0x54ba,
  crops: [0x54aa, 0x54bb, 0x54cc, 0x54dd],
  projection: 0x7670,
  color: 0x55b0,
} as const

function readPicture(video: readonly Element[]): MkvPicture {
  const width = findUint(video, PICTURE.width) ?? 0
  const height = findUint(video, PICTURE.height) ?? 0
  const [wide, high] = [findUint(video, PICTURE.displayWidth), findUint(video, PICTURE.displayHeight)]
  const color = findElement(video, PICTURE.color)
  const isCropped = PICTURE.crops.some((id) => (findUint(video, id) ?? 0) > 0)
  return {
    width,
    height,
    sar: wide && high && width && height ? reduce({ num: wide * height, den: high * width }) : undefined,
    color: color && readColor(readElements(color)),
    isChanged: isCropped || findElement(video, PICTURE.projection) !== undefined,
  }
}

const UNSPECIFIED = 2
const FULL_RANGE = 2

function readColor(color: readonly Element[]): EntryColor | undefined {
  const [matrix, range] = [findUint(color, 0x55b1), findUint(color, 0x55b9)]
  const [transfer, primaries] = [findUint(color, 0x55ba), findUint(color, 0x55bb)]
  if ([matrix, range, transfer, primaries].every((code) => code === undefined)) return undefined
  return {
    primaries: primaries ?? UNSPECIFIED,
    transfer: transfer ?? UNSPECIFIED,
    matrix: matrix ?? UNSPECIFIED,
    fullRange: range ? range === FULL_RANGE : undefined,
  }
}

function readSound(audio: readonly Element[]): MkvSound {
  return { sampleRate: findFloat(audio, 0xb5) ?? 8_000, channels: findUint(audio, 0x9f) ?? 1 }
}
