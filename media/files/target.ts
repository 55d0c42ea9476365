import { open, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { fromWriteError } from './file-error.ts'
import { writeAll } from './write-all.ts'

/** A file of ours that is being filled. */
export interface Target {
  write(block: Uint8Array, position: number): Promise<void>
  /** The bytes are safe on the disk when this is done. */
  finish(): Promise<void>
  abandon(): Promise<void>
}

/** A disk that starts to write while the rest is still read has little left to do at the end. */
const FLUSH_EVERY_BYTES = 64 * 1024 * 1024

/** `what` and `folder` are for the sentences of errors. */
export async function createTarget(path: string, where: { what: string; folder: string }): Promise<Target> {
  const guarded = <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((error: unknown) => {
      throw fromWriteError(error, where)
    })
  const file = await guarded(() => open(path, 'wx', 0o600))
  const flush = createFlush(file)

  return {
    write: (block, position) =>
      guarded(async () => {
        await writeAll(file, block, position)
        flush.wrote(block.length)
      }),
    finish: () =>
      guarded(async () => {
        try {
          await flush.ended()
          await file.sync()
        } finally {
          await file.close()
        }
      }),
    async abandon() {
      await flush.ended().catch(() => {})
      await file.close().catch(() => {})
      await rm(path, { force: true })
    },
  }
}

/** The same promise for a file that we made elsewhere; ffmpeg lets every user read what it writes. */
export async function sealFile(path: string, where: { what: string; folder: string }): Promise<void> {
  try {
    const file = await open(path, 'r+')
    try {
      await file.chmod(0o600)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    throw fromWriteError(error, where)
  }
}

/** A disk may take less than it was given, just before it says that it is full. */
function createFlush(file: FileHandle) {
  let unflushed = 0
  let flushing: Promise<void> | undefined
  let failure: unknown
  return {
    wrote(bytes: number) {
      unflushed += bytes
      if (unflushed < FLUSH_EVERY_BYTES || flushing) return
      unflushed = 0
      flushing = file
        .datasync()
        .catch((error: unknown) => {
          failure = error
        })
        .finally(() => {
          flushing = undefined
        })
    },
    /** The system reports a failed write-back once and then forgets it, so it is kept here. */
    async ended() {
      await flushing
      if (failure) throw failure
    },
  }
}
