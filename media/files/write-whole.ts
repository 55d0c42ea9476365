import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { removeNow, tryToRemoveNow } from './remove-now.ts'
import { syncFolder, syncFolderNow } from './sync-folder.ts'

/** A small file of ours, whole or not at all, also when the power goes; only its owner may read it. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const fresh = `${path}.new`
  // A mode is given to a new file only, and a crash may have left an old one.
  await rm(fresh, { force: true })
  try {
    const file = await open(fresh, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(fresh, path)
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => {})
    throw error
  }
  await syncFolder(dirname(path))
}

/** The same for code that must not wait, around SQLite. */
export function writeWholeNow(path: string, text: string): void {
  const fresh = `${path}.new`
  removeNow(fresh)
  try {
    const file = openSync(fresh, 'wx', 0o600)
    try {
      writeFileSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(fresh, path)
  } catch (error) {
    tryToRemoveNow(fresh)
    throw error
  }
  syncFolderNow(dirname(path))
}
