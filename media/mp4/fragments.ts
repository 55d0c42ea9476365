import { type Box, damaged, findBox, readBoxes, readVersion, toSafeNumber } from './boxes.ts'
import { noSamples, type SampleTable } from './samples.ts'
import type { Edit, Track } from './track.ts'

/** A part of the index that lies among the media, and where in the file it begins. */
export interface Fragment {
  readonly offset: number
  /** The payload of moof. */
  readonly body: Buffer
}

/** What a track's samples are like unless a fragment says otherwise (trex). */
interface Defaults {
  readonly duration: number
  readonly size: number
  readonly flags: number
}

/** A track's share of one fragment. */
interface Stretch extends Defaults {
  /** Where its samples are counted from. */
  readonly base: number
  /** When its first sample is decoded; absent where it simply goes on. */
  readonly decodeTime?: number | undefined
  readonly runs: readonly Buffer[]
}

const NOT_A_START = 0x10000
/** Either it says from where its samples are counted, or it is from the start of the fragment. */
const SAYS_BASE = 0x20001

/**
 * Gathers the samples of a file whose index is written piece by piece, as recorders and streams do it. Answers
 * the reason where ffprobe must be asked instead.
 */
export function readFragments(
  { tracks, mvex, budget, movieTimescale }: FragmentedMovie,
  fragments: readonly Fragment[],
): Track[] | 'too_long' | 'tables_disagree' {
  const defaults = readDefaults(mvex)
  const stretches = new Map<number, Stretch[]>(tracks.map(({ id }) => [id, []]))
  let announced = 0
  for (const fragment of fragments) {
    for (const { id, stretch } of readTrackFragments(fragment, defaults)) {
      announced += stretch.runs.reduce((sum, run) => sum + countOf(run), 0)
      if (announced > budget) return 'too_long'
      stretches.get(id)?.push(stretch)
    }
  }
  const tables = tracks.map(({ id, kind, samples }) => {
    // Subtitles, timecodes and hints are nobody's concern here.
    return kind === 'other' ? { samples, start: 0 } : readTable({ kind, before: samples }, stretches.get(id)!)
  })
  if (tables.some((table) => !table)) return 'tables_disagree'
  return alignStarts(tracks, tables as readonly Table[], movieTimescale)
}

export interface FragmentedMovie {
  readonly tracks: readonly Track[]
  readonly mvex: Buffer
  readonly budget: number
  readonly movieTimescale: number
}

interface Table {
  readonly samples: SampleTable
  /** When the first sample is decoded, in ticks of the track. */
  readonly start: number
}

function readDefaults(mvex: Buffer): ReadonlyMap<number, Defaults> {
  const trex = readBoxes(mvex).filter(({ type }) => type === 'trex')
  return new Map(
    trex.map(({ body }) => [
      body.readUInt32BE(4),
      { duration: body.readUInt32BE(12), size: body.readUInt32BE(16), flags: body.readUInt32BE(20) },
    ]),
  )
}

function readTrackFragments({ offset, body }: Fragment, defaults: ReadonlyMap<number, Defaults>) {
  const trafs = readBoxes(body).filter(({ type }) => type === 'traf')
  return trafs.map((traf, index) => {
    const boxes = readBoxes(traf.body)
    const tfhd = findBox(boxes, 'tfhd')
    if (!tfhd) throw damaged('a fragment does not say whose it is')
    const { flags } = readVersion(tfhd)
    if (index > 0 && (flags & SAYS_BASE) === 0) throw damaged('a fragment counts from the end of another')
    const id = tfhd.readUInt32BE(4)
    return { id, stretch: readStretch(boxes, { tfhd, offset, defaults: defaults.get(id) }) }
  })
}

const NO_DEFAULTS: Defaults = { duration: 0, size: 0, flags: 0 }

function readStretch(
  boxes: readonly Box[],
  { tfhd, offset, defaults = NO_DEFAULTS }: { tfhd: Buffer; offset: number; defaults?: Defaults | undefined },
): Stretch {
  const { flags } = readVersion(tfhd)
  let at = 8
  const field = (bit: number, bytes: number) => {
    if ((flags & bit) === 0) return undefined
    at += bytes
    return at - bytes
  }
  const base = field(1, 8)
  field(2, 4) // which sample entry: files with several are not joined anyway
  const [duration, size, sampleFlags] = [field(8, 4), field(0x10, 4), field(0x20, 4)]
  const own = (position: number | undefined, usual: number) =>
    position === undefined ? usual : tfhd.readUInt32BE(position)

  const tfdt = findBox(boxes, 'tfdt')
  const decodeTime =
    tfdt && (readVersion(tfdt).version === 1 ? toSafeNumber(tfdt.readBigUInt64BE(4)) : tfdt.readUInt32BE(4))
  return {
    base: base === undefined ? offset : toSafeNumber(tfhd.readBigUInt64BE(base)),
    decodeTime,
    duration: own(duration, defaults.duration),
    size: own(size, defaults.size),
    flags: own(sampleFlags, defaults.flags),
    runs: boxes.filter(({ type }) => type === 'trun').map(({ body }) => body),
  }
}

/** The fields that a run spells out for each sample, with the bits that announce them. */
const FIELDS = { duration: 0x100, size: 0x200, flags: 0x400, composition: 0x800 } as const

function widthOf(flags: number): number {
  return 4 * Object.values(FIELDS).filter((bit) => (flags & bit) !== 0).length
}

