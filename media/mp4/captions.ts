import { type Cue, oneAtATime } from '../../nodes/captions/cue.ts'
import { box, numbers, uint16, uint32, uint8 } from './box-writer.ts'
import { type MovieTrack, NO_PLACEMENT } from './write.ts'

export interface CaptionTrack {
  readonly track: Omit<MovieTrack, 'chunks'>
  /** All samples, one behind the other. */
  readonly data: Buffer
}

/** Lines are timed to the millisecond wherever they are written down. */
const TIMESCALE = 1_000

/** Timed text as 3GPP TS 26.245 lays it down, which players know from MP4: the pauses are samples too. */
export function writeCaptions(
  cues: readonly Cue[],
  { seconds, placement }: { seconds: number; placement: Buffer },
): CaptionTrack | undefined {
  const stretches = stretchesOf(cues, Math.round(seconds * TIMESCALE))
  if (stretches.every(({ text }) => text === '')) return undefined
  const samples = stretches.map(({ text }) => writeText(text))
  const size = { width: placement.readUInt32BE(36), height: placement.readUInt32BE(40) }
  return {
    data: Buffer.concat(samples),
    track: {
      kind: 'text',
      timescale: TIMESCALE,
      entry: { tag: 'tx3g', body: writeEntry(size) },
      placement: placeBelow(size),
      mediaTime: 0,
      sampleTicks: Uint32Array.from(stretches, ({ ticks }) => ticks),
      sizes: Uint32Array.from(samples, ({ length }) => length),
    },
  }
}

/** The film from end to end: the lines, and the pauses between them. */
function stretchesOf(cues: readonly Cue[], end: number): { ticks: number; text: string }[] {
  const stretches: { ticks: number; text: string }[] = []
  let at = 0
  const add = (until: number, text: string) => {
    if (until > at) stretches.push({ ticks: until - at, text })
    at = Math.max(at, until)
  }
  for (const { start, end: until, text } of oneAtATime(cues)) {
    add(Math.min(end, Math.round(start * TIMESCALE)), '')
    add(Math.min(end, Math.round(until * TIMESCALE)), text)
  }
  add(end, '')
  return stretches
}

const MAX_TEXT_BYTES = 0xffff

function writeText(text: string): Buffer {
  let bytes = Buffer.from(text.replaceAll('\r\n', '\n'))
  // Never half a character at the end.
  if (bytes.length > MAX_TEXT_BYTES) bytes = Buffer.from(bytes.toString('utf8', 0, MAX_TEXT_BYTES - 3))
  return Buffer.concat([uint16(bytes.length), bytes])
}

/** Lines stand in the lower fifth of the picture. */
const SHARE_OF_HEIGHT = 5

interface Size {
  /** With 16 bits behind the point, as tkhd has it. */
  readonly width: number
  readonly height: number
}

function writeEntry({ width, height }: Size): Buffer {
  const [right, bottom] = [Math.floor(width / 0x10000), Math.floor(height / SHARE_OF_HEIGHT / 0x10000)]
  const white = uint8(255, 255, 255, 255)
  const size = Math.max(12, Math.min(255, Math.round(bottom / 4)))
  const family = Buffer.from('Arial')
  return Buffer.concat([
    Buffer.alloc(8),
    uint32(0),
    uint8(1, 255), // in the middle, at the bottom
    Buffer.alloc(4),
    uint16(0, 0, bottom, right),
    uint16(0, 0, 1),
    uint8(0, size),
    white,
    box('ftab', uint16(1, 1), uint8(family.length), family),
  ])
}

function placeBelow({ width, height }: Size): Buffer {
  const own = Math.floor(height / SHARE_OF_HEIGHT)
  const placement = Buffer.from(NO_PLACEMENT)
  placement.writeUInt32BE(height - own, 28)
  numbers([width, own]).copy(placement, 36)
  return placement
}
