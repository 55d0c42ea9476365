import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { syncFolderNow } from '../files/sync-folder.ts'
import type { Db } from './db.ts'

const KEEP = 7
const DAY_MS = 24 * 60 * 60 * 1000

/**
 * A copy of the library in backups/, checked before it gets its name. VACUUM INTO reads one consistent moment,
 * which a copy of the open file would not.
 */
export function backUp(db: Db, folder: string, now = Date.now()): string {
  const backups = join(folder, 'backups')
  mkdirSync(backups, { recursive: true, mode: 0o700 })
  const temp = join(backups, 'unfinished.tmp')
  const file = join(backups, `library-${new Date(now).toISOString().replaceAll(':', '-')}.db`)
  try {
    rmSync(temp, { force: true })
    // Made here first, because SQLite would let every user read it.
    closeSync(openSync(temp, 'wx', 0o600))
    db.prepare('VACUUM INTO ?').run(temp)
    verify(temp)
    syncFile(temp)
    renameSync(temp, file)
    syncFolderNow(backups)
  } catch (error) {
    rmSync(temp, { force: true })
    throw error
  }
  for (const old of listBackups(folder).slice(KEEP)) rmSync(join(backups, old))
  return file
}

/** At most one a day: a library that is opened every hour still keeps a week of history. */
export function backUpDaily(db: Db, folder: string, now = Date.now()): void {
  const newest = listBackups(folder)[0]
  if (newest && now - statSync(join(folder, 'backups', newest)).mtimeMs < DAY_MS) return
  backUp(db, folder, now)
}

/** Newest first. */
export function listBackups(folder: string): string[] {
  try {
    return readdirSync(join(folder, 'backups'))
      .filter((name) => /^library-.*\.db$/.test(name))
      .toSorted()
      .toReversed()
  } catch {
    return []
  }
}

/** A bad copy must never push a good one out. */
function verify(file: string): void {
  const copy = new Database(file, { readonly: true, fileMustExist: true })
  try {
    const found = copy.pragma('quick_check(1)', { simple: true })
    if (found !== 'ok') throw new Error(`the backup is damaged: ${String(found)}`)
  } finally {
    copy.close()
  }
}

function syncFile(file: string): void {
  chmodSync(file, 0o600)
  const descriptor = openSync(file, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
