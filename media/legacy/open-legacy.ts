import { existsSync } from 'node:fs'
import { copyFile, lstat, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../../nodes/errors.ts'
import { askFileAside } from '../db/ask-file.ts'
import type { Db } from '../db/db.ts'
import { rollBack } from '../db/roll-back.ts'
import { fromReadError } from '../files/file-error.ts'
import { requireRoomFor } from '../packages/room.ts'
import { openWorkFolder } from '../runs/work-folder.ts'

const DATABASE = 'media.db'
/** A list of films that is larger is none. */
const MOST_BYTES = 2 * 1024 ** 3

export interface LegacyLibrary {
  readonly db: Db
  /** Where its files lie. */
  readonly folder: string
  /** Of its database. */
  readonly path: string
  refuse(reason: string, cause?: unknown): AppError
  close(): void
}

/**
 * Opens the database of an older library: a copy of it, because even reading one in place writes beside it. It came
 * from elsewhere, so it is examined first, and its schema is not trusted with anything.
 */
export async function openLegacy(asked: string, dataFolder: string): Promise<LegacyLibrary> {
  const path = await locate(asked)
  const name = basename(path)
  const refuse = (reason: string, cause?: unknown) =>
    new AppError('legacy_unreadable', { name, reason }, { cause })
  const { size } = await stat(path)
  if (size === 0) throw refuse('it is empty')
  if (size > MOST_BYTES) throw refuse('it is larger than any list of films')
  await requireRoomFor(size, dataFolder)
  const room = openWorkFolder(dataFolder)
  try {
    const copy = room.file('db')
    await copyWithLog(path, copy, name)
    const db = await examine(copy, refuse)
    const close = () => {
      db.close()
      room.sweep()
    }
    return { db, folder: dirname(path), path, refuse, close }
  } catch (error) {
    room.sweep()
    throw error
  }
}

async function locate(asked: string): Promise<string> {
  if (!isAbsolute(asked)) throw new AppError('invalid_input', { reason: `${asked} is not a whole path` })
  const place = resolve(asked)
  try {
    const path = (await stat(place)).isDirectory() ? join(place, DATABASE) : place
    if (!(await stat(path)).isFile()) throw new AppError('file_not_regular', { name: basename(path) })
    return path
  } catch (error) {
    throw fromReadError(error, basename(place))
  }
}

/** What the older app wrote last is in its log until that is folded in; what it left half written, in its journal. */
async function copyWithLog(path: string, copy: string, name: string): Promise<void> {
  try {
    await copyFile(path, copy)
    for (const log of ['-wal', '-journal']) {
      const isThere = await lstat(`${path}${log}`).then(
        (found) => found.isFile(),
        () => false,
      )
      if (isThere) await copyFile(`${path}${log}`, `${copy}${log}`)
    }
  } catch (error) {
    throw fromReadError(error, name)
  }
}

/** On another thread: reading two gigabytes takes a while. */
async function examine(copy: string, refuse: LegacyLibrary['refuse']): Promise<Db> {
  let db: Db | undefined
  try {
    if (existsSync(`${copy}-journal`)) rollBack(copy)
    const [check] = await askFileAside(copy, [{ sql: 'PRAGMA quick_check(1)' }])
    if (check?.[0]?.['quick_check'] !== 'ok') throw refuse('it is damaged')
    db = new Database(copy, { fileMustExist: true })
    db.pragma('trusted_schema = OFF')
    db.pragma('cell_size_check = ON')
    db.pragma('mmap_size = 0')
    db.pragma('query_only = ON')
    return db
  } catch (error) {
    db?.close()
    throw error instanceof AppError ? error : refuse('it is not a database, or a damaged one', error)
  }
}
