import Database from 'better-sqlite3'
import { AppError } from '../../nodes/errors.ts'

/** The database refused: what was asked of it is not written. */
export function isSqlError(error: unknown): boolean {
  return error instanceof Database.SqliteError
}

/**
 * SQLite's refusals in our words, anything else as it came. `what` is what was not saved: "the library",
 * "the workflow".
 */
export function fromSqlError(error: unknown, { folder, what }: { folder: string; what: string }): unknown {
  if (!(error instanceof Database.SqliteError)) return error
  // Extended codes begin with their family's name; reading fails for other reasons than writing does.
  const family = /^SQLITE_(IOERR_(READ|SHORT_READ|CORRUPTFS|DATA|SHMSIZE)|[A-Z]+)/.exec(error.code)?.[0]
  const options = { message: `${error.code}: ${error.message}`, cause: error }
  switch (family) {
    case 'SQLITE_FULL':
    // Its shared memory is a file, too, and could not grow.
    case 'SQLITE_IOERR_SHMSIZE':
      return new AppError('disk_full', { what }, options)
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_PERM':
    case 'SQLITE_IOERR':
      return new AppError('folder_not_writable', { folder }, options)
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
    case 'SQLITE_IOERR_READ':
    case 'SQLITE_IOERR_SHORT_READ':
    case 'SQLITE_IOERR_CORRUPTFS':
    case 'SQLITE_IOERR_DATA':
      return new AppError('library_damaged', { folder }, options)
    default:
      return error
  }
}
