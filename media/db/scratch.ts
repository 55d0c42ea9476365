import Database from 'better-sqlite3'
import type { Db } from './db.ts'
import { migrate } from './migrate.ts'
import type { StoredMedia } from './media.ts'

/** A real library in memory, for the tests of whoever keeps something in it. */
export function openScratch(): Db {
  const db = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  migrate(db, { folder: ':memory:', backUp: () => {} })
  return db
}

/** A media for tests; `n` makes its id. */
export function scratchMedia(n: number, change: Partial<StoredMedia> = {}): StoredMedia {
  const id = n.toString(16).padStart(64, '0')
  return {
    id,
    kind: 'video',
    name: `clip ${n}.mp4`,
    filePath: `objects/${id.slice(0, 2)}/${id}.mp4`,
    sizeBytes: 1000 + n,
    durationSeconds: 1.5,
    width: 1080,
    height: 1920,
    aspectRatio: '9:16',
    codec: 'h264',
    fps: 30,
    hasAudio: false,
    sourceType: 'uploaded',
    createdAt: 1_800_000_000_000 + n,
    favourite: false,
    metadata: { format: 'mov' },
    ...change,
  }
}
