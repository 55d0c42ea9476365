import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { removeNow, tryToRemoveNow } from '../files/remove-now.ts'
import { syncFolderNow } from '../files/sync-folder.ts'
import { writeWholeNow } from '../files/write-whole.ts'
import { backupTime, backupsFolder, syncFile } from './backup.ts'

/**
 * Another file is to become library.db. It is written down first and forgotten last, so that whatever ends the app
 * in between, the next start goes on where it was cut off.
 */
const Replacement = z.object({
  /** asked: by the person. damaged: it cannot be read. lost: it is not there. */
  why: z.enum(['asked', 'damaged', 'lost']),
  /** The backup; absent: it begins empty, and is filled from what else is there. */
  from: z.string().optional(),
  /** The folder that takes what is there now, relative to the data folder. */
  aside: z.string(),
  /** What comes in its place lies ready as library.db.next: from here on there is nothing to write, only to rename. */
  ready: z.boolean(),
})
export type Replacement = z.infer<typeof Replacement>

/** What the person is told once; kept until they were. Whoever asked for it themselves is told nothing. */
const RecoveryNote = z.object({
  how: z.enum(['backup', 'rebuilt', 'asked']),
  from: z.number().optional(),
  aside: z.string(),
  /** What is newer than the backup was brought in again; of what was asked for, only what files are and came from. */
  complete: z.boolean(),
  told: z.boolean(),
})
export type RecoveryNote = z.infer<typeof RecoveryNote>

const ORDER = 'replace.json'
const NOTE = 'recovery.json'
const NEXT = 'library.db.next'

export function newReplacement(why: Replacement['why'], from: string | undefined): Replacement {
  // To the millisecond: two within one second must not share a folder, in which the second would find no place.
  const time = new Date().toISOString().replaceAll(':', '-').slice(0, 23)
  const aside = `${why === 'asked' ? 'replaced' : 'damaged'}-${time}`
  return { why, aside, ready: false, ...(from !== undefined && { from }) }
}

/** Copies the backup beside the library and orders that it takes its place. Nothing is in its place yet. */
export function prepareReplacement(home: string, order: Replacement): void {
  if (order.from !== undefined) {
    const next = join(home, NEXT)
    removeNow(next)
    try {
      copyFileSync(join(backupsFolder(home), order.from), next)
      syncFile(next)
      syncFolderNow(home)
    } catch (error) {
      tryToRemoveNow(next)
      throw error
    }
  }
  writeOrder(home, { ...order, ready: true })
}

/** The same while the library is open, for a copy that takes a while. Whatever was ordered before is forgotten. */
export async function orderReplacement(
  home: string,
  order: Replacement,
  copyTo: (path: string) => Promise<unknown>,
): Promise<void> {
  const next = join(home, NEXT)
  removeNow(join(home, ORDER))
  removeNow(next)
  try {
    await copyTo(next)
    syncFile(next)
    syncFolderNow(home)
    writeOrder(home, { ...order, ready: true })
  } catch (error) {
    tryToRemoveNow(next)
    throw error
  }
}

/** Does what was ordered, if anything was; only for who holds the library, before it is opened. */
export function finishReplacement(home: string): void {
  let order = readOrder(home)
  if (!order) return
  if (!order.ready) {
    // Nothing was touched for it yet. With its backup gone it is void, and whoever opens the library looks for another.
    if (order.from !== undefined && !existsSync(join(backupsFolder(home), order.from)))
      return removeNow(join(home, ORDER))
    prepareReplacement(home, order)
    order = { ...order, ready: true }
  }
  const next = join(home, NEXT)
  // What was ordered with a file that is gone now has been done already.
  if (order.from === undefined || existsSync(next)) setAside(home, order)
  if (existsSync(next)) renameSync(next, join(home, 'library.db'))
  syncFolderNow(home)
  writeNote(home, noteOf(order))
  removeNow(join(home, ORDER))
  syncFolderNow(home)
}

function noteOf({ why, from, aside }: Replacement): RecoveryNote {
  const note = { aside, complete: false, told: why === 'asked' }
  if (from === undefined) return { ...note, how: 'rebuilt' }
  return { ...note, how: why === 'asked' ? 'asked' : 'backup', from: backupTime(from) }
}

/**
 * The file itself goes last: as long as it is in its place, nothing of it is missing there. A library that the
 * person puts back takes its own workflows with it: the newer ones must not come back by their mirrors.
 */
function setAside(home: string, { aside, why }: Replacement): void {
  const folder = join(home, aside)
  // Without the note of its start, the library knows that it is an older one: jobs that are open in it wait for a word.
  const beside = why === 'asked' ? ['instance.json', 'workflows'] : ['instance.json']
  // A journal that stayed would be taken for one of the next file, and written into it.
  const logs = ['library.db-journal', 'library.db-wal', 'library.db-shm']
  const names = [...logs, ...beside, 'library.db']
  for (const name of names) {
    if (!existsSync(join(home, name))) continue
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (!existsSync(join(folder, name))) renameSync(join(home, name), join(folder, name))
  }
  if (existsSync(folder)) syncFolderNow(folder)
}

export function writeOrder(home: string, order: Replacement): void {
  writeWholeNow(join(home, ORDER), JSON.stringify(order))
}

export function readOrder(home: string): Replacement | undefined {
  return read(join(home, ORDER), Replacement)
}

export function readNote(home: string): RecoveryNote | undefined {
  return read(join(home, NOTE), RecoveryNote)
}

/** Forgotten once everything is back and the person was told. */
export function writeNote(home: string, note: RecoveryNote): void {
  if (note.complete && note.told) {
    removeNow(join(home, NOTE))
    syncFolderNow(home)
  } else writeWholeNow(join(home, NOTE), JSON.stringify(note))
}

/** Whether there is anything of a library in a folder that has no library.db. */
export function hasRemains(home: string): boolean {
  const holds = (folder: string, pattern: RegExp) => {
    try {
      return readdirSync(join(home, folder)).some((name) => pattern.test(name))
    } catch {
      return false
    }
  }
  const mirrors = ['workflows', 'jobs', join('jobs', 'ended')].some((folder) => holds(folder, /\.json$/))
  return mirrors || holds('objects', /^[0-9a-f]{2}$/) || holds('backups', /\.db$/)
}

function read<T>(path: string, shape: z.ZodType<T>): T | undefined {
  try {
    return shape.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data
  } catch {
    return undefined
  }
}
