import { mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fromWriteError } from '../files/file-error.ts'
import { syncFolder } from '../files/sync-folder.ts'

/**
 * Moves something of the library to quarantine/, under the name it had and the day it was moved, and answers how to
 * put it back. Nothing is ever deleted from there by the app.
 */
export async function setAside(dataFolder: string, path: string): Promise<() => Promise<void>> {
  const moment = new Date().toISOString().replaceAll(':', '-').slice(0, 23)
  const from = join(dataFolder, path)
  const to = join(dataFolder, 'quarantine', moment, path)
  const move = async (source: string, target: string) => {
    try {
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      await rename(source, target)
      await syncFolder(dirname(target))
      await syncFolder(dirname(source))
    } catch (error) {
      throw fromWriteError(error, { what: path, folder: dataFolder })
    }
  }
  await move(from, to)
  return () => move(to, from)
}
