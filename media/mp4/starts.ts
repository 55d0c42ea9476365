import { readSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { readAvcConfig } from './h264.ts'
import type { JoinVideo } from './joinable.ts'

/**
 * clean: the first picture needs no other, and every place where decoding may start relies on the file's own
 * parameter sets. The flags in the index promise neither: an open group of pictures is marked as a start too,
 * and files joined by other tools carry different sets inside their pictures.
 */
export type Starts = 'clean' | 'no_whole_start' | 'own_settings'

const SLICE_OF_WHOLE_PICTURE = 5
const SEQUENCE_SET = 7
const PICTURE_SET = 8
const MAX_UNITS = 64
/** In a file of nothing but whole pictures, looking at some of them is enough. */
const MAX_STARTS = 2_000

export async function readStarts(file: string, { track, avcConfig }: JoinVideo): Promise<Starts> {
  const config = readAvcConfig(avcConfig)
  const known = [...config.sps, ...config.pps]
  const { sync, count, offsets, sizes } = track.samples
  const starts = Array.from(offsets.keys()).filter((i) => i < count && (i === 0 || !sync || sync[i] === 1))
  const step = Math.ceil(starts.length / MAX_STARTS)

  const handle = await open(file)
  try {
    for (let at = 0; at < starts.length; at += step) {
      const sample = starts[at]!
      const place = { offset: offsets[sample]!, size: sizes[sample]!, lengthBytes: config.lengthBytes }
      const { firstSlice, sets } = readUnits(handle.fd, place)
      if (sample === 0 && firstSlice !== SLICE_OF_WHOLE_PICTURE) return 'no_whole_start'
      if (sets.some((set) => !known.some((one) => one.equals(set)))) return 'own_settings'
    }
    return 'clean'
  } finally {
    await handle.close()
  }
}

interface Place {
  readonly offset: number
  readonly size: number
  readonly lengthBytes: number
}

/** The units of a sample up to its first slice. Read synchronously: a few hundred bytes, mostly just written. */
function readUnits(
  fd: number,
  { offset, size, lengthBytes }: Place,
): { firstSlice?: number; sets: Buffer[] } {
  const sets: Buffer[] = []
  let position = 0
  for (let unit = 0; unit < MAX_UNITS && position + lengthBytes < size; unit++) {
    const head = readAt(fd, offset + position, lengthBytes + 1)
    if (head.length <= lengthBytes) break
    const length = head.readUIntBE(0, lengthBytes)
    const type = head.readUInt8(lengthBytes) & 31
    if (type >= 1 && type <= SLICE_OF_WHOLE_PICTURE) return { firstSlice: type, sets }
    if (type === SEQUENCE_SET || type === PICTURE_SET) {
      sets.push(readAt(fd, offset + position + lengthBytes, Math.min(length, 4_096)))
    }
    position += lengthBytes + length
  }
  return { sets }
}

function readAt(fd: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  return bytes.subarray(0, readSync(fd, bytes, 0, length, position))
}
