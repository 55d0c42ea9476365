import { constants } from 'node:fs'
import { link, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { AppError } from '../../nodes/errors.ts'
import { fromWriteError } from '../files/file-error.ts'
import { freeBytes } from '../files/free-bytes.ts'
import { syncFolder } from '../files/sync-folder.ts'

/** Unfinished files of an export say whose they are: the process, the export, and which of its files. */
const PART = /^\.sceneloom-(\d+)-[0-9a-f-]{36}-\d+\.part$/

/** What is being written in this process, a film or a package: two of them may go into one folder. */
const unfinished = new Set<string>()

/** A folder of the person's own that an export goes to. */
export interface Place {
  readonly folder: string
  /** A path in that folder for something unfinished. */
  part(): string
  /** Gives unfinished files and folders their names, all or none; false if one of the names is taken. */
  finish(parts: readonly { readonly part: string; readonly name: string }[]): Promise<boolean>
  /** Removes everything unfinished. */
  sweep(): Promise<void>
}

/** Opens the folder, made if it is not there, without what a crash left in it. Ends with `finish` or `sweep`. */
export async function openPlace(folder: string, exportId: string): Promise<Place> {
  await guarded(folder, () => mkdir(folder, { recursive: true }))
  await sweepParts(folder)
  const parts: string[] = []
  return {
    folder,
    part() {
      const path = join(folder, `.sceneloom-${process.pid}-${exportId}-${parts.length}.part`)
      parts.push(path)
      unfinished.add(path)
      return path
    },
    async finish(finished) {
      const done: string[] = []
      try {
        for (const { part, name } of finished) {
          await guarded(folder, () => giveName(part, join(folder, name)))
          done.push(join(folder, name))
        }
        await guarded(folder, () => syncFolder(folder))
        for (const path of parts) unfinished.delete(path)
        return true
      } catch (error) {
        // Under their unfinished names again, for another try or to be swept.
        for (const [index, path] of done.entries()) await rename(path, finished[index]!.part)
        if (isTaken(error)) return false
        throw error
      }
    },
    sweep: async () => {
      for (const path of parts) unfinished.delete(path)
      await Promise.all(parts.map((path) => rm(path, { recursive: true, force: true })))
    },
  }
}

/** The exports folder unless one is named; only a whole path says where. */
export function folderFor(asked: string, dataFolder: string): string {
  if (asked === '') return join(dataFolder, 'exports')
  if (!isAbsolute(asked)) throw new AppError('invalid_input', { reason: `${asked} is not a whole path` })
  return resolve(asked)
}

export async function isFree(folder: string, name: string): Promise<boolean> {
  return lstat(join(folder, name)).then(
    () => false,
    () => true,
  )
}

/** Bytes free where a folder is or will be; undefined where the system does not tell. */
export async function freeIn(folder: string): Promise<number | undefined> {
  for (let at = folder; ; at = resolve(at, '..')) {
    const free = await freeBytes(at).catch(() => undefined)
    if (free !== undefined) return free
    if (at === resolve(at, '..')) return undefined
  }
}

/**
 * The bytes of a file are on the disk before it gets its name. It may be read like anything else that the person
 * makes in that folder; what lies in the library may not.
 */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.chmod(0o666 & ~process.umask())
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Whatever cannot be written here, in words. */
export async function guarded<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isTaken(error)) throw error
    throw fromWriteError(error, { what: 'the export', folder })
  }
}

/** Never over something that is there: a rename would replace it, a second name for the same file cannot. */
export async function giveName(part: string, path: string): Promise<void> {
  const info = await lstat(part)
  // A folder cannot take the place of one that holds something.
  if (info.isDirectory()) return rename(part, path)
  try {
    await link(part, path)
  } catch (error) {
    if (isTaken(error)) throw error
    return moveInto(part, path)
  }
  // It has its name. What a scanner holds on to for a moment is swept with the next export, not a reason to try more names.
  await rm(part).catch(() => {})
}

/** Memory cards and some network disks know no second names. */
async function moveInto(part: string, path: string): Promise<void> {
  const claimed = await open(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY)
  await claimed.close()
  try {
    await rename(part, path)
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

export function isTaken(error: unknown): boolean {
  return (
    (error as NodeJS.ErrnoException).code === 'EEXIST' ||
    (error as NodeJS.ErrnoException).code === 'ENOTEMPTY'
  )
}

async function sweepParts(folder: string): Promise<void> {
  for (const name of await guarded(folder, () => readdir(folder))) {
    const pid = PART.exec(name)?.[1]
    if (pid === undefined) continue
    const path = join(folder, name)
    const isAtWork = Number(pid) === process.pid ? unfinished.has(path) : isAlive(Number(pid))
    if (!isAtWork) await rm(path, { recursive: true, force: true }).catch(() => {})
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
