import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '../../nodes/errors.ts'
import { damaged, findBox, needBox, readBoxes, readBoxHeader } from './boxes.ts'
import { type Fragment, readFragments } from './fragments.ts'
import { type Declined, readTrack, type Track } from './track.ts'

/** What the index of an MP4 or MOV file says. Holds no path: the same bytes answer the same anywhere. */
export interface Mp4 {
  /** Which family of containers it is, as ffmpeg calls its demuxer. */
  readonly container: 'mov' | 'matroska'
  readonly bytes: number
  /** Set when this parser leaves the file to ffprobe; then nothing else here says anything. */
  readonly declined?: Declined | undefined
  /** Ticks a second of the edit lists' lengths; 0 in a file that forgot to say. */
  readonly movieTimescale: number
  readonly tracks: readonly Track[]
}

/** An hour of 60 fps with its sound is 15 MB of index. */
const MAX_INDEX_BYTES = 64 * 1024 * 1024
const MAX_SAMPLES = 4_000_000
const MAX_TRACKS = 64
const MAX_TOP_LEVEL = 1_000

/**
 * Reads the index of an MP4 or MOV file in about half a millisecond. A file that was cut off says so itself
 * (its index, or the place of a sample, lies behind the end), which no decoder reports: that is
 * `file_incomplete`. Sizes are believed only when their bytes exist, so a hostile file costs next to nothing.
 */
export async function readMp4(file: string, name = basename(file)): Promise<Mp4> {
  const handle = await open(file)
  try {
    const bytes = (await handle.stat()).size
    const index = await findIndex(handle, bytes)
    if (typeof index === 'string')
      return { container: 'mov', bytes, declined: index, movieTimescale: 0, tracks: [] }
    const fragments = findBox(readBoxes(index.moov), 'mvex') ? await findFragments(handle, index) : []
    if (typeof fragments === 'string')
      return { container: 'mov', bytes, declined: fragments, movieTimescale: 0, tracks: [] }
    return readIndex(index.moov, { bytes, fragments })
  } catch (error) {
    throw named(error, name)
  } finally {
    await handle.close()
  }
}

const TOP_LEVEL = new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'uuid', 'udta', 'meta'])

interface FoundIndex {
  /** The payload of moov. */
  readonly moov: Buffer
  /** Where the file goes on behind it. */
  readonly end: number
  readonly bytes: number
}

/** The index, wherever it lies, or why there is none to read. */
async function findIndex(handle: FileHandle, bytes: number): Promise<FoundIndex | Declined> {
  let position = 0
  let hasMedia = false
  for (let box = 0; box < MAX_TOP_LEVEL && position + 8 <= bytes; box++) {
    const head = Buffer.alloc(16)
    await handle.read(head, 0, 16, position)
    const type = head.toString('latin1', 4, 8)
    if (type === 'moof' || type === 'styp' || type === 'sidx') return 'fragmented'
    if (!TOP_LEVEL.has(type) && box === 0) return 'not_mp4'
    // A picture file (HEIC, AVIF) has the same boxes, but a `meta` in the place of the index.
    if (type === 'meta') return 'not_mp4'

    const { headerBytes, size } = readBoxHeader(head, bytes - position)
    if (size > bytes - position) throw new AppError('file_incomplete')
    if (type === 'moov') {
      if (size > MAX_INDEX_BYTES) return 'too_long'
      const moov = await readPayload(handle, position + headerBytes, size - headerBytes)
      return { moov, end: position + size, bytes }
    }
    hasMedia ||= type === 'mdat'
    position += size
  }
  if (hasMedia) throw new AppError('file_incomplete')
  throw damaged('it has no index')
}

async function readPayload(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const payload = Buffer.allocUnsafe(length)
  const { bytesRead } = await handle.read(payload, 0, length, position)
  if (bytesRead < length) throw new AppError('file_incomplete')
  return payload
}

/** A recording of hours has a fragment every second or so. */
const MAX_FRAGMENT_BOXES = 100_000

/** The parts of the index behind moov. One that was cut off is left to ffprobe: its beginning can be played. */
async function findFragments(handle: FileHandle, { end, bytes }: FoundIndex): Promise<Fragment[] | Declined> {
  const fragments: Fragment[] = []
  const head = Buffer.alloc(16)
  let position = end
  let budget = MAX_INDEX_BYTES
  for (let box = 0; position + 8 <= bytes; box++) {
    await handle.read(head, 0, 16, position)
    const { type, headerBytes, size } = readBoxHeader(head, bytes - position)
    if (size > bytes - position) return 'fragmented'
    if (type === 'moof') {
      budget -= size
      if (budget < 0) return 'too_long'
      const body = await readPayload(handle, position + headerBytes, size - headerBytes)
      fragments.push({ offset: position, body })
    }
    if (box >= MAX_FRAGMENT_BOXES) return 'too_long'
    position += size
  }
  return fragments
}

function readIndex(
  moov: Buffer,
  { bytes, fragments }: { bytes: number; fragments: readonly Fragment[] },
): Mp4 {
  const boxes = readBoxes(moov)
  const mvhd = needBox(boxes, 'mvhd')
  const movieTimescale = mvhd.readUInt32BE(mvhd.readUInt8(0) === 1 ? 20 : 12)
  const nothing = { container: 'mov', bytes, movieTimescale, tracks: [] } as const
  const traks = boxes.filter((box) => box.type === 'trak')
  if (traks.length > MAX_TRACKS) return { ...nothing, declined: 'too_long' }
  const tracks: Track[] = []
  let budget = MAX_SAMPLES
  for (const trak of traks) {
    const track = readTrack(trak.body, budget)
    if (typeof track === 'string') return { ...nothing, declined: track }
    budget -= track.samples.count
    tracks.push(track)
  }
  const mvex = findBox(boxes, 'mvex')
  const whole = mvex ? readFragments({ tracks, mvex, budget, movieTimescale }, fragments) : tracks
  if (typeof whole === 'string') return { ...nothing, declined: whole }
  if (whole.some((track) => lastByte(track) > bytes)) throw new AppError('file_incomplete')
  return { container: 'mov', bytes, movieTimescale, tracks: whole }
}

function lastByte({ samples }: Track): number {
  let last = 0
  for (let i = 0; i < samples.count; i++) last = Math.max(last, samples.offsets[i]! + samples.sizes[i]!)
  return last
}

/** Reading past the end of a box is Node's RangeError: the box is shorter than its fields. */
export function named(error: unknown, name: string): unknown {
  if (error instanceof AppError) {
    return new AppError(error.code, { ...error.details, name }, { cause: error.cause })
  }
  if (error instanceof RangeError) {
    const reason = 'a part of its index is too short'
    return new AppError('file_unreadable', { name, reason }, { cause: error })
  }
  return error
}
