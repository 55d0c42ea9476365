import { mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { fromWriteError } from './file-error.ts'
import { removeAllNow } from './remove-now.ts'
import type { Source } from './source.ts'
import { stageFile } from './staging.ts'
import type { Copied, StageOptions } from './staging.ts'
import { syncFolder } from './sync-folder.ts'

/** Bytes that are hashed and on the store's volume, but not in the store yet. */
export interface Staged {
  readonly hash: string
  readonly sizeBytes: number
  /** Where to look at them: a plain name, whatever the person's file is called. */
  readonly path: string
  /** Puts them in the store for good. */
  commit(extension: string): Promise<Stored>
  /** Forgets them. A file that was to be moved stays where it is. */
  discard(): Promise<void>
}

export interface Stored {
  /** Relative to the data folder: objects/ab/<sha256>.<extension>. */
  readonly filePath: string
  /** The store had these bytes already. */
  readonly existed: boolean
}

export interface Store {
  /** A folder on the store's volume for unfinished files. What is older than a day is swept at the start. */
  readonly tempFolder: string
  stage(source: Source, options?: StageOptions): Promise<Staged>
  /** The absolute path of a stored file; undefined if it is not there, or leads out of the store. */
  find(filePath: string): string | undefined
  /** Work on the file of these bytes during which nothing else is done to it: the store and its row go together. */
  alone<T>(hash: string, work: () => Promise<T>): Promise<T>
  /** Takes a file out for good, and its shelf's word for it. Only what is named as the store names its files. */
  remove(filePath: string): Promise<void>
  /** Every stored file, as `filePath`, shelf by shelf: of a large library never all at once. */
  shelves(): AsyncIterable<{ readonly digits: string; readonly filePaths: readonly string[] }>
  /** Undefined if it is not there. */
  sizeOf(filePath: string): number | undefined
}

const STALE_MS = 24 * 60 * 60 * 1000

/**
 * Files named by the SHA-256 of their bytes. A file is copied and hashed, synced, renamed, and its folder synced,
 * in this order: a crash at any point leaves a temporary file or a whole one, never a wrong one.
 */
export function createStore(folder: string): Store {
  const objects = join(folder, 'objects')
  const tempFolder = join(folder, 'temp')
  try {
    for (const made of [objects, tempFolder]) mkdirSync(made, { recursive: true, mode: 0o700 })
    sweep(tempFolder)
  } catch (error) {
    throw fromWriteError(error, { what: 'the library', folder })
  }
  const root = realpathSync(objects)
  const commit = createCommit(objects)

  return {
    tempFolder,
    async stage(source, options = {}) {
      const copied = await stageFile(source, tempFolder, options)
      return {
        hash: copied.hash,
        sizeBytes: copied.sizeBytes,
        path: copied.path,
        discard: copied.discard,
        async commit(extension) {
          try {
            return await commit(copied, extension)
          } catch (error) {
            await copied.discard()
            throw fromWriteError(error, { what: source.name, folder })
          }
        },
      }
    },
    alone: createTurns(),
    async remove(filePath) {
      if (!/^objects\/[0-9a-f]{2}\/[0-9a-f]{64}\.\w+$/.test(filePath)) return
      try {
        await rm(join(folder, filePath), { force: true })
        await syncFolder(dirname(join(folder, filePath)))
      } catch (error) {
        // Without its shelf it is not there either.
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
          throw fromWriteError(error, { what: 'the trash', folder })
      }
    },
    shelves: () => listShelves(objects),
    find(filePath) {
      try {
        const path = realpathSync(join(folder, filePath))
        return path.startsWith(root + sep) && statSync(path).isFile() ? path : undefined
      } catch {
        return undefined
      }
    },
    sizeOf(filePath) {
      const found = statSync(join(folder, filePath), { throwIfNoEntry: false })
      return found?.isFile() ? found.size : undefined
    },
  }
}

/** Puts bytes on the shelf of their hash, and answers when that is safe on the disk. */
function createCommit(objects: string) {
  const inTurn = createTurns()
  return async (copied: Copied, extension: string): Promise<Stored> => {
    const shelfName = copied.hash.slice(0, 2)
    const shelf = join(objects, shelfName)
    const name = `${copied.hash}.${extension}`
    await copied.sealed
    return inTurn(copied.hash, async () => {
      const existed = await isFileOfSize(join(shelf, name), copied.sizeBytes)
      if (existed) await rm(copied.path, { force: true })
      else {
        if (await mkdir(shelf, { recursive: true, mode: 0o700 })) await syncFolder(objects)
        await rename(copied.path, join(shelf, name))
      }
      // Also for a file that was there: a crash may have come between its rename and this.
      await syncFolder(shelf)
      return { filePath: `objects/${shelfName}/${name}`, existed }
    })
  }
}

/** One of another size is damaged. Its name promises the very bytes at hand, so they take its place. */
async function isFileOfSize(path: string, sizeBytes: number): Promise<boolean> {
  try {
    const found = await stat(path)
    return found.isFile() && found.size === sizeBytes
  } catch {
    return false
  }
}

async function* listShelves(objects: string) {
  const shelves = (await readdir(objects)).filter((name) => /^[0-9a-f]{2}$/.test(name)).toSorted()
  for (const digits of shelves) {
    // A shelf that cannot be read has nothing to show, and must not keep the library from opening.
    const names = await readdir(join(objects, digits)).catch((): string[] => [])
    yield { digits, filePaths: names.map((name) => `objects/${digits}/${name}`) }
  }
}

/** Left behind by a crash. A day old, so that nothing in use is ever touched. */
function sweep(tempFolder: string): void {
  for (const name of readdirSync(tempFolder)) {
    const path = join(tempFolder, name)
    const found = statSync(path, { throwIfNoEntry: false })
    if (found && Date.now() - found.mtimeMs > STALE_MS) removeAllNow(path)
  }
}

/** Two imports of the same bytes end one after the other, so that the second finds what the first made. */
function createTurns() {
  const last = new Map<string, Promise<unknown>>()
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work, work)
    last.set(key, mine)
    try {
      return await mine
    } finally {
      if (last.get(key) === mine) last.delete(key)
    }
  }
}