/** A count is only believed when its entries are in the file; without entries the caller's budget decides. */
function countOf(trun: Buffer): number {
  const { flags } = readVersion(trun)
  const count = trun.readUInt32BE(4)
  const header = 8 + (flags & 1 ? 4 : 0) + (flags & 4 ? 4 : 0)
  if (count * widthOf(flags) > trun.length - header) throw damaged('trun is shorter than it says')
  return count
}

/** Undefined where a fragment begins before the one in front of it has ended. `before` may be in the index. */
function readTable(
  { kind, before }: { kind: Track['kind']; before: SampleTable },
  stretches: readonly Stretch[],
): Table | undefined {
  const add = (all: number, { runs }: Stretch) => runs.reduce((sum, run) => sum + countOf(run), all)
  const count = stretches.reduce(add, before.count)
  if (count === 0) return { samples: noSamples, start: 0 }
  const table = {
    sizes: new Uint32Array(count),
    offsets: new Float64Array(count),
    durations: new Uint32Array(count),
    compositions: new Int32Array(count),
    sync: new Uint8Array(count),
  }
  table.sizes.set(before.sizes)
  table.offsets.set(before.offsets)
  table.durations.set(before.durations)
  if (before.compositions) table.compositions.set(before.compositions)
  table.sync.set(before.sync ?? new Uint8Array(before.count).fill(1))
  const first = stretches.find(({ runs }) => runs.length > 0)
  const start = before.count > 0 ? 0 : (first?.decodeTime ?? 0)
  let [sample, ticks] = [before.count, before.ticks]
  for (const stretch of stretches) {
    const gap = (stretch.decodeTime ?? start + ticks) - start - ticks
    if (gap < 0 || gap > 0xffffffff) return undefined
    // A pause belongs to the sample in front of it.
    if (gap > 0 && sample > 0) table.durations[sample - 1]! += gap
    if (sample > 0) ticks += gap
    const filled = fillStretch(table, sample, stretch)
    sample = filled.sample
    ticks += filled.ticks
  }
  const moved = kind === 'audio' ? straightenFirst(table) : 0
  const reordered = table.compositions.some((composition) => composition !== 0)
  const { compositions, sync, ...rest } = table
  const samples: SampleTable = {
    ...rest,
    count,
    ticks: ticks - moved,
    ...(reordered && { compositions }),
    ...(!sync.every((flag) => flag === 1) && { sync }),
  }
  return { samples, start: start + moved }
}

/**
 * Sound begins before the picture, to warm up the decoder. Without an edit list some encoders put its first packet
 * at zero and let it last until the second, which is where it belongs; the first then really begins later.
 */
function straightenFirst({ durations }: Filling): number {
  const [first, second] = durations
  if (first === undefined || !second || first === second) return 0
  durations[0] = second
  return first - second
}

type Filling = Record<'sizes' | 'durations', Uint32Array> & {
  readonly offsets: Float64Array
  readonly compositions: Int32Array
  readonly sync: Uint8Array
}

function fillStretch(table: Filling, from: number, stretch: Stretch): { sample: number; ticks: number } {
  let [sample, ticks, offset] = [from, 0, stretch.base]
  for (const trun of stretch.runs) {
    const { flags } = readVersion(trun)
    let at = 8
    const next = (bit: number, usual: number): number => {
      if ((flags & bit) === 0) return usual
      at += 4
      return bit === FIELDS.composition || bit === 1 ? trun.readInt32BE(at - 4) : trun.readUInt32BE(at - 4)
    }
    if (flags & 1) offset = stretch.base + next(1, 0)
    const firstFlags = next(4, stretch.flags)
    const count = trun.readUInt32BE(4)
    for (let i = 0; i < count; i++) {
      const duration = next(FIELDS.duration, stretch.duration)
      const size = next(FIELDS.size, stretch.size)
      const sampleFlags = next(FIELDS.flags, i === 0 ? firstFlags : stretch.flags)
      table.compositions[sample] = next(FIELDS.composition, 0)
      table.durations[sample] = duration
      table.sizes[sample] = size
      table.offsets[sample] = offset
      table.sync[sample] = (sampleFlags & NOT_A_START) === 0 ? 1 : 0
      offset += size
      ticks += duration
      sample++
    }
  }
  return { sample, ticks }
}

/** A stream may begin at any time of day; its tracks then begin where the first of them does. */
function alignStarts(tracks: readonly Track[], tables: readonly Table[], movieTimescale: number): Track[] {
  const seconds = tables.map(({ start, samples }, index) =>
    samples.count > 0 ? Math.max(0, start) / tracks[index]!.timescale : Infinity,
  )
  const earliest = seconds.reduce((least, one) => Math.min(least, one), Infinity)
  return tracks.map((track, index) => {
    const { samples } = tables[index]!
    const late = Math.round((seconds[index]! - earliest) * movieTimescale)
    if (samples.count === 0 || (late === 0 && tables[index]!.start >= 0)) return { ...track, samples }
    const pauses: Edit[] = late > 0 ? [{ movieTicks: late, mediaTime: undefined }] : []
    const shown: Edit = { movieTicks: 0, mediaTime: Math.max(0, -tables[index]!.start) }
    return { ...track, samples, edits: [...pauses, ...(track.edits.length > 0 ? track.edits : [shown])] }
  })
}
