import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readOrder } from '../db/replace.ts'
import type { Tables } from '../db/tables.ts'
import type { Store } from '../files/store.ts'
import { idOf } from '../import-orphans.ts'
import type { Watch } from './examine-media.ts'
import { halfWritten, orphan } from './found.ts'

export interface StoreParts {
  readonly tables: Tables
  readonly store: Store
  readonly dataFolder: string
  /** What was written to since the app was opened may be in use. */
  readonly openedAt: number
}

/** Every file of the store against the rows: one that nobody knows, or that is not named as the store names them. */
export async function examineStore({ tables, store, dataFolder }: StoreParts, watch: Watch): Promise<void> {
  for await (const { digits, filePaths } of store.shelves()) {
    if (watch.signal.aborted) return
    const known = new Set(tables.health.filesOfShelf(digits))
    const strange = filePaths.filter((path) => !known.has(path))
    for (const path of strange) {
      // A row that was written since the shelf was read knows it by now.
      const id = idOf(path)
      if (id !== undefined && tables.media.get(id)?.filePath === path) continue
      const info = await stat(join(dataFolder, path)).catch(() => undefined)
      if (info) watch.found(orphan(path, info.size, id))
    }
    watch.looked(0, 0)
  }
}

/** What was being written when the app last ended. */
export async function examineLeftovers({ dataFolder, openedAt }: StoreParts, watch: Watch): Promise<void> {
  const places = [
    { folder: 'temp', pattern: /./ },
    { folder: 'backups', pattern: /\.tmp(-journal|-wal|-shm)?$/ },
    { folder: 'workflows', pattern: /\.new$/ },
    { folder: '.', pattern: /^[\w-]+\.json\.new$|^library\.db\.next/ },
  ]
  for (const { folder, pattern } of places) {
    const names = await readdir(join(dataFolder, folder)).catch(() => [])
    for (const name of names.filter((name) => pattern.test(name))) {
      if (name.startsWith('library.db.next') && readOrder(dataFolder)) continue
      const path = folder === '.' ? name : `${folder}/${name}`
      const info = await stat(join(dataFolder, path)).catch(() => undefined)
      if (!info || info.mtimeMs >= openedAt) continue
      watch.found(halfWritten(path, { bytes: info.isFile() ? info.size : 0, at: info.mtimeMs }))
    }
  }
}
