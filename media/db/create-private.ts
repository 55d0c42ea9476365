import { closeSync, openSync } from 'node:fs'

/**
 * Makes the file readable for its owner only, before SQLite would make it readable for everyone. One that exists
 * is not even opened: closing it again would drop the locks that this process holds on it.
 */
export function createPrivate(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
