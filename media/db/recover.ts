import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../../nodes/errors.ts'
import { askFile } from './ask-file.ts'
import { backupsFolder, listBackups, lookAt } from './backup.ts'
import { migrations } from './migrations/index.ts'
import { finishReplacement, hasRemains, newReplacement, writeOrder } from './replace.ts'

/**
 * Puts the newest good backup in the place of a library that cannot be read or is gone, or nothing at all where
 * there is none: then it begins empty and is filled from its files. What was there is kept aside.
 */
export function recover(home: string, why: 'damaged' | 'lost'): void {
  writeOrder(home, newReplacement(why, newestGoodBackup(home)))
  finishReplacement(home)
}

/**
 * No file, an empty one as some file systems leave it when the power goes, or one without a single table because its
 * log is gone: beside files of a library none of them is a new beginning.
 */
export function isLost(home: string): boolean {
  const file = join(home, 'library.db')
  const isBlank = !existsSync(file) || statSync(file).size === 0 || hasNothing(file)
  return isBlank && hasRemains(home)
}

function hasNothing(file: string): boolean {
  try {
    const [version] = askFile(file, [{ sql: 'PRAGMA user_version' }])
    return version?.[0]?.['user_version'] === 0
  } catch {
    // It is looked at more closely when it is opened.
    return false
  }
}

/** The content is wrong. A disk that cannot be read at the moment is another matter: it may be back in a minute. */
export function isDamage(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'library_damaged'
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)
}

function newestGoodBackup(home: string): string | undefined {
  const latest = migrations.at(-1)?.version ?? 0
  return listBackups(home).find((name) => {
    const { sound, version } = lookAt(join(backupsFolder(home), name))
    return sound && version <= latest
  })
}
