import { join } from 'node:path'
import type { StoragePart, StorageReport } from '../../nodes/contract/keeping.ts'
import { storageParts } from '../../nodes/contract/keeping.ts'
import type { Tables } from '../db/tables.ts'
import { add, bytesOf, createFolderSums, nothing, type FolderSums, type Sum } from './folder-sums.ts'
import { readRoom } from './room.ts'

interface MeterParts {
  readonly tables: Tables
  readonly dataFolder: string
}

/** What beside the media themselves lies in which folders of the library. */
const folders: Partial<Readonly<Record<StoragePart, readonly string[]>>> = {
  previews: ['posters', 'strips'],
  measures: ['measures'],
  exports: ['exports'],
  backups: ['backups', 'workflows', 'quarantine'],
}
/** Files grow in these while they are made, so they are counted each time; they are few. */
const unfinished = ['temp', 'work']

/** What the library takes up, by kind: media from the sums of their rows, the rest by looking into its folders. */
export function createMeter({ tables, dataFolder }: MeterParts) {
  const kept = createFolderSums()

  async function sumIn(sumOf: FolderSums, names: readonly string[]): Promise<Sum> {
    const sums = await Promise.all(names.map((name) => sumOf(join(dataFolder, name))))
    return sums.reduce(add, nothing)
  }

  async function database(): Promise<Sum> {
    const names = ['library.db', 'library.db-wal', 'library.db-shm']
    const sizes = await Promise.all(names.map((name) => bytesOf(join(dataFolder, name))))
    return sizes.reduce<Sum>(
      (sum, bytes) => (bytes === undefined ? sum : add(sum, { files: 1, bytes })),
      nothing,
    )
  }

  return async function read(): Promise<Omit<StorageReport, 'last'>> {
    const media = tables.storage.sums()
    const sumOf = (part: StoragePart): Promise<Sum> | Sum => {
      if (part === 'database') return database()
      if (part === 'unfinished') return sumIn(createFolderSums(), unfinished)
      const names = folders[part]
      if (names) return sumIn(kept, names)
      return media
        .filter(({ kind, trashed }) => (trashed ? part === 'trash' : part === kind))
        .reduce(add, nothing)
    }
    const parts = await Promise.all(storageParts.map(async (part) => ({ part, ...(await sumOf(part)) })))
    return { parts, ...(await readRoom(dataFolder)) }
  }
}
