import { renameSync, writeFileSync } from 'node:fs'
import { removeNow } from '../files/remove-now.ts'

/** Whole or not at all, and readable by this user only. */
export function writePrivately(file: string, value: unknown): void {
  const fresh = `${file}.new`
  // A mode is given to a new file only, and a power cut may have left an old one.
  removeNow(fresh)
  writeFileSync(fresh, JSON.stringify(value), { mode: 0o600 })
  renameSync(fresh, file)
}
