import { AppError } from '../nodes/errors.ts'
import type { StoredMedia } from './db/media.ts'
import { openSource } from './files/source.ts'
import { hashSource } from './files/staging.ts'
import { keep, type ImportParts, type Origin } from './import-media.ts'

export interface AdoptOptions {
  /** How a file came to be, where somebody still knows. */
  readonly originOf?: ((id: string) => Origin | undefined) | undefined
  /** Told of each file as soon as it has its row: what else is known of it need not wait for the others. */
  readonly onAdopted?: ((id: string) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Stored files without a row, brought into the library one after the other, shelf by shelf. One that cannot be used
 * is left where it is.
 */
export async function* adoptOrphans(
  parts: ImportParts,
  options: AdoptOptions = {},
): AsyncGenerator<StoredMedia> {
  for await (const { digits, filePaths } of parts.store.shelves()) {
    if (options.signal?.aborted) return
    const known = new Set(parts.tables.health.idsOfShelf(digits))
    for (const filePath of filePaths) {
      const id = idOf(filePath)
      if (id === undefined || known.has(id)) continue
      const media = await adoptOrphan(parts, filePath, options).catch(() => undefined)
      if (media) options.onAdopted?.(media.id)
      if (options.signal?.aborted) return
      if (media) yield media
    }
  }
}

/** The same for one. Undefined if it is not there, or not what its name promises; throws why it cannot be used. */
export async function adoptOrphan(
  parts: ImportParts,
  filePath: string,
  { originOf, signal }: AdoptOptions = {},
): Promise<StoredMedia | undefined> {
  const id = idOf(filePath)
  if (id === undefined) return undefined
  const known = parts.tables.media.get(id)
  if (known) return known
  const path = parts.store.find(filePath)
  if (path === undefined) return undefined
  const origin = originOf?.(id) ?? { name: `Recovered ${id.slice(0, 8)}`, sourceType: 'uploaded' }
  const source = await openSource(path, origin.name)
  const { hash, sizeBytes } = await hashSource(source, { signal }).finally(() => source.close())
  if (hash !== id) return undefined
  const stored = {
    hash,
    sizeBytes,
    path,
    commit: async () => {
      // Somebody may have deleted it for good while it was read.
      if (parts.store.find(filePath) === undefined) throw new AppError('stopped')
      return { filePath, existed: true }
    },
    discard: async () => {},
  }
  return (await keep(parts, stored, { origin, options: { signal } })).media
}

/** Of a file that is named as the store names its files. */
export function idOf(filePath: string): string | undefined {
  return /(?:^|\/)([0-9a-f]{64})\.\w+$/.exec(filePath)?.[1]
}
