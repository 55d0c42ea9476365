import { box, full, numbers, timed, uint32, uint64, uint8 } from './box-writer.ts'
import type { SampleEntry } from './entry.ts'

/** A film's index before its boxes exist. */
export interface Movie {
  /** Ticks a second of the film, and of its picture. */
  readonly timescale: number
  readonly ticks: number
  readonly tracks: readonly MovieTrack[]
  /** A box that says what the film is, to be kept beside its tracks. */
  readonly meta?: Buffer | undefined
}

export interface MovieTrack {
  readonly kind: 'video' | 'audio' | 'text'
  readonly timescale: number
  readonly entry: Pick<SampleEntry, 'tag' | 'body'>
  readonly placement: Buffer
  /** Where the showing begins: what lies before is reordering or encoder delay. */
  readonly mediaTime: number
  /** How long every sample lasts; one number where all last equally long. */
  readonly sampleTicks: number | Uint32Array
  readonly sizes: Uint32Array
  readonly chunks: readonly Chunk[]
  readonly compositions?: Int32Array | undefined
  readonly sync?: Uint8Array | undefined
}

/** Samples that lie one behind the other. `offset` counts from the first byte of the payload. */
export interface Chunk {
  readonly offset: number
  readonly samples: number
}

const UINT32 = 2 ** 32

/**
 * Everything in front of the payload: the index comes first, so that a film plays while it loads and is written
 * in one pass. Places behind 4 GiB need wider tables, which make the index longer; so it is laid out first.
 */
export function writeHead(movie: Movie, payloadBytes: number): Buffer {
  const ftyp = box('ftyp', Buffer.from('isom'), uint32(0x200), Buffer.from('isomiso2avc1mp41'))
  const mdat = mdatHeader(payloadBytes)
  // How long the index is does not depend on where the payload lies, but for the width of its places.
  const narrow = ftyp.length + writeMovie(movie, { base: 0, wide: false }).length + mdat.length
  const wide = narrow + payloadBytes >= UINT32
  const chunks = movie.tracks.reduce((sum, track) => sum + track.chunks.length, 0)
  const base = wide ? narrow + 4 * chunks : narrow
  return Buffer.concat([ftyp, writeMovie(movie, { base, wide }), mdat])
}

function mdatHeader(payloadBytes: number): Buffer {
  if (payloadBytes + 8 < UINT32) return Buffer.concat([uint32(payloadBytes + 8), Buffer.from('mdat')])
  return Buffer.concat([uint32(1), Buffer.from('mdat'), uint64(payloadBytes + 16)])
}

interface Places {
  /** Where the payload begins in the file. */
  readonly base: number
  readonly wide: boolean
}

function writeMovie(movie: Movie, places: Places): Buffer {
  const { timescale, ticks, tracks, meta } = movie
  const mvhd = timed({ type: 'mvhd', longest: ticks }, (count) =>
    Buffer.concat([
      count(0),
      count(0),
      uint32(timescale),
      count(ticks),
      uint32(0x10000),
      Buffer.from([1, 0]),
      Buffer.alloc(10),
      UPRIGHT,
      Buffer.alloc(24),
      uint32(tracks.length + 1),
    ]),
  )
  const traks = tracks.map((track, index) => writeTrack(track, { movie, places, id: index + 1 }))
  return box('moov', mvhd, ...traks, ...(meta ? [meta] : []))
}

const HANDLERS = {
  video: { type: 'vide', name: 'VideoHandler\0', header: full('vmhd', 1, Buffer.alloc(8)) },
  audio: { type: 'soun', name: 'SoundHandler\0', header: full('smhd', 0, Buffer.alloc(4)) },
  text: { type: 'sbtl', name: 'SubtitleHandler\0', header: full('nmhd', 0) },
} as const

const ENABLED_IN_MOVIE = 3

