import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../../nodes/errors.ts'
import { createPrivate } from './create-private.ts'
import type { Db } from './db.ts'

/**
 * Holds a folder for this process alone, and answers how to let it go. An exclusive transaction on a file of its
 * own is a lock of the operating system: it ends with the process, however that ends. Nothing else may open
 * library.lock, because on POSIX closing any descriptor of a file drops all of the process's locks on it.
 */
export function takeLease(folder: string): () => void {
  const file = join(folder, 'library.lock')
  createPrivate(file)
  const lock = openLock(file, folder)
  return () => lock.close()
}

function openLock(file: string, folder: string): Db {
  for (let attempt = 1; ; attempt++) {
    const lock = new Database(file, { timeout: 0 })
    try {
      lock.exec('BEGIN EXCLUSIVE')
      return lock
    } catch (error) {
      lock.close()
      const code = error instanceof Database.SqliteError ? error.code : ''
      if (code.startsWith('SQLITE_BUSY')) throw new AppError('library_in_use', { folder }, { cause: error })
      // Whoever holds the lock is met before the content is read: here nobody does, and the content is worthless.
      if (code !== 'SQLITE_NOTADB' || attempt > 1) throw error
      truncateSync(file)
    }
  }
}
