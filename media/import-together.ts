import { AppError } from '../nodes/errors.ts'
import type { StoredMedia } from './db/media.ts'
import { fromSqlError } from './db/sql-error.ts'
import type { Tables } from './db/tables.ts'
import type { Source } from './files/source.ts'
import { hashSource } from './files/staging.ts'
import type { StageOptions } from './files/staging.ts'
import type { Staged } from './files/store.ts'
import { describe, explain, keepPoster, type ImportParts, type Origin } from './import-media.ts'
import { importName } from './import-name.ts'
import { inspectFile, sniffSource } from './inspect-file.ts'
import type { Inspection } from './inspect-file.ts'

/** A file that comes with an account of itself, from another library. */
export interface Incoming {
  readonly source: Source
  /** What its bytes must be. */
  readonly hash: string
  readonly origin: Origin & {
    readonly createdAt?: number | undefined
    readonly favourite?: boolean | undefined
    /** It is a small copy of this one. */
    readonly proxyOf?: string | undefined
  }
}

/** Many files that come in together, with whatever is to be written about them, or not at all. */
export interface Batch {
  /** Copies, checks and looks through one file; nothing of it is in the library yet. */
  stage(incoming: Incoming, options: StageOptions): Promise<void>
  /**
   * Puts every file into the store, and then writes all rows and what `also` writes in one transaction. Answers what
   * was new. When the disk or the database gives out in between, files that are stored already get their rows, so
   * that none lies there unknown.
   */
  promote<T>(also: () => T): Promise<{ readonly result: T; readonly added: readonly string[] }>
  /** Forgets everything that was staged. */
  discard(): Promise<void>
}

interface Waiting {
  readonly staged: Staged
  readonly inspection: Inspection
  readonly incoming: Incoming
}

export function createBatch(parts: ImportParts): Batch {
  const waiting: Waiting[] = []
  const known: Incoming[] = []

  async function stage(incoming: Incoming, options: StageOptions): Promise<void> {
    const { source, hash, origin } = incoming
    if (options.signal?.aborted) throw new AppError('stopped')
    await sniffSource(source)
    const media = parts.tables.media.get(hash)
    if (media && media.deletedAt === undefined && parts.places.isThere(media)) {
      requireHash((await hashSource(source, options)).hash, incoming)
      known.push(incoming)
      return
    }
    const staged = await parts.store.stage(source, options)
    try {
      requireHash(staged.hash, incoming)
      const { signal } = options
      const inspection = await inspectFile(staged.path, { engine: parts.engine, name: origin.name, signal })
      waiting.push({ staged, inspection, incoming })
    } catch (error) {
      await staged.discard()
      throw error
    }
  }

  async function promote<T>(also: () => T) {
    // What cannot be shown is not let in; and from here on it is renamed and written, not read any more.
    for (const { staged, inspection, incoming } of waiting)
      if (inspection.kind === 'image') await keepPoster(parts, staged, incoming.origin.name)
    const hashes = [...waiting.map(({ staged }) => staged.hash), ...known.map(({ hash }) => hash)]
    return aloneWith(parts, hashes.toSorted(), () => write(also))
  }

  async function write<T>(also: () => T) {
    const stored: StoredMedia[] = []
    try {
      for (const one of waiting) {
        const { filePath } = await one.staged.commit(one.inspection.extension)
        stored.push(toRow(one, filePath))
      }
      const added = stored.map(({ id }) => id)
      const result = parts.tables.together(() => {
        writeRows(parts, stored)
        for (const incoming of known) learn(parts.tables, incoming)
        return also()
      })
      return { result, added }
    } catch (error) {
      // No file without a row, as far as that can still be written.
      if (stored.length > 0) ignoring(() => parts.tables.together(() => writeRows(parts, stored)))
      await discard()
      throw fromSqlError(error, {
        folder: parts.folder,
        what: waiting[0]?.incoming.origin.name ?? 'the package',
      })
    }
  }

  async function discard(): Promise<void> {
    for (const { staged } of waiting.splice(0)) await staged.discard()
  }

  return { stage, promote, discard }
}

/** Nothing else is done to any of these meanwhile. In order, so that two batches never wait for each other. */
function aloneWith<T>({ store }: ImportParts, hashes: readonly string[], work: () => Promise<T>): Promise<T> {
  const from = (index: number): Promise<T> => {
    const hash = hashes[index]
    return hash === undefined ? work() : store.alone(hash, () => from(index + 1))
  }
  return from(0)
}

function requireHash(hash: string, { hash: expected, origin: { name } }: Incoming): void {
  if (hash !== expected)
    throw new AppError('file_unreadable', { name, reason: 'its bytes are not those it should have' })
}

function toRow({ staged, inspection, incoming: { origin } }: Waiting, filePath: string): StoredMedia {
  const { createdAt, favourite, proxyOf, ...plain } = origin
  const row = describe(staged, { filePath, inspection, origin: { ...plain, name: importName(origin.name) } })
  return {
    ...row,
    generation: origin.generation,
    createdAt: createdAt ?? row.createdAt,
    favourite: favourite ?? false,
    metadata: proxyOf === undefined ? row.metadata : { ...(row.metadata as object), proxyOf },
  }
}

function writeRows({ tables }: ImportParts, rows: readonly StoredMedia[]): void {
  for (const row of rows) {
    tables.media.put(row)
    // The library has the bytes itself now, wherever they were linked before.
    tables.links.remove(row.id)
    learn(tables, { hash: row.id, origin: { ...row } })
  }
}

/** A name that nobody gave, to a file that a crash had left without a row. */
const NAMELESS = /^Recovered [0-9a-f]{8}$/

/** What is known of a file already stays; what was not known of it is learnt. */
function learn(tables: Tables, { hash, origin }: Pick<Incoming, 'hash' | 'origin'>): void {
  const media = explain(tables, tables.media.get(hash)!, origin.generation)
  // Whoever brings a file in wants to have it.
  tables.trash.welcome([hash], Date.now())
  if (!NAMELESS.test(media.name)) return
  tables.media.rename(hash, importName(origin.name))
  if (origin.favourite) tables.media.setFavourite(hash, true)
}

function ignoring(work: () => void): void {
  try {
    work()
  } catch {
    // The next start adopts what has no row.
  }
}
