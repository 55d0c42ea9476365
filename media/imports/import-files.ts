import { basename } from 'node:path'
import type { ImportedFile, ImportOrder } from '../../nodes/contract/moving.ts'
import { AppError, type ErrorCode, toWire } from '../../nodes/errors.ts'
import type { Media } from '../../nodes/media.ts'
import type { MediaManager } from '../media-manager.ts'
import { type FoundFile, walk } from './walk.ts'

export const MOST_FILES = 200_000
const AT_ONCE = 4
/** After so many in a row that the disk did not take, the next ones will fare no better. */
const GIVE_UP_AFTER = 20

export interface ImportJob {
  readonly order: ImportOrder
  readonly signal: AbortSignal
  /** The library's own folder, which is nobody's to import. */
  readonly dataFolder: string
  readonly manager: Pick<MediaManager, 'importFile'>
  readonly mostFiles?: number | undefined
  /** Another file was found. */
  readonly onFound: (file: FoundFile) => void
  /** So many more bytes are done, of a file that is in the middle of it. */
  readonly onBytes: (bytes: number) => void
  /** `media` where it is in the library now. Those left aside on the way were never found. */
  readonly onFile: (result: ImportedFile, of: FoundFile | undefined, media?: Media) => void
}

interface Listed extends FoundFile {
  /** By itself, and not because it lies in a folder. */
  readonly named: boolean
}

/** Brings files in, folders with all that is in them. Throws what keeps the rest from coming in. */
export async function importFiles(job: ImportJob): Promise<void> {
  const files = await listFiles(job)
  let next = 0
  let unwritten = 0
  const work = async () => {
    while (next < files.length) {
      if (job.signal.aborted) throw new AppError('stopped')
      const error = await importOne(job, files[next++]!)
      unwritten = error !== undefined && isOfTheLibrary(error) ? unwritten + 1 : 0
      if (unwritten >= GIVE_UP_AFTER) throw error
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, work))
  for (const { status, reason } of ended as PromiseRejectedResult[]) if (status === 'rejected') throw reason
}

/** All of them first, so that it is known how much there is to do. */
async function listFiles({ order, ...job }: ImportJob): Promise<Listed[]> {
  const { mostFiles = MOST_FILES } = job
  const files: Listed[] = []
  for (const path of new Set(order.paths)) {
    const options = { signal: job.signal, except: [job.dataFolder] }
    for await (const found of walk(path, options)) {
      if ('error' in found) {
        job.onFile({ name: found.name, state: stateOf(found.error), error: toWire(found.error) }, undefined)
      } else if (files.length < mostFiles) {
        files.push({ ...found, named: found.name === basename(path) && found.path === path })
        job.onFound(found)
      } else {
        const error = toWire(new AppError('import_too_large', { limit: mostFiles }))
        return (job.onFile({ name: basename(path), state: 'skipped', error }, undefined), files)
      }
    }
  }
  return files
}

/** Answers why it did not come in. */
async function importOne(job: ImportJob, file: Listed): Promise<unknown> {
  const { manager, order, signal, onBytes, onFile } = job
  let told = 0
  const tell = (bytes: number) => {
    onBytes(bytes - told)
    told = bytes
  }
  try {
    const { media, existed } = await manager.importFile(file.path, {
      link: order.way === 'link',
      signal,
      onProgress: (fraction) => tell(Math.floor(fraction * file.sizeBytes)),
    })
    tell(file.sizeBytes)
    onFile({ name: file.name, state: existed ? 'known' : 'imported', mediaId: media.id }, file, media)
    return undefined
  } catch (error) {
    if (signal.aborted) throw new AppError('stopped')
    tell(file.sizeBytes)
    // In a folder of clips lie notes and lists as well, and nobody meant those.
    const aside = !file.named && isNoMedia(error)
    onFile({ name: file.name, state: aside ? 'skipped' : 'refused', error: toWire(error) }, file)
    return error
  }
}

const codeOf = (error: unknown): ErrorCode => toWire(error).code
const isNoMedia = (error: unknown) => ['file_not_media', 'file_empty'].includes(codeOf(error))
const isOfTheLibrary = (error: unknown) => ['disk_full', 'folder_not_writable'].includes(codeOf(error))

const asides: ReadonlySet<ErrorCode> = new Set([
  'file_left_aside',
  'folder_linked',
  'folder_loop',
  'folder_is_library',
  'file_not_regular',
])

function stateOf(error: unknown): 'skipped' | 'refused' {
  return asides.has(codeOf(error)) ? 'skipped' : 'refused'
}
