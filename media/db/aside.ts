import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Db } from './db.ts'
import { mediaTable, type StoredMedia } from './media.ts'
import { fileVersion } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { everyResult, type StoredResult } from './results.ts'
import type { Tables } from './tables.ts'

export interface Aside {
  readonly media: StoredMedia[]
  readonly results: StoredResult[]
}

/**
 * What a library that was set aside knows of files and of what gave them, and the one in its place does not. Undefined
 * where it cannot be asked: it may be damaged, or from before this version.
 */
export function readAside(folder: string, here: Tables): Aside | undefined {
  try {
    const db = new Database(join(folder, 'library.db'), {
      readonly: true,
      fileMustExist: true,
      timeout: 5000,
    })
    try {
      db.pragma('trusted_schema = OFF')
      db.pragma('cell_size_check = ON')
      if (fileVersion(db) !== migrations.at(-1)!.version) return undefined
      return { media: newMedia(db, here), results: newResults(db, here) }
    } finally {
      db.close()
    }
  } catch {
    return undefined
  }
}

/** Also files that are here with another date: they came in anew, and nothing else of them is known yet. */
function newMedia(db: Db, { putBack }: Tables): StoredMedia[] {
  const here = putBack.mediaTimes()
  const there = db.prepare<[], { id: string; createdAt: number }>(
    'SELECT id, created_at AS createdAt FROM media WHERE deleted_at IS NULL',
  )
  const ids = there.all().filter(({ id, createdAt }) => here.get(id) !== createdAt)
  return mediaTable(db, { add: () => false }).getMany(ids.map(({ id }) => id))
}

function newResults(db: Db, { results }: Tables): StoredResult[] {
  const found: StoredResult[] = []
  for (const result of everyResult(db)) {
    if (!results.has(result.signatureHash, result.variation)) found.push(result)
  }
  return found
}
