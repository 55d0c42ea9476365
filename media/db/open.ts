import { accessSync, constants, mkdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../../nodes/errors.ts'
import { nodeProblem } from '../node-guard.ts'
import { backUp } from './backup.ts'
import { createPrivate } from './create-private.ts'
import type { Db } from './db.ts'
import { fromDiskError } from './disk-error.ts'
import { firstDamage } from './first-damage.ts'
import { takeLease } from './lease.ts'
import { fileVersion, migrate, refuseNewer } from './migrate.ts'
import { isDamage, isLost, recover } from './recover.ts'
import { finishReplacement } from './replace.ts'
import { needsRollBack, rollBack } from './roll-back.ts'

const leases = new WeakMap<Db, () => void>()

/**
 * Opens the library in a folder, which is made if it is not there. The lease comes first: a second process is
 * turned away before it reads a byte of library.db. A file that is newer is not written to; one that is damaged is
 * kept aside as it is, and the newest good backup takes its place.
 */
export function openDatabase(folder: string): Db {
  const problem = nodeProblem()
  if (problem) throw new AppError('internal', {}, { message: problem })
  const home = resolve(folder)
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 })
    accessSync(home, constants.W_OK)
    const release = takeLease(home)
    try {
      const db = openOrRecover(home)
      leases.set(db, release)
      return db
    } catch (error) {
      release()
      throw error
    }
  } catch (error) {
    throw fromDiskError(error, { folder: home, what: 'the library' })
  }
}

/** Folds the write-ahead log into the file and lets the next process in. */
export function closeDatabase(db: Db): void {
  if (!db.open) return
  try {
    db.pragma('wal_checkpoint(TRUNCATE)')
  } catch {
    // A full disk has no room for it. Nothing is lost: the log is read again at the next start.
  }
  db.close()
  leases.get(db)?.()
  leases.delete(db)
}

function openOrRecover(home: string): Db {
  finishReplacement(home)
  if (isLost(home)) recover(home, 'lost')
  try {
    return openFile(home)
  } catch (error) {
    if (!isDamage(error)) throw error
    recover(home, 'damaged')
    return openFile(home)
  }
}

function openFile(home: string): Db {
  const file = join(home, 'library.db')
  createPrivate(file)
  const existed = statSync(file).size > 0
  if (existed) examineAfterPowerCut(file, home)

  const db = new Database(file, { timeout: 5000 })
  try {
    configure(db)
    migrate(db, { folder: home, backUp: () => void backUp(home) })
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** A library that was a backup a moment ago has no write-ahead log yet, so a power cut leaves it half written. */
function examineAfterPowerCut(file: string, home: string): void {
  try {
    examine(file, home)
  } catch (error) {
    if (!needsRollBack(error)) throw error
    rollBack(file)
    examine(file, home)
  }
}

/** On a connection that cannot write, so that a bad file stays exactly as it was found. */
function examine(file: string, home: string): void {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 })
  try {
    db.pragma('trusted_schema = OFF')
    db.pragma('cell_size_check = ON')
    refuseNewer(fileVersion(db), home)
    const found = firstDamage(db)
    if (found !== undefined) throw new AppError('library_damaged', { folder: home }, { message: found })
  } finally {
    db.close()
  }
}

function configure(db: Db): void {
  db.pragma('trusted_schema = OFF')
  db.pragma('cell_size_check = ON')
  db.pragma('journal_mode = WAL')
  // better-sqlite3 is built to fall back to NORMAL in WAL mode, which may lose the last commits in a power cut.
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma(`journal_size_limit = ${16 * 1024 * 1024}`)
}
