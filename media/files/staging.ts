import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../../nodes/errors.ts'
import { freeBytes } from './free-bytes.ts'
import { hashBlocks } from './hash-blocks.ts'
import type { Source } from './source.ts'
import { createTarget, sealFile } from './target.ts'

export interface StageOptions {
  readonly signal?: AbortSignal | undefined
  /** 0 to 1. */
  readonly onProgress?: ((fraction: number) => void) | undefined
  /** The file is ours to take: it is renamed into the store, without a copy, where that is possible. */
  readonly move?: boolean | undefined
}

/** Hashed bytes on the store's volume, on their way to the disk. */
export interface Copied {
  readonly hash: string
  readonly sizeBytes: number
  readonly path: string
  /** Fulfilled when they are safe on the disk. */
  readonly sealed: Promise<void>
  /** Removes what was made; a file that was to be moved stays where it is. */
  discard(): Promise<void>
}

/** Copies and hashes in one pass, so that the hash is that of the copy, whatever happens to the original. */
export async function stageFile(source: Source, tempFolder: string, options: StageOptions): Promise<Copied> {
  const where = { what: source.name, folder: dirname(tempFolder) }
  if (options.move && (await areOnOneVolume(dirname(source.path), tempFolder))) {
    const measured = await hashSource(source, options)
    return {
      ...measured,
      path: source.path,
      sealed: seal(sealFile(source.path, where)),
      discard: async () => {},
    }
  }

  await requireSpace(source, tempFolder)
  const path = join(tempFolder, `${randomUUID()}.part`)
  const target = await createTarget(path, where)
  try {
    const measured = await hashSource(source, options, target.write)
    const sealed = seal(target.finish())
    return { ...measured, path, sealed, discard: () => sealed.catch(() => {}).then(target.abandon) }
  } catch (error) {
    await target.abandon()
    throw error
  }
}

/** Only the hash: for a file that the store probably has. */
export async function hashSource(
  source: Source,
  options: Omit<StageOptions, 'move'>,
  write?: (block: Uint8Array, position: number) => Promise<void>,
): Promise<{ hash: string; sizeBytes: number }> {
  const measured = await hashBlocks({
    read: source.read,
    write,
    atMostBytes: source.sizeBytes,
    signal: options.signal,
    onBytes: (done) => options.onProgress?.(Math.min(done / source.sizeBytes, 1)),
  })
  await source.assertUnchanged()
  if (measured.sizeBytes !== source.sizeBytes) throw new AppError('file_changed', { name: source.name })
  return measured
}

/** Folders are compared with folders: in a container's layered file system the files have numbers of their own. */
async function areOnOneVolume(...folders: [string, string]): Promise<boolean> {
  const [one, other] = await Promise.all(folders.map((folder) => stat(folder, { bigint: true })))
  return one!.dev === other!.dev
}

/** Better to say so now than to fill the disk to the brim first. */
async function requireSpace(source: Source, tempFolder: string): Promise<void> {
  if ((await freeBytes(tempFolder)) < source.sizeBytes) throw new AppError('disk_full', { what: source.name })
}

/** Awaited when the file is needed; until then a failure must not count as unhandled. */
function seal(work: Promise<void>): Promise<void> {
  work.catch(() => {})
  return work
}
