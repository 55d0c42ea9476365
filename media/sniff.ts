import type { MediaKind } from '../nodes/media.ts'

/** What the first bytes of a file promise. Its name promises nothing. */
export interface FileFormat {
  /** A guess for containers: an .mp4 may turn out to hold only sound. */
  readonly kind: MediaKind
  /** The one demuxer that may open it: left to guess, ffmpeg follows playlists to other files. */
  readonly demuxer: string
  readonly extension: string
  readonly mime: string
}

/** As much of a file as `sniff` wants to see: three packets of a transport stream, or the start of a text. */
export const SNIFF_BYTES = 4096

const formats = {
  png: { kind: 'image', demuxer: 'png_pipe', extension: 'png', mime: 'image/png' },
  jpeg: { kind: 'image', demuxer: 'jpeg_pipe', extension: 'jpg', mime: 'image/jpeg' },
  webp: { kind: 'image', demuxer: 'webp_pipe', extension: 'webp', mime: 'image/webp' },
  gif: { kind: 'image', demuxer: 'gif', extension: 'gif', mime: 'image/gif' },
  mp4: { kind: 'video', demuxer: 'mov', extension: 'mp4', mime: 'video/mp4' },
  m4a: { kind: 'audio', demuxer: 'mov', extension: 'm4a', mime: 'audio/mp4' },
  mov: { kind: 'video', demuxer: 'mov', extension: 'mov', mime: 'video/quicktime' },
  webm: { kind: 'video', demuxer: 'matroska', extension: 'webm', mime: 'video/webm' },
  mkv: { kind: 'video', demuxer: 'matroska', extension: 'mkv', mime: 'video/x-matroska' },
  avi: { kind: 'video', demuxer: 'avi', extension: 'avi', mime: 'video/x-msvideo' },
  ts: { kind: 'video', demuxer: 'mpegts', extension: 'ts', mime: 'video/mp2t' },
  mpg: { kind: 'video', demuxer: 'mpeg', extension: 'mpg', mime: 'video/mpeg' },
  wav: { kind: 'audio', demuxer: 'wav', extension: 'wav', mime: 'audio/wav' },
  mp3: { kind: 'audio', demuxer: 'mp3', extension: 'mp3', mime: 'audio/mpeg' },
  flac: { kind: 'audio', demuxer: 'flac', extension: 'flac', mime: 'audio/flac' },
  ogg: { kind: 'audio', demuxer: 'ogg', extension: 'ogg', mime: 'audio/ogg' },
} as const satisfies Record<string, FileFormat>

export function mimeOf(extension: string): string {
  const format = Object.values(formats).find((format) => format.extension === extension)
  return format?.mime ?? 'application/octet-stream'
}

/** What a container is called that turned out to hold only sound. */
export function soundOnly(format: FileFormat): FileFormat {
  return format === formats.mp4 ? formats.m4a : format
}

/** The format by magic bytes, or undefined for everything that cannot be used here. */
export function sniff(head: Buffer): FileFormat | undefined {
  const at = (text: string, offset = 0) => head.toString('latin1', offset, offset + text.length) === text
  if (at('\x89PNG\r\n\x1a\n')) return formats.png
  if (at('\xff\xd8\xff')) return formats.jpeg
  if (at('GIF87a') || at('GIF89a')) return formats.gif
  if (at('RIFF') || at('RF64')) {
    if (at('WEBP', 8)) return formats.webp
    if (at('WAVE', 8)) return formats.wav
    if (at('AVI ', 8)) return formats.avi
    return undefined
  }
  if (at('\x1a\x45\xdf\xa3')) return sniffMatroska(head)
  if (at('OggS')) return formats.ogg
  if (at('fLaC')) return formats.flac
  if (at('ID3') || isMp3Frame(head, 0)) return formats.mp3
  if (isTransportStream(head)) return formats.ts
  if (at('\0\0\x01\xba')) return formats.mpg
  return sniffMp4(head)
}

function sniffMatroska(head: Buffer): FileFormat | undefined {
  const start = head.toString('latin1', 0, 128)
  if (start.includes('webm')) return formats.webm
  return start.includes('matroska') ? formats.mkv : undefined
}

/** Pictures in the same boxes (HEIC, AVIF) are not films, whatever their ending says. */
const pictureBrands = /^(heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif|avis|crx )$/
const bareMovBoxes = /^(moov|mdat|wide|free|skip|pnot)$/

function sniffMp4(head: Buffer): FileFormat | undefined {
  const box = head.toString('latin1', 4, 8)
  if (bareMovBoxes.test(box)) return formats.mov
  if (box !== 'ftyp') return undefined
  const brand = head.toString('latin1', 8, 12)
  if (pictureBrands.test(brand)) return undefined
  if (brand === 'qt  ') return formats.mov
  return /^M4[AB] $/.test(brand) ? formats.m4a : formats.mp4
}

/** 188 bytes a packet, or 192 with a time stamp before each (.m2ts); three in a row are no accident. */
function isTransportStream(head: Buffer): boolean {
  const lines = (packet: number, first: number) =>
    [0, 1, 2].every((index) => head[first + index * packet] === 0x47)
  return lines(188, 0) || lines(192, 4)
}

const mp3BitRates = {
  mpeg1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  mpeg2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
}
const mp3SampleRates = [44_100, 48_000, 32_000]

/** Eleven set bits happen by chance; a second frame exactly where the first one ends does not. */
function isMp3Frame(head: Buffer, offset: number, more = 1): boolean {
  if (offset + 4 > head.length) return false
  const bits = head.readUInt32BE(offset)
  const version = (bits >>> 19) & 3
  const layer = (bits >>> 17) & 3
  const kbps = (version === 3 ? mp3BitRates.mpeg1 : mp3BitRates.mpeg2)[(bits >>> 12) & 15]
  const hertz = mp3SampleRates[(bits >>> 10) & 3]
  if (bits >>> 21 !== 0x7ff || version === 1 || layer !== 1 || !kbps || !hertz) return false
  if (more === 0) return true

  const slower = { 3: 1, 2: 2, 0: 4 }[version] ?? 1
  const samples = version === 3 ? 144 : 72
  const length = Math.floor((samples * kbps * 1000) / (hertz / slower)) + ((bits >>> 9) & 1)
  return isMp3Frame(head, offset + length, more - 1)
}
