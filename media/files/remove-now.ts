import { lstatSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'

/** A file is gone afterwards. Unlike `rmSync`, which has words of its own, this says what the disk answered. */
export function removeNow(path: string): void {
  try {
    unlinkSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

/** The same for a folder with all that is in it. */
export function removeAllNow(path: string): void {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) return removeNow(path)
  for (const name of readdirSync(path)) removeAllNow(join(path, name))
  rmdirSync(path)
}

/** After something else went wrong: that it cannot be removed, either, is not what to tell. */
export function tryToRemoveNow(path: string): void {
  try {
    removeNow(path)
  } catch {
    // It lies where leftovers are looked for.
  }
}
