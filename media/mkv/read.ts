import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import { readAacConfig } from '../mp4/aac.ts'
import { numbers } from '../mp4/box-writer.ts'
import type { SampleEntry } from '../mp4/entry.ts'
import { OPUS_RATE, opusPacketSamples } from '../mp4/opus.ts'
import { type Mp4, named } from '../mp4/read.ts'
import { noSamples, type SampleTable } from '../mp4/samples.ts'
import type { Declined, Edit, Track } from '../mp4/track.ts'
import { NO_PLACEMENT } from '../mp4/write.ts'
import { frameTiming, packetTiming, type Timing } from '../mp4/clock.ts'
import { pictureEntryOf, soundEntryOf } from './entries.ts'
import { type Blocks, type Scan, scanBlocks } from './scan.ts'
import type { MkvTrack } from './tracks.ts'

/** The clock on which tracks wait for each other. */
const MICROSECONDS = 1_000_000

/**
 * Reads where the frames of a Matroska or WebM file lie, in the same shape as an MP4's, so that they can be copied
 * into one. Only their heads are read. A file that was cut off is `file_incomplete`, as an MP4 would be.
 */
export async function readMatroska(file: string, name = basename(file)): Promise<Mp4> {
  const handle = await open(file)
  try {
    const bytes = (await handle.stat()).size
    const scan = await scanBlocks(handle, bytes)
    const reason = typeof scan === 'string' ? scan : whyDeclined(scan)
    if (typeof scan === 'string' || reason) {
      return { container: 'matroska', bytes, declined: reason, movieTimescale: 0, tracks: [] }
    }
    const tracks = await Promise.all(scan.tracks.map((track) => toTrack(track, { scan, handle })))
    return { container: 'matroska', bytes, movieTimescale: MICROSECONDS, tracks }
  } catch (error) {
    throw named(error, name)
  } finally {
    await handle.close()
  }
}

function whyDeclined({ tracks }: Scan): Declined | undefined {
  if (tracks.some(({ isEncoded }) => isEncoded)) return 'encoded'
  return tracks.some(({ picture }) => picture?.isChanged) ? 'changed_picture' : undefined
}

const HEAD_BYTES = 64

async function toTrack(
  track: MkvTrack,
  { scan, handle }: { scan: Scan; handle: FileHandle },
): Promise<Track> {
  const { number: id, kind, picture } = track
  const blocks = scan.blocks.get(id)
  const nothing = { id, kind, timescale: MICROSECONDS, placement: NO_PLACEMENT, edits: [], entries: [] }
  if (kind === 'other' || !blocks || blocks.offsets.length === 0) return { ...nothing, samples: noSamples }

  const head = Buffer.alloc(Math.min(HEAD_BYTES, blocks.sizes[0]!))
  await handle.read(head, 0, head.length, blocks.offsets[0]!)
  const entry = kind === 'video' ? pictureEntryOf(track, head) : soundEntryOf(track)
  const timing = kind === 'video' ? pictureTiming(track, blocks, scan) : soundTiming(entry, blocks, scan)
  const { timescale, ...times } = timing
  const sync = Uint8Array.from(blocks.keys, (isKey) => (isKey ? 1 : 0))
  const samples: SampleTable = {
    count: blocks.offsets.length,
    offsets: Float64Array.from(blocks.offsets),
    sizes: Uint32Array.from(blocks.sizes),
    ...times,
    ...(kind === 'video' && !sync.every((flag) => flag === 1) && { sync }),
  }
  const size = numbers([(picture?.width ?? 0) * 0x10000, (picture?.height ?? 0) * 0x10000])
  const placement = kind === 'video' ? Buffer.concat([NO_PLACEMENT.subarray(0, 36), size]) : NO_PLACEMENT
  const edits = editsOf({ track, timescale }, scan)
  return { id, kind, timescale, placement, edits, entries: [entry], samples }
}

function pictureTiming({ frameNs }: MkvTrack, { times }: Blocks, { unitNs }: Scan): Timing {
  return frameTiming(times, { unitNs, frameNs })
}

function soundTiming({ tag, sound }: SampleEntry, { times, heads }: Blocks, { unitNs }: Scan): Timing {
  if (tag === 'Opus') {
    // The last packet may be a shorter one.
    const whole = heads.slice(0, Math.max(1, heads.length - 1))
    const lengths = new Set(whole.map((head) => opusPacketSamples(Buffer.from([head >> 8, head & 0xff]))))
    const [packetSamples] = lengths
    if (lengths.size === 1 && packetSamples !== undefined) {
      return packetTiming(times, { unitNs, sampleRate: OPUS_RATE, packetSamples })
    }
  }
  if (tag === 'mp4a' && sound?.config) {
    const { sampleRate, samplesPerPacket: packetSamples } = readAacConfig(sound.config)
    return packetTiming(times, { unitNs, sampleRate, packetSamples })
  }
  return frameTiming(times, { unitNs })
}

/** When the track begins among the others, and how much of it only warms up its decoder. */
function editsOf(
  { track, timescale }: { track: MkvTrack; timescale: number },
  { blocks, unitNs }: Scan,
): Edit[] {
  const firstOf = ({ times }: Blocks) => times.reduce((least, time) => Math.min(least, time), Infinity)
  const earliest = [...blocks.values()].reduce((least, one) => Math.min(least, firstOf(one)), Infinity)
  const movieTicks = Math.round(((firstOf(blocks.get(track.number)!) - earliest) * unitNs) / 1_000)
  const pause = { movieTicks, mediaTime: undefined }
  const delay = Math.round((track.delayNs / 1e9) * timescale)
  const shown = { movieTicks: 0, mediaTime: delay }
  return movieTicks > 0 ? [pause, shown] : [shown]
}
