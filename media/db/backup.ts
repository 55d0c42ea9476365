import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync } from 'node:fs'
import { basename, join } from 'node:path'
import { removeNow, tryToRemoveNow } from '../files/remove-now.ts'
import { syncFolderNow } from '../files/sync-folder.ts'
import { askFile, askFileAside, type Question, type Rows } from './ask-file.ts'

/** What was found in a copy of the library that was opened and looked through. */
export interface FileFacts {
  readonly sound: boolean
  readonly version: number
  readonly workflows: number
  readonly media: number
}

const KEEP = 7
/** Of these a day may have several; of what is older, each day has one. */
const KEEP_NEWEST = 3
const NAME = /^library-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d\.\d{3}Z)\.db$/

export function backupsFolder(home: string): string {
  return join(home, 'backups')
}

/**
 * A copy of the library in backups/, checked before it gets its name, and made here and now: before a migration
 * nothing may come between. VACUUM INTO reads one consistent moment, which a copy of the open file would not.
 */
export function backUp(home: string, now = Date.now()): string {
  const making = beginBackup(home, now)
  try {
    askFile(join(home, 'library.db'), [making.copy])
    return making.keep(factsFrom(askFile(making.temp, looks)))
  } catch (error) {
    tryToRemoveNow(making.temp)
    throw error
  }
}

/** The same on another thread, while the library is in use. */
export async function backUpAside(home: string, now = Date.now()): Promise<string> {
  const making = beginBackup(home, now)
  try {
    await askFileAside(join(home, 'library.db'), [making.copy])
    return making.keep(factsFrom(await askFileAside(making.temp, looks)))
  } catch (error) {
    tryToRemoveNow(making.temp)
    throw error
  }
}

function beginBackup(home: string, now: number) {
  const folder = backupsFolder(home)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const temp = join(folder, 'unfinished.tmp')
  removeNow(temp)
  // Made here first, because SQLite would let every user read it.
  closeSync(openSync(temp, 'wx', 0o600))
  return {
    temp,
    copy: { sql: 'VACUUM INTO ?', params: [temp] } satisfies Question,
    /** A bad copy must never push a good one out, so it is thrown before anything older goes. */
    keep({ sound }: FileFacts): string {
      if (!sound) throw new Error('the backup is damaged')
      syncFile(temp)
      const name = `library-${new Date(now).toISOString().replaceAll(':', '-')}.db`
      renameSync(temp, join(folder, name))
      syncFolderNow(folder)
      // It is made. What cannot go now goes with the next one.
      for (const old of superfluous(listBackups(home))) tryToRemoveNow(join(folder, old))
      return name
    },
  }
}

/** The newest few whatever day they are of, then one of each day. */
export function superfluous(newestFirst: readonly string[]): string[] {
  const days = new Set<string>()
  const kept = newestFirst.filter((name, index) => {
    const day = NAME.exec(name)![1]!
    const isKept = index < KEEP_NEWEST || !days.has(day)
    days.add(day)
    return isKept
  })
  const keep = new Set(kept.slice(0, KEEP))
  return newestFirst.filter((name) => !keep.has(name))
}

/** Newest first. */
export function listBackups(home: string): string[] {
  try {
    return readdirSync(backupsFolder(home))
      .filter((name) => NAME.test(name))
      .toSorted()
      .toReversed()
  } catch {
    return []
  }
}

/** When it was made; its name says so, whatever was copied or touched since. */
export function backupTime(name: string): number {
  const [, day, hours, minutes, seconds] = NAME.exec(basename(name)) ?? []
  return Date.parse(`${day}T${hours}:${minutes}:${seconds}`)
}

const looks: readonly Question[] = [
  { sql: 'PRAGMA quick_check(1)' },
  { sql: 'PRAGMA user_version' },
  { sql: 'SELECT count(*) AS count FROM workflows' },
  { sql: 'SELECT count(*) AS count FROM media' },
]
const nothingGood: FileFacts = { sound: false, version: 0, workflows: 0, media: 0 }

/** Never throws: what cannot be read is not sound. */
export function lookAt(file: string): FileFacts {
  try {
    return factsFrom(askFile(file, looks))
  } catch {
    return nothingGood
  }
}

export async function lookAtAside(file: string): Promise<FileFacts> {
  return askFileAside(file, looks).then(factsFrom, () => nothingGood)
}

function factsFrom([check, version, workflows, media]: readonly Rows[]): FileFacts {
  return {
    sound: check?.[0]?.['quick_check'] === 'ok',
    version: Number(version?.[0]?.['user_version']),
    workflows: Number(workflows?.[0]?.['count']),
    media: Number(media?.[0]?.['count']),
  }
}

export function syncFile(file: string): void {
  chmodSync(file, 0o600)
  const descriptor = openSync(file, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
