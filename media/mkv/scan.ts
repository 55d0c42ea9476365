import { readSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { AppError } from '../../nodes/errors.ts'
import { damaged } from '../mp4/boxes.ts'
import {
  type ElementHeader,
  findUint,
  MAX_HEADER_BYTES,
  readElementHeader,
  readElements,
  readUint,
  readVint,
} from './ebml.ts'
import { type MkvTrack, readTracks } from './tracks.ts'

/** The frames of one track as they lie in the file, in decode order. */
export interface Blocks {
  readonly offsets: number[]
  readonly sizes: number[]
  /** In units of the file. */
  readonly times: number[]
  readonly keys: boolean[]
  /** The first two bytes of each frame, for codecs that say there how long it lasts. */
  readonly heads: number[]
}

export interface Scan {
  readonly tracks: readonly MkvTrack[]
  readonly blocks: ReadonlyMap<number, Blocks>
  /** Nanoseconds in a unit of its timestamps. */
  readonly unitNs: number
}

const ID = {
  ebml: 0x1a45dfa3,
  segment: 0x18538067,
  info: 0x1549a966,
  unitNs: 0x2ad7b1,
  tracks: 0x1654ae6b,
  cluster: 0x1f43b675,
  time: 0xe7,
  simpleBlock: 0xa3,
  group: 0xa0,
  block: 0xa1,
  reference: 0xfb,
} as const

const MAX_SAMPLES = 4_000_000
const MAX_HEAD_BYTES = 16 * 1024 * 1024
/** A cluster's own parts and a block's: nobody writes more, but a file of nothing is walked through just as long. */
const PARTS_OF_A_BLOCK = 8
const MOST_BESIDE = 100_000
const WINDOW_BYTES = 4_096
const DEFAULT_UNIT_NS = 1_000_000

/**
 * Walks through a Matroska file from block to block, reading only their heads. Answers 'laced' where several
 * frames share a block, and 'too_long' where it is more than anybody films.
 */
export async function scanBlocks(handle: FileHandle, bytes: number): Promise<Scan | 'laced' | 'too_long'> {
  const read = createWindow(handle.fd, bytes)
  const state = createState()
  let position = 0
  let seen = 0
  for (let step = 0; position < bytes; step++) {
    // Reading the heads of hours of film takes a second: others must get their turn.
    if (step % 5_000 === 4_999) await setImmediate()
    if (step > MOST_BESIDE + PARTS_OF_A_BLOCK * seen) return 'too_long'
    const header = readElementHeader(read(position, MAX_HEADER_BYTES))
    if (step === 0 && header.id !== ID.ebml) throw damaged('it does not begin as it should')
    const from = position + header.headerBytes
    const { id, size } = header
    const end = size === undefined ? bytes : from + size
    if (end > bytes) throw new AppError('file_incomplete')
    if (isOpened(header)) {
      if (id === ID.group) state.openGroup(end)
      position = from
      continue
    }
    if (size === undefined) throw damaged('a part does not say how long it is')
    if (id === ID.info || id === ID.tracks) {
      if (size > MAX_HEAD_BYTES) return 'too_long'
      state.readHead(id, readWhole(handle.fd, from, size))
    } else if (id === ID.time) {
      state.setTime(readUint(read(from, Math.min(size, 8))))
    } else if (id === ID.reference) {
      state.addReference(from)
    } else if (id === ID.simpleBlock || id === ID.block) {
      seen++
      const problem = state.addBlock(read(from, Math.min(size, 16)), { from, size, id })
      if (problem) return problem
    }
    position = end
  }
  return state.finish()
}

/** Masters whose children are of interest are simply gone into: where they end does not matter. */
function isOpened({ id }: ElementHeader): boolean {
  return id === ID.segment || id === ID.cluster || id === ID.group
}

function createState() {
  const blocks = new Map<number, Blocks>()
  let tracks: MkvTrack[] | undefined
  let unitNs = DEFAULT_UNIT_NS
  let clusterTime = 0
  let count = 0
  let group:
    { readonly end: number; isReference: boolean; block?: { keys: boolean[]; index: number } } | undefined

  return {
    readHead(id: number, body: Buffer) {
      if (id === ID.info) unitNs = findUint(readElements(body), ID.unitNs) ?? DEFAULT_UNIT_NS
      // Live streams may repeat it; the first is the one that the frames were made for.
      else if (!tracks) {
        tracks = readTracks(body)
        for (const { number, kind } of tracks) {
          if (kind !== 'other') blocks.set(number, { offsets: [], sizes: [], times: [], keys: [], heads: [] })
        }
      }
    },
    setTime(time: number) {
      clusterTime = time
    },
    openGroup(end: number) {
      group = { end, isReference: false }
    },
    /** A frame that refers to another is no place to start. */
    addReference(position: number) {
      if (!group || position > group.end) return
      group.isReference = true
      if (group.block) group.block.keys[group.block.index] = false
    },
    addBlock(
      head: Buffer,
      { from, size, id }: { from: number; size: number; id: number },
    ): 'laced' | 'too_long' | undefined {
      const { value: number, length } = readVint(head)
      const track = number === undefined ? undefined : blocks.get(number)
      if (!track) return undefined
      const flags = head.readUInt8(length + 2)
      if ((flags & 0x06) !== 0) return 'laced'
      if (++count > MAX_SAMPLES) return 'too_long'
      const headerBytes = length + 3
      if (size < headerBytes) throw damaged('a block is too short')
      track.offsets.push(from + headerBytes)
      track.sizes.push(size - headerBytes)
      track.times.push(clusterTime + head.readInt16BE(length))
      track.heads.push(((head[headerBytes] ?? 0) << 8) | (head[headerBytes + 1] ?? 0))
      if (id === ID.block && group) {
        group.block = { keys: track.keys, index: track.keys.length }
        track.keys.push(!group.isReference)
      } else {
        track.keys.push((flags & 0x80) !== 0)
      }
      return undefined
    },
    finish(): Scan {
      if (!tracks) throw damaged('it does not say what it holds')
      if (unitNs < 1) throw damaged('it has no clock')
      return { tracks, blocks, unitNs }
    },
  }
}

/** Heads of blocks lie close together where frames are small: a page at a time saves most of the reads. */
function createWindow(fd: number, bytes: number): (position: number, length: number) => Buffer {
  const window = Buffer.alloc(WINDOW_BYTES)
  let start = 0
  let filled = 0
  return (position, length) => {
    const wanted = Math.min(length, bytes - position)
    if (position < start || position + wanted > start + filled) {
      start = position
      filled = readSync(fd, window, 0, WINDOW_BYTES, position)
      if (filled < wanted) throw new AppError('file_incomplete')
    }
    return window.subarray(position - start, position - start + wanted)
  }
}

function readWhole(fd: number, position: number, length: number): Buffer {
  const body = Buffer.alloc(length)
  if (readSync(fd, body, 0, length, position) < length) throw new AppError('file_incomplete')
  return body
}