function writeTrack(
  track: MovieTrack,
  { movie, places, id }: { movie: Movie; places: Places; id: number },
): Buffer {
  const { kind, timescale, mediaTime } = track
  const { type, name, header } = HANDLERS[kind]
  const mediaTicks = ticksOf(track)
  const tkhd = timed({ type: 'tkhd', flags: ENABLED_IN_MOVIE, longest: movie.ticks }, (count) =>
    Buffer.concat([
      count(0),
      count(0),
      uint32(id),
      uint32(0),
      count(movie.ticks),
      Buffer.alloc(10),
      // Tracks of one group replace each other; a player may offer subtitles only where they have one.
      uint8(0, kind === 'text' ? 2 : 0),
      uint8(kind === 'audio' ? 1 : 0, 0, 0, 0),
      track.placement,
    ]),
  )
  const elst = timed({ type: 'elst', longest: Math.max(movie.ticks, mediaTime) }, (count) =>
    Buffer.concat([uint32(1), count(shownTicks(track, movie)), count(mediaTime), uint32(0x10000)]),
  )
  const undetermined = Buffer.from([0x55, 0xc4, 0, 0])
  const mdhd = timed({ type: 'mdhd', longest: mediaTicks }, (count) =>
    Buffer.concat([count(0), count(0), uint32(timescale), count(mediaTicks), undetermined]),
  )
  const handler = Buffer.concat([Buffer.alloc(4), Buffer.from(type), Buffer.alloc(12), Buffer.from(name)])
  const dinf = box('dinf', full('dref', 0, uint32(1), full('url ', 1)))
  const minf = box('minf', header, dinf, writeSampleTable(track, places))
  return box('trak', tkhd, box('edts', elst), box('mdia', mdhd, full('hdlr', 0, handler), minf))
}

/** Sound may end before the picture does; what it has no samples for cannot be shown. */
function shownTicks(track: MovieTrack, movie: Movie): number {
  if (track.kind === 'video') return movie.ticks
  const rest = ((ticksOf(track) - track.mediaTime) / track.timescale) * movie.timescale
  return Math.min(movie.ticks, Math.floor(rest))
}

function ticksOf({ sampleTicks, sizes }: MovieTrack): number {
  if (typeof sampleTicks === 'number') return sizes.length * sampleTicks
  return sampleTicks.reduce((sum, ticks) => sum + ticks, 0)
}

function writeSampleTable(track: MovieTrack, places: Places): Buffer {
  const { entry, sizes, sampleTicks, compositions, sync, chunks } = track
  const steady = typeof sampleTicks === 'number'
  return box(
    'stbl',
    full('stsd', 0, uint32(1), box(entry.tag, withFirstReference(entry.body))),
    full('stts', 0, steady ? numbers([1, sizes.length, sampleTicks]) : writeRuns(sampleTicks)),
    ...(sync ? [full('stss', 0, writeSync(sync))] : []),
    ...(compositions?.some((ticks) => ticks !== 0) ? [full('ctts', 0, writeRuns(compositions))] : []),
    full('stsc', 0, writeSamplesPerChunk(chunks)),
    full('stsz', 0, uint32(0), uint32(sizes.length), numbers(sizes)),
    full(places.wide ? 'co64' : 'stco', 0, uint32(chunks.length), writePlaces(chunks, places)),
  )
}

/** The new file has one data reference: itself. */
function withFirstReference(body: Buffer): Buffer {
  const copy = Buffer.from(body)
  copy.writeUInt16BE(1, 6)
  return copy
}

function writeSync(sync: Uint8Array): Buffer {
  const starts: number[] = []
  for (let index = 0; index < sync.length; index++) if (sync[index] === 1) starts.push(index + 1)
  return Buffer.concat([uint32(starts.length), numbers(starts)])
}

function writeRuns(values: Int32Array | Uint32Array): Buffer {
  const runs: number[] = []
  for (let from = 0; from < values.length;) {
    let to = from + 1
    while (to < values.length && values[to] === values[from]) to++
    runs.push(to - from, values[from]!)
    from = to
  }
  return Buffer.concat([uint32(runs.length / 2), numbers(runs)])
}

function writeSamplesPerChunk(chunks: readonly Chunk[]): Buffer {
  const runs: number[] = []
  let before = -1
  for (let index = 0; index < chunks.length; index++) {
    const { samples } = chunks[index]!
    if (samples !== before) runs.push(index + 1, samples, 1)
    before = samples
  }
  return Buffer.concat([uint32(runs.length / 3), numbers(runs)])
}

function writePlaces(chunks: readonly Chunk[], { base, wide }: Places): Buffer {
  const width = wide ? 8 : 4
  const table = Buffer.alloc(chunks.length * width)
  for (let index = 0; index < chunks.length; index++) {
    const place = base + chunks[index]!.offset
    if (wide) table.writeUInt32BE(Math.floor(place / UINT32), index * width)
    table.writeUInt32BE(place % UINT32, (index + 1) * width - 4)
  }
  return table
}

const UPRIGHT = numbers([0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000])

/** For sound, which has no place on the screen. */
export const NO_PLACEMENT = Buffer.concat([UPRIGHT, Buffer.alloc(8)])
