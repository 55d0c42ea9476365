import { type Box, damaged, findBox, needBox, readBoxes, readVersion, toSafeNumber } from './boxes.ts'
import { readPictureEntry, readSoundEntry, type SampleEntry } from './entry.ts'
import { announcedSamples, noSamples, readSamples, type SampleTable } from './samples.ts'

export interface Track {
  readonly id: number
  readonly kind: 'video' | 'audio' | 'other'
  /** Ticks a second. */
  readonly timescale: number
  /** The end of tkhd as it is in the file: nine numbers that turn the picture, then its width and height. */
  readonly placement: Buffer
  readonly edits: readonly Edit[]
  readonly entries: readonly SampleEntry[]
  readonly samples: SampleTable
}

/** One line of an edit list: show this much of the track from here. */
export interface Edit {
  /** In ticks of the movie; 0 means to the end. */
  readonly movieTicks: number
  /** In ticks of the track, or undefined for a pause. */
  readonly mediaTime: number | undefined
}

/** Why a file that may be perfectly fine is not read here: ffprobe is asked instead. */
export type Declined =
  | 'not_mp4'
  | 'fragmented'
  | 'encrypted'
  | 'external_data'
  | 'too_long'
  | 'tables_disagree'
  | 'unusual_edits'
  | 'laced'
  | 'encoded'
  | 'changed_picture'

/** `budget` bounds what a file may make us allocate. */
export function readTrack(trak: Buffer, budget: number): Track | Declined {
  const boxes = readBoxes(trak)
  const mdia = readBoxes(needBox(boxes, 'mdia'))
  const handler = needBox(mdia, 'hdlr').toString('latin1', 8, 12)
  const kind = handler === 'vide' ? 'video' : handler === 'soun' ? 'audio' : 'other'
  const mdhd = needBox(mdia, 'mdhd')
  const timescale = mdhd.readUInt32BE(readVersion(mdhd).version === 1 ? 20 : 12)
  if (timescale === 0) throw damaged('a track has no clock')

  const tkhd = needBox(boxes, 'tkhd')
  const id = tkhd.readUInt32BE(readVersion(tkhd).version === 1 ? 20 : 12)
  const placement = readPlacement(tkhd)
  // Subtitles, timecodes and hints are nobody's concern here, however they are written.
  if (kind === 'other') {
    return { id, kind, timescale, placement, edits: [], entries: [], samples: noSamples }
  }

  const minf = readBoxes(needBox(mdia, 'minf'))
  const stbl = readBoxes(needBox(minf, 'stbl'))
  if (usesOtherFiles(minf)) return 'external_data'
  if (announcedSamples(stbl) > budget) return 'too_long'
  const entries = readEntries(needBox(stbl, 'stsd'), kind)
  if (entries.some(({ tag }) => tag === 'encv' || tag === 'enca')) return 'encrypted'
  const edits = readEdits(boxes)
  if (!edits) return 'unusual_edits'
  const samples = readSamples(stbl)
  if (!samples) return 'tables_disagree'
  return { id, kind, timescale, placement, edits, entries, samples }
}

function readPlacement(tkhd: Buffer): Buffer {
  const start = readVersion(tkhd).version === 1 ? 52 : 40
  const placement = tkhd.subarray(start, start + 44)
  if (placement.length < 44) throw damaged('tkhd is too short')
  return placement
}

/** A track may point into another file by path; following that is how one file reads another. */
function usesOtherFiles(minf: readonly Box[]): boolean {
  const dinf = findBox(minf, 'dinf')
  const dref = dinf && findBox(readBoxes(dinf), 'dref')
  if (!dref) return false
  return readBoxes(dref.subarray(8)).some(({ body }) => (readVersion(body).flags & 1) === 0)
}

function readEntries(stsd: Buffer, kind: 'video' | 'audio'): SampleEntry[] {
  return readBoxes(stsd.subarray(8)).map(kind === 'video' ? readPictureEntry : readSoundEntry)
}

/** Undefined where an edit plays at another speed. */
function readEdits(trak: readonly Box[]): Edit[] | undefined {
  const edts = findBox(trak, 'edts')
  const elst = edts && findBox(readBoxes(edts), 'elst')
  if (!elst) return []
  const long = readVersion(elst).version === 1
  const width = long ? 20 : 12
  const count = elst.readUInt32BE(4)
  if (count * width > elst.length - 8) throw damaged('elst is shorter than it says')

  const edits: Edit[] = []
  for (let i = 0; i < count; i++) {
    const at = 8 + i * width
    const movieTicks = long ? toSafeNumber(elst.readBigUInt64BE(at)) : elst.readUInt32BE(at)
    const mediaTime = long ? Number(elst.readBigInt64BE(at + 8)) : elst.readInt32BE(at + 4)
    if (elst.readUInt32BE(at + width - 4) !== 0x10000) return undefined
    edits.push({ movieTicks, mediaTime: mediaTime < 0 ? undefined : mediaTime })
  }
  return edits
}
