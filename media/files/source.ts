import type { BigIntStats } from 'node:fs'
import { constants } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { AppError } from '../../nodes/errors.ts'
import { fromReadError } from './file-error.ts'

/** Somebody's file, open for reading. Every error names it. */
export interface Source {
  readonly path: string
  readonly name: string
  readonly sizeBytes: number
  read(buffer: Uint8Array, position: number): Promise<number>
  /** Throws file_changed if anybody wrote to it since it was opened. */
  assertUnchanged(): Promise<void>
  close(): Promise<void>
}

/**
 * A link is followed, because the person picked it and its content is what gets stored. Anything that is not a
 * plain file is refused before it is opened: a named pipe would wait for ever.
 */
export async function openSource(path: string, name: string): Promise<Source> {
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw fromReadError(error, name)
    }
  }
  const regular = (info: BigIntStats) => {
    if (!info.isFile()) throw new AppError('file_not_regular', { name })
    return info
  }

  regular(await guarded(() => stat(path, { bigint: true })))
  // Not to wait either if a pipe took the file's place in the meantime.
  const file = await guarded(() => open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)))
  try {
    const info = regular(await guarded(() => file.stat({ bigint: true })))
    return {
      path,
      name,
      sizeBytes: Number(info.size),
      read: (buffer, position) =>
        guarded(async () => (await file.read(buffer, 0, buffer.length, position)).bytesRead),
      async assertUnchanged() {
        const now = await guarded(() => file.stat({ bigint: true }))
        if (now.size !== info.size || now.mtimeNs !== info.mtimeNs)
          throw new AppError('file_changed', { name })
      },
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

/** Fewer bytes at the end of the file. */
export async function readAt(source: Source, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.min(length, Math.max(source.sizeBytes - position, 0)))
  return buffer.subarray(0, await source.read(buffer, position))
}
