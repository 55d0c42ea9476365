import { AppError } from '../nodes/errors.ts'
import type { Generation, Media, SourceType } from '../nodes/media.ts'
import { atMost } from './at-most.ts'
import type { StoredMedia } from './db/media.ts'
import { fromSqlError } from './db/sql-error.ts'
import type { Tables } from './db/tables.ts'
import type { Engine } from './ffmpeg/engine.ts'
import { liesWithin } from './files/lies-within.ts'
import { openSource, readAt } from './files/source.ts'
import type { Source } from './files/source.ts'
import { hashSource } from './files/staging.ts'
import type { StageOptions } from './files/staging.ts'
import type { Staged, Store } from './files/store.ts'
import { importName } from './import-name.ts'
import { inspectFile, sniffSource } from './inspect-file.ts'
import type { Inspection } from './inspect-file.ts'
import type { Places } from './links/places.ts'
import { isLinked, stageLink } from './links/stage-link.ts'
import type { LinkedFile } from './links/stage-link.ts'
import { isAsItWas } from './links/stamp.ts'
import { shrinkPicture } from './renditions/poster-picture.ts'
import type { Posters } from './renditions/posters.ts'

export interface ImportParts {
  readonly tables: Tables
  readonly store: Store
  readonly places: Places
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

export interface BringOptions extends StageOptions {
  /** The file stays where it is: only its place is remembered. One of the library's own folder is copied. */
  readonly link?: boolean | undefined
  /** Nothing else is let in: the media whose bytes these are said to be. */
  readonly expect?: string | undefined
}

export type BringIn = (path: string, origin: Origin, options?: BringOptions) => Promise<Kept>

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
        if ((options.expect ?? staged.hash) !== staged.hash)
          throw new AppError('file_changed', { name: named.name })
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
  readonly options: BringOptions
}

async function stage(parts: ImportParts, { path, origin, options }: Request): Promise<Staged | Kept> {
  if (options.signal?.aborted) throw new AppError('stopped')
  const source = await openSource(path, origin.name)
  try {
    await sniffSource(source)
    // What lies in the library's own folder is not where the person keeps it: a clean-up may take it.
    if (options.link && !(await liesWithin(parts.folder, path)))
      return await link(parts, source, { origin, options })
    return (await findKnown(parts, source, { origin, options })) ?? (await parts.store.stage(source, options))
  } finally {
    await source.close()
  }
}

async function link(parts: ImportParts, source: Source, rest: Omit<Request, 'path'>): Promise<Staged | Kept> {
  const linked = await stageLink(source, rest.options)
  return recognise(parts, linked.hash, rest.origin) ?? linked
}

/** A file that ends like one of the same size is most likely that one: its hash tells, and nothing is written. */
async function findKnown(
  parts: ImportParts,
  source: Source,
  { origin, options }: Omit<Request, 'path'>,
): Promise<Kept | undefined> {
  const { tables, store } = parts
  const stored = tables.media.filesOfSize(source.sizeBytes).map((filePath) => store.find(filePath))
  const linked = tables.links.ofSize(source.sizeBytes).filter(isAsItWas)
  if (!(await endsLikeOneOf(source, [...stored, ...linked.map(({ path }) => path)]))) return undefined
  const { hash } = await hashSource(source, options)
  return recognise(parts, hash, origin)
}

/** The media with these bytes, if its file is there. */
function recognise({ tables, places }: ImportParts, hash: string, { generation }: Origin): Kept | undefined {
  const known = tables.media.get(hash)
  if (!known || known.deletedAt !== undefined || !places.isThere(known)) return undefined
  const { trashedAt, ...media } = known
  // Whoever brings a file in wants to have it.
  if (trashedAt !== undefined) tables.trash.restore([hash], Date.now())
  return { media: explain(tables, media, generation), existed: true }
}

const END_BYTES = 16 * 1024

async function endsLikeOneOf(source: Source, paths: readonly (string | undefined)[]): Promise<boolean> {
  for (const path of paths) {
    if (path === undefined) continue
    // One that goes at this moment, because it is deleted for good, is not known any more.
    const other = await openSource(path, source.name).catch(() => undefined)
    if (!other) continue
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
  staged: Staged | LinkedFile,
  { origin, options }: Omit<Request, 'path'>,
): Promise<Kept> {
  const { name } = origin
  const inspection = await inspectFile(staged.path, { engine: parts.engine, name, signal: options.signal })
  if (inspection.kind === 'image') await keepPoster(parts, staged, name)
  if (options.signal?.aborted) throw new AppError('stopped')
  // Not while the same bytes are being deleted for good: whichever comes first is whole before the other begins.
  return parts.store.alone(staged.hash, async () => {
    const { filePath } = await staged.commit(inspection.extension)
    return write(parts, staged, { filePath, inspection, origin })
  })
}

interface Found {
  readonly filePath: string
  readonly inspection: Inspection
  readonly origin: Origin
}

function write(parts: ImportParts, staged: Staged | LinkedFile, found: Found): Kept {
  return parts.tables.together(() => {
    const existed = parts.tables.media.get(staged.hash) !== undefined
    parts.tables.media.put(describe(staged, found))
    if (isLinked(staged)) parts.tables.links.put(staged.hash, { ...staged.stamp, path: staged.path })
    else if (existed) parts.tables.links.remove(staged.hash)
    const media = parts.tables.media.get(staged.hash)!
    return { media: explain(parts.tables, media, found.origin.generation), existed }
  })
}

/** Making its poster decodes a picture whole, so what cannot be shown is not let in. */
export async function keepPoster({ posters }: ImportParts, staged: Staged, name: string): Promise<void> {
  const poster = await shrinkPicture(staged.path).catch((error: unknown) => {
    throw new AppError('file_unreadable', { name, reason: 'it cannot be decoded' }, { cause: error })
  })
  await posters.put(staged.hash, poster)
}

/** The first account of how these bytes came to be is kept; a file known without one gets it now. */
export function explain(tables: Tables, media: StoredMedia, generation: Generation | undefined): StoredMedia {
  if (!generation || media.generation) return media
  tables.generations.add({ ...generation, mediaId: media.id })
  return tables.media.get(media.id)!
}

export function describe(staged: Staged, { filePath, inspection, origin }: Found): StoredMedia {
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
export function toMedia(stored: StoredMedia, places: Places): Media {
  const { filePath, metadata, ...media } = stored
  const proxyOf = (metadata as { readonly proxyOf?: string } | null)?.proxyOf
  return {
    ...media,
    ...(proxyOf !== undefined && { proxyOf }),
    missing: stored.deletedAt !== undefined || !places.isThere(stored),
  }
}
