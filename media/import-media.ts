import { AppError } from '../nodes/errors.ts'
import type { Generation, Media, SourceType } from '../nodes/media.ts'
import { atMost } from './at-most.ts'
import type { StoredMedia } from './db/media.ts'
import { fromSqlError } from './db/sql-error.ts'
import type { Tables } from './db/tables.ts'
import type { Engine } from './ffmpeg/engine.ts'
import { openSource, readAt } from './files/source.ts'
import type { Source } from './files/source.ts'
import { hashSource } from './files/staging.ts'
import type { StageOptions } from './files/staging.ts'
import type { Staged, Store } from './files/store.ts'
import { importName } from './import-name.ts'
import { inspectFile, sniffSource } from './inspect-file.ts'
import type { Inspection } from './inspect-file.ts'
import { shrinkPicture } from './renditions/poster-picture.ts'
import type { Posters } from './renditions/posters.ts'

export interface ImportParts {
  readonly tables: Tables
  readonly store: Store
  readonly engine: () => Promise<Engine>
  readonly folder: string
  readonly posters: Posters
}

/** Where a file comes from, as the library remembers it. */
export interface Origin {
  readonly name: string
  readonly sourceType: SourceType
  readonly generation?: Generation | undefined
}

export interface Kept {
  readonly media: StoredMedia
  /** The library already had these bytes: nothing was stored. */
  readonly existed: boolean
}

export type BringIn = (path: string, origin: Origin, options?: StageOptions) => Promise<Kept>

/**
 * The one way into the library. The order is what keeps it true: look at the first bytes, copy and hash, inspect
 * the copy, put it into the store, and only then write the row. Four files at a time: while one waits for the disk,
 * another is hashed.
 */
export function createImport(parts: ImportParts): BringIn {
  const inTurn = atMost(4)
  return (path, origin, options = {}) =>
    inTurn(async () => {
      const named = { ...origin, name: importName(origin.name) }
      const staged = await stage(parts, { path, origin: named, options })
      if ('media' in staged) return staged
      try {
        return await keep(parts, staged, { origin: named, options })
      } catch (error) {
        await staged.discard()
        throw fromSqlError(error, { folder: parts.folder, what: named.name })
      }
    })
}

interface Request {
  readonly path: string
  readonly origin: Origin
  readonly options: StageOptions
}

async function stage(parts: ImportParts, { path, origin, options }: Request): Promise<Staged | Kept> {
  if (options.signal?.aborted) throw new AppError('stopped')
  const source = await openSource(path, origin.name)
  try {
    await sniffSource(source)
    return (await findKnown(parts, source, { origin, options })) ?? (await parts.store.stage(source, options))
  } finally {
    await source.close()
  }
}

/** A file that ends like one of the same size is most likely that one: its hash tells, and nothing is written. */
async function findKnown(
  { tables, store }: ImportParts,
  source: Source,
  { origin, options }: Omit<Request, 'path'>,
): Promise<Kept | undefined> {
  const alike = tables.media.filesOfSize(source.sizeBytes).map((filePath) => store.find(filePath))
  if (!(await endsLikeOneOf(source, alike))) return undefined
  const { hash } = await hashSource(source, options)
  const media = tables.media.get(hash)
  if (!media || store.sizeOf(media.filePath) !== media.sizeBytes) return undefined
  return { media: explain(tables, media, origin.generation), existed: true }
}

const END_BYTES = 16 * 1024

async function endsLikeOneOf(source: Source, paths: readonly (string | undefined)[]): Promise<boolean> {
  for (const path of paths) {
    if (path === undefined) continue
    const other = await openSource(path, source.name)
    try {
      const [end, otherEnd] = await Promise.all([source, other].map(readEnd))
      if (end!.equals(otherEnd!)) return true
    } finally {
      await other.close()
    }
  }
  return false
}

function readEnd(source: Source): Promise<Buffer> {
  return readAt(source, Math.max(source.sizeBytes - END_BYTES, 0), END_BYTES)
}

/** The second half of an import: for bytes that are hashed and on the library's disk. */
export async function keep(
  parts: ImportParts,
  staged: Staged,
  { origin, options }: Omit<Request, 'path'>,
): Promise<Kept> {
  const { name } = origin
  const inspection = await inspectFile(staged.path, { engine: parts.engine, name, signal: options.signal })
  if (inspection.kind === 'image') await keepPoster(parts, staged, name)
  if (options.signal?.aborted) throw new AppError('stopped')
  const { filePath } = await staged.commit(inspection.extension)

  return parts.tables.together(() => {
    const existed = parts.tables.media.get(staged.hash) !== undefined
    parts.tables.media.put(describe(staged, { filePath, inspection, origin }))
    return { media: explain(parts.tables, parts.tables.media.get(staged.hash)!, origin.generation), existed }
  })
}

/** Making its poster decodes a picture whole, so what cannot be shown is not let in. */
async function keepPoster({ posters }: ImportParts, staged: Staged, name: string): Promise<void> {
  const poster = await shrinkPicture(staged.path).catch((error: unknown) => {
    throw new AppError('file_unreadable', { name, reason: 'it cannot be decoded' }, { cause: error })
  })
  await posters.put(staged.hash, poster)
}

/** The first account of how these bytes came to be is kept; a file known without one gets it now. */
function explain(tables: Tables, media: StoredMedia, generation: Generation | undefined): StoredMedia {
  if (!generation || media.generation) return media
  tables.together(() => {
    tables.generations.add({ ...generation, mediaId: media.id })
    // Its prompt is searched, too.
    tables.media.rename({ ...media, generation }, media.name)
  })
  return { ...media, generation }
}

function describe(
  staged: Staged,
  { filePath, inspection, origin }: { filePath: string; inspection: Inspection; origin: Origin },
): StoredMedia {
  const { extension, mime, facts, ...measured } = inspection
  return {
    ...measured,
    id: staged.hash,
    name: origin.name,
    filePath,
    sizeBytes: staged.sizeBytes,
    sourceType: origin.sourceType,
    createdAt: Date.now(),
    favourite: false,
    metadata: facts,
  }
}

/** As the window and the nodes see it. */
export function toMedia(stored: StoredMedia, store: Store): Media {
  const { filePath, metadata, ...media } = stored
  // A file of another size is as good as none: it was damaged behind our back.
  return { ...media, missing: store.sizeOf(filePath) !== stored.sizeBytes }
}
