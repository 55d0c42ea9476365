import { type FileHandle, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '../../nodes/errors.ts'
import { fromReadError, fromWriteError } from '../files/file-error.ts'
import { writeAll } from '../files/write-all.ts'
import type { JoinedFile } from '../mp4/join.ts'
import { type FileStamp, isStamped } from './stamp.ts'

/** A file whose bytes go into a film. */
export interface FilmFile {
  readonly path: string
  readonly name: string
  /** As it was measured: one that changed since is not what the plan is about. Absent for files of our own. */
  readonly stamp?: FileStamp | undefined
}

export interface WriteJob {
  readonly files: readonly FilmFile[]
  /** Must not be there yet. */
  readonly output: string
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((fraction: number) => void) | undefined
}

/**
 * Writes a joined film in one pass, at the speed of a file copy. What was begun is removed if it cannot be finished.
 * It is not forced to the disk: whoever gives it its name does that, and only then.
 */
export async function writeFilm(joined: JoinedFile, job: WriteJob): Promise<void> {
  const sources = createSources(job.files)
  const target = await openTarget(job)
  try {
    await target.put(joined.head)
    for (const piece of joined.pieces) {
      if ('data' in piece) await target.put(piece.data)
      else await target.copy(await sources.open(piece.file), piece)
      job.onProgress?.(Math.min(target.written() / joined.bytes, 1))
    }
    await target.finish()
    await sources.assertUnchanged()
  } catch (error) {
    await target.abandon()
    throw error
  } finally {
    await sources.close()
  }
}

/** Two blocks: while one is written, the other is filled. */
const BLOCK = 1024 * 1024

async function openTarget({ output, signal }: WriteJob) {
  const blocks = [Buffer.allocUnsafe(BLOCK), Buffer.allocUnsafe(BLOCK)] as const
  const handle = await inOurWords(output, open(output, 'wx', 0o600))
  let current = 0
  let filled = 0
  let written = 0
  let writing: Promise<void> = Promise.resolve()

  const flush = async () => {
    await writing
    if (signal?.aborted) throw new AppError('stopped')
    writing = inOurWords(output, writeAll(handle, blocks[current]!.subarray(0, filled), written))
    // Met where it is awaited; until then it must not count as unhandled.
    writing.catch(() => {})
    written += filled
    filled = 0
    current = 1 - current
  }
  const fill = async (bytes: number, read: (into: Buffer, done: number) => Promise<number> | number) => {
    for (let done = 0; done < bytes;) {
      const room = blocks[current]!.subarray(filled, Math.min(BLOCK, filled + bytes - done))
      const got = await read(room, done)
      done += got
      filled += got
      if (filled === BLOCK) await flush()
    }
  }

  return {
    written: () => written + filled,
    put: (data: Buffer) => fill(data.length, (into, done) => data.copy(into, 0, done)),
    copy: (source: OpenSource, piece: { offset: number; bytes: number }) =>
      fill(piece.bytes, (into, done) => source.read(into, piece.offset + done)),
    async finish() {
      await flush()
      await writing
      await handle.close()
    },
    async abandon() {
      await writing.catch(() => {})
      // A disk that is still busy with what was written must not hold up a stop.
      handle.close().catch(() => {})
      await rm(output, { force: true })
    },
  }
}

async function inOurWords<T>(output: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw fromWriteError(error, { what: 'the film', folder: dirname(output) })
  }
}

interface OpenSource {
  read(into: Buffer, position: number): Promise<number>
}

/** Hundreds of clips must not mean hundreds of open files; but sound and picture alternate between a few. */
const MOST_OPEN = 8

function createSources(files: readonly FilmFile[]) {
  const handles = new Map<number, { handle: FileHandle; source: OpenSource }>()
  const used = new Set<number>()

  const openFile = async (index: number) => {
    const file = files[index]!
    const handle = await reading(file, open(file.path))
    const source: OpenSource = {
      async read(into, position) {
        const { bytesRead } = await reading(file, handle.read(into, 0, into.length, position))
        if (bytesRead === 0) throw new AppError('clip_changed', { name: file.name })
        return bytesRead
      },
    }
    return { handle, source }
  }

  return {
    async open(index: number): Promise<OpenSource> {
      const known = handles.get(index)
      const opened = known ?? (await openFile(index))
      handles.delete(index)
      handles.set(index, opened)
      used.add(index)
      const [oldest] = handles.keys()
      if (handles.size > MOST_OPEN && oldest !== undefined) {
        await handles.get(oldest)?.handle.close()
        handles.delete(oldest)
      }
      return opened.source
    },
    /** Somebody may have written to a clip before it was copied, or while it was. */
    async assertUnchanged() {
      for (const index of used) {
        const { path, name, stamp } = files[index]!
        if (stamp && !(await reading(files[index]!, isStamped(path, stamp)))) {
          throw new AppError('clip_changed', { name })
        }
      }
    },
    async close() {
      await Promise.all([...handles.values()].map(({ handle }) => handle.close()))
    },
  }
}

async function reading<T>({ name }: FilmFile, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw fromReadError(error, name)
  }
}
