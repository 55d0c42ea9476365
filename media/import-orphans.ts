import type { StoredMedia } from './db/media.ts'
import { openSource } from './files/source.ts'
import { hashSource } from './files/staging.ts'
import { keep } from './import-media.ts'
import type { ImportParts } from './import-media.ts'

/** Stored files without a row, brought into the library. One that cannot be used is left where it is. */
export async function adoptOrphans(parts: ImportParts): Promise<StoredMedia[]> {
  const known = parts.tables.media.ids()
  const adopted: StoredMedia[] = []
  for (const filePath of await parts.store.list()) {
    const id = /\/([0-9a-f]{64})\.\w+$/.exec(filePath)?.[1]
    if (!id || known.has(id)) continue
    const media = await adoptOrphan(parts, filePath, id)
    if (media) adopted.push(media)
  }
  return adopted
}

async function adoptOrphan(
  parts: ImportParts,
  filePath: string,
  id: string,
): Promise<StoredMedia | undefined> {
  const path = parts.store.find(filePath)
  if (path === undefined) return undefined
  const name = `Recovered ${id.slice(0, 8)}`
  try {
    const source = await openSource(path, name)
    const { hash, sizeBytes } = await hashSource(source, {}).finally(() => source.close())
    if (hash !== id) return undefined
    const stored = {
      hash,
      sizeBytes,
      path,
      commit: async () => ({ filePath, existed: true }),
      discard: async () => {},
    }
    return (await keep(parts, stored, { origin: { name, sourceType: 'uploaded' }, options: {} })).media
  } catch {
    return undefined
  }
}
