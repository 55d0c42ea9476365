import type { SampleEntry } from './entry.ts'

/** A film's index before its boxes exist. All samples of a track last equally long. */
export interface Movie {
  /** Ticks a second of the film, and of its picture. */
  readonly timescale: number
  readonly ticks: number
  readonly tracks: readonly MovieTrack[]
}

export interface MovieTrack {
  readonly kind: 'video' | 'audio'
  readonly timescale: number
  readonly entry: SampleEntry
  readonly placement: Buffer
  /** Where the showing begins: what lies before is reordering or encoder delay. */
  readonly mediaTime: number
  readonly sampleTicks: number
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
  const lay = (wide: boolean) => ftyp.length + writeMovie(movie, { base: 0, wide }).length + mdat.length
  const wide = lay(false) + payloadBytes >= UINT32
  return Buffer.concat([ftyp, writeMovie(movie, { base: lay(wide), wide }), mdat])
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
  const { timescale, ticks, tracks } = movie
  const mvhd = timed('mvhd', ticks, (count) =>
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
  return box(
    'moov',
    mvhd,
    ...tracks.map((track, index) => writeTrack(track, { movie, places, id: index + 1 })),
  )
}

function writeTrack(
  track: MovieTrack,
  { movie, places, id }: { movie: Movie; places: Places; id: number },
): Buffer {
  const { kind, timescale, mediaTime, sizes, sampleTicks } = track
  const mediaTicks = sizes.length * sampleTicks
  const isVideo = kind === 'video'
  const tkhd = timed('tkhd', movie.ticks, (count) =>
    Buffer.concat([
      count(0),
      count(0),
      uint32(id),
      uint32(0),
      count(movie.ticks),
      Buffer.alloc(12),
      Buffer.from([isVideo ? 0 : 1, 0, 0, 0]),
      track.placement,
    ]),
  )
  const elst = timed('elst', Math.max(movie.ticks, mediaTime), (count) =>
    Buffer.concat([uint32(1), count(movie.ticks), count(mediaTime), uint32(0x10000)]),
  )
  const undetermined = Buffer.from([0x55, 0xc4, 0, 0])
  const mdhd = timed('mdhd', mediaTicks, (count) =>
    Buffer.concat([count(0), count(0), uint32(timescale), count(mediaTicks), undetermined]),
  )
  const handler = Buffer.concat([
    Buffer.alloc(4),
    Buffer.from(isVideo ? 'vide' : 'soun'),
    Buffer.alloc(12),
    Buffer.from(isVideo ? 'VideoHandler\0' : 'SoundHandler\0'),
  ])
  const header = isVideo ? full('vmhd', 1, Buffer.alloc(8)) : full('smhd', 0, Buffer.alloc(4))
  const dinf = box('dinf', full('dref', 0, uint32(1), full('url ', 1)))
  const minf = box('minf', header, dinf, writeSampleTable(track, places))
  return box('trak', tkhd, box('edts', elst), box('mdia', mdhd, full('hdlr', 0, handler), minf))
}

function writeSampleTable(track: MovieTrack, places: Places): Buffer {
  const { entry, sizes, sampleTicks, compositions, sync, chunks } = track
  return box(
    'stbl',
    full('stsd', 0, uint32(1), box(entry.tag, withFirstReference(entry.body))),
    full('stts', 0, uint32(1), uint32(sizes.length), uint32(sampleTicks)),
    ...(sync ? [full('stss', 0, writeSync(sync))] : []),
    ...(compositions?.some((ticks) => ticks !== 0) ? [full('ctts', 0, writeRuns(compositions))] : []),
    full('stsc', 0, writeSamplesPerChunk(chunks)),
    full('stsz', 0, uint32(0), uint32(sizes.length), writeNumbers(sizes)),
    places.wide
      ? full('co64', 0, uint32(chunks.length), writePlaces(chunks, places))
      : full('stco', 0, uint32(chunks.length), writePlaces(chunks, places)),
  )
}

/** The new file has one data reference: itself. */
function withFirstReference(body: Buffer): Buffer {
  const copy = Buffer.from(body)
  copy.writeUInt16BE(1, 6)
  return copy
}

function writeSync(sync: Uint8Array): Buffer {
  const numbers: number[] = []
  for (const [index, flag] of sync.entries()) if (flag === 1) numbers.push(index + 1)
  return Buffer.concat([uint32(numbers.length), writeNumbers(numbers)])
}

function writeRuns(values: Int32Array): Buffer {
  const runs: number[] = []
  for (let from = 0; from < values.length;) {
    let to = from + 1
    while (to < values.length && values[to] === values[from]) to++
    runs.push(to - from, values[from]!)
    from = to
  }
  return Buffer.concat([uint32(runs.length / 2), writeNumbers(runs)])
}

function writeSamplesPerChunk(chunks: readonly Chunk[]): Buffer {
  const runs: number[] = []
  for (const [index, { samples }] of chunks.entries()) {
    if (samples !== chunks[index - 1]?.samples) runs.push(index + 1, samples, 1)
  }
  return Buffer.concat([uint32(runs.length / 3), writeNumbers(runs)])
}

function writePlaces(chunks: readonly Chunk[], { base, wide }: Places): Buffer {
  const width = wide ? 8 : 4
  const table = Buffer.alloc(chunks.length * width)
  for (const [index, { offset }] of chunks.entries()) {
    if (wide) table.writeBigUInt64BE(BigInt(base + offset), index * width)
    else table.writeUInt32BE((base + offset) % UINT32, index * width)
  }
  return table
}

function writeNumbers(numbers: ArrayLike<number>): Buffer {
  const table = Buffer.alloc(numbers.length * 4)
  for (let i = 0; i < numbers.length; i++) table.writeUInt32BE(numbers[i]!, i * 4)
  return table
}

/** Lengths that do not fit into 32 bits need the longer version of a box; tkhd says here that it is in use. */
function timed(type: string, longest: number, body: (count: (ticks: number) => Buffer) => Buffer): Buffer {
  const long = longest >= UINT32
  const flags = type === 'tkhd' ? 3 : 0
  return box(type, uint32(((long ? 1 : 0) << 24) | flags), body(long ? uint64 : uint32))
}

function full(type: string, flags: number, ...parts: readonly Buffer[]): Buffer {
  return box(type, uint32(flags), ...parts)
}

function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const size = parts.reduce((sum, part) => sum + part.length, 8)
  return Buffer.concat([uint32(size), Buffer.from(type, 'latin1'), ...parts], size)
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}

const UPRIGHT = Buffer.concat([0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].map(uint32))

/** For sound, which has no place on the screen. */
export const NO_PLACEMENT = Buffer.concat([UPRIGHT, Buffer.alloc(8)])
