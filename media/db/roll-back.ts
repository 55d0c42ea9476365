import Database from 'better-sqlite3'

/**
 * Puts back what a power cut left half written in a file that has no write-ahead log, by the journal beside it. Until
 * then a connection that cannot write can read nothing of it.
 */
export function rollBack(file: string): void {
  const db = new Database(file, { fileMustExist: true, timeout: 5000 })
  try {
    db.pragma('trusted_schema = OFF')
    // The first thing that is read does it.
    db.pragma('user_version')
  } finally {
    db.close()
  }
}

export function needsRollBack(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === 'SQLITE_READONLY_ROLLBACK'
}
