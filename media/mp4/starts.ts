import { readSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { lookAtAv1 } from './av1.ts'
import type { JoinVideo } from './joinable.ts'
import { lookAtH264, lookAtHevc } from './start-of-nal.ts'
import { lookAtVp9 } from './vp9.ts'

/**
 * clean: the first picture needs no other, and every place where decoding may start relies on the file's own
 * parameter sets. The flags in the index promise neither: an open group of pictures is marked as a start too,
 * and files joined by other tools carry different sets inside their pictures.
 */
export interface Starts {
  readonly state: 'clean' | 'no_whole_start' | 'own_settings'
  /** 1 for every sample from which on everything can be decoded and shown, whatever lies before it. */
  readonly whole: Uint8Array
}

/** Bytes of one sample, counted from its first; fewer than asked for at its end. */
export type ReadSample = (position: number, length: number) => Buffer

/** What the first bytes of a sample say about starting there. */
export type LookAtStart = (read: ReadSample, size: number) => { isWhole: boolean; hasOwnSettings: boolean }

/** In a file of nothing but whole pictures, knowing some of them is enough: the others are not relied on. */
const MAX_STARTS = 10_000
/** So many are read in a few milliseconds; then others get their turn. */
const STARTS_AT_ONCE = 250

/** Looks into the pictures themselves. Read synchronously: a few hundred bytes each, mostly just written. */
export async function readStarts(file: string, video: JoinVideo): Promise<Starts> {
  const { sync, count, offsets, sizes } = video.track.samples
  const marked = Array.from(offsets.keys()).filter((i) => i < count && (i === 0 || !sync || sync[i] === 1))
  const step = Math.ceil(marked.length / MAX_STARTS)
  const whole = new Uint8Array(count)
  let hasOwnSettings = false

  const handle = await open(file)
  try {
    const look = lookAt(video)
    for (let at = 0, looked = 1; at < marked.length; at += step, looked++) {
      if (looked % STARTS_AT_ONCE === 0) await setImmediate()
      const sample = marked[at]!
      const [offset, size] = [offsets[sample]!, sizes[sample]!]
      const read: ReadSample = (position, length) =>
        readAt(handle.fd, offset + position, Math.max(0, Math.min(length, size - position)))
      const found = look(read, size)
      whole[sample] = found.isWhole ? 1 : 0
      hasOwnSettings ||= found.hasOwnSettings
    }
  } catch (error) {
    // Settings that end too early: a decoder may still make sense of them, nothing here relies on it.
    if (!(error instanceof RangeError)) throw error
    return { state: 'no_whole_start', whole: new Uint8Array(count) }
  } finally {
    await handle.close()
  }
  return { state: hasOwnSettings ? 'own_settings' : whole[0] === 1 ? 'clean' : 'no_whole_start', whole }
}

function lookAt({ codec, config }: JoinVideo): LookAtStart {
  switch (codec) {
    case 'h264':
      return lookAtH264(config)
    case 'hevc':
      return lookAtHevc(config)
    case 'av1':
      return lookAtAv1()
    case 'vp9':
      return lookAtVp9()
  }
}

function readAt(fd: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  return bytes.subarray(0, readSync(fd, bytes, 0, length, position))
}
