import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../../nodes/errors.ts'
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

/** An empty file is what some file systems leave of one that was being written when the power went. */
export function isLost(home: string): boolean {
  const file = join(home, 'library.db')
  return (!existsSync(file) || statSync(file).size === 0) && hasRemains(home)
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
