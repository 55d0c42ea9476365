import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Backup, Recovery } from '../../nodes/contract/keeping.ts'
import { AppError } from '../../nodes/errors.ts'
import { askFileAside } from '../db/ask-file.ts'
import {
  backUpAside,
  backupTime,
  backupsFolder,
  listBackups,
  lookAtAside,
  type FileFacts,
} from '../db/backup.ts'
import { migrations } from '../db/migrations/index.ts'
import { newReplacement, orderReplacement, readNote, writeNote } from '../db/replace.ts'
import type { Tables } from '../db/tables.ts'
import { fromDiskError } from '../db/disk-error.ts'

export interface BackupParts {
  readonly tables: Tables
  readonly dataFolder: string
}

export type Backups = ReturnType<typeof createBackups>

const DAY_MS = 24 * 60 * 60 * 1000
/** A command that is over in a moment has no time for it. */
const BEGIN_MS = 5_000
const LOOK_MS = 5 * 60_000
/** So much work is not left without a copy until the day is over. */
const MANY_CHANGES = 5_000

/** Copies of the database, made while it is in use and checked before anything older goes; and the way back to one. */
export function createBackups({ tables, dataFolder }: BackupParts) {
  const known = new Map<string, Promise<FileFacts>>()
  let making: Promise<Backup> | undefined
  let changes = tables.health.changes()

  const describe = async (name: string): Promise<Backup> => {
    const file = join(backupsFolder(dataFolder), name)
    const { size, mtimeMs } = statSync(file)
    const key = `${name} ${size} ${mtimeMs}`
    const looked = known.get(key) ?? lookAtAside(file)
    known.set(key, looked)
    const { sound, workflows, media } = await looked
    return { id: name, madeAt: backupTime(name), bytes: size, sound, workflows, media }
  }

  const make = (): Promise<Backup> => {
    changes = tables.health.changes()
    making ??= backUpAside(dataFolder)
      .then(describe)
      .catch((error: unknown) => {
        throw inWords(error, dataFolder)
      })
      .finally(() => (making = undefined))
    return making
  }

  /** A fresh library has nothing to lose yet. */
  const isDue = () => {
    const newest = listBackups(dataFolder)[0]
    const since = newest === undefined ? tables.health.oldestWorkflow() : backupTime(newest)
    if (since === undefined) return false
    return Date.now() - since > DAY_MS || tables.health.changes() - changes > MANY_CHANGES
  }
  /** A day without a fresh backup is no reason to keep somebody from their work; it is tried again. */
  const makeIfDue = async () => {
    try {
      if (isDue()) await make()
    } catch {
      // Whoever asks for one by hand is told.
    }
  }
  const timers = [setTimeout(makeIfDue, BEGIN_MS), setInterval(makeIfDue, LOOK_MS)]
  for (const timer of timers) timer.unref()

  return {
    make,
    list: async (): Promise<Backup[]> =>
      (
        await Promise.all(listBackups(dataFolder).map((name) => describe(name).catch(() => undefined)))
      ).filter((backup) => backup !== undefined),
    restore: (id: string) => orderRestore(dataFolder, id),
    recovery: () => tell(tables, dataFolder),
    async close() {
      for (const timer of timers) clearTimeout(timer)
      await makeIfDue()
      await making?.catch(() => undefined)
    },
  }
}

/** Checked, copied beside the library and ordered: all that can go wrong goes wrong now, and not at the next start. */
async function orderRestore(dataFolder: string, id: string): Promise<void> {
  if (!listBackups(dataFolder).includes(id)) throw new AppError('not_found', { what: 'This backup' })
  const file = join(backupsFolder(dataFolder), id)
  const { sound, version } = await lookAtAside(file)
  if (!sound) throw new AppError('backup_damaged')
  if (version > migrations.at(-1)!.version) throw new AppError('library_newer', { folder: dataFolder })
  const order = newReplacement('asked', id)
  try {
    await orderReplacement(dataFolder, order, (next) =>
      askFileAside(file, [{ sql: 'VACUUM INTO ?', params: [next] }]),
    )
  } catch (error) {
    throw inWords(error, dataFolder)
  }
}

/** What was done to open the library; told once. */
function tell(tables: Tables, dataFolder: string): Recovery | undefined {
  const note = readNote(dataFolder)
  if (!note || note.told || note.how === 'asked') return undefined
  writeNote(dataFolder, { ...note, told: true })
  const { how, from, aside } = note
  return {
    how,
    aside: join(dataFolder, aside),
    workflows: tables.workflows.list().length,
    media: tables.health.count(),
    ...(from !== undefined && { from }),
  }
}

function inWords(error: unknown, folder: string): unknown {
  const what = 'the backup'
  return fromDiskError(error, { folder, what })
}
