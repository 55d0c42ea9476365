import { copyFileSync } from 'node:fs'
import Database from 'better-sqlite3'

/**
 * Copies a database to `to` as a power cut in the middle of a large change leaves it: partly changed, and beside it the
 * journal of what was there before.
 */
export function copyHalfWritten(file: string, to: string, change: string): void {
  const db = new Database(file)
  db.pragma('journal_mode = DELETE')
  // So little room that it writes into the file before it is done.
  db.pragma('cache_size = 1')
  db.exec(`BEGIN; ${change}`)
  for (const log of ['', '-journal']) copyFileSync(`${file}${log}`, `${to}${log}`)
  db.exec('ROLLBACK')
  db.close()
}

/** Rows for a change that is large. */
export const manyRows = 'WITH RECURSIVE rows (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM rows WHERE n < 500)'
