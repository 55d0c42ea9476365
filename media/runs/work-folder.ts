import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fromWriteError } from '../files/file-error.ts'
import { removeAllNow } from '../files/remove-now.ts'

/** Room for files that are being made; on the library's own volume, so that a finished one is moved, not copied. */
export interface WorkFolder {
  file(extension: string): string
  sweep(): void
}

export function openWorkFolder(dataFolder: string): WorkFolder {
  const folder = join(dataFolder, 'work', randomUUID())
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw fromWriteError(error, { what: 'the result', folder: dataFolder })
  }
  return {
    file: (extension) => join(folder, `${randomUUID()}.${extension}`),
    sweep() {
      try {
        removeAllNow(folder)
      } catch {
        // A scanner may hold on to a file in there. It goes with the next start; what was made must not go with it.
      }
    },
  }
}

/** What a crash left behind was never finished. Only for the process that holds the library. */
export function sweepWork(dataFolder: string): void {
  removeAllNow(join(dataFolder, 'work'))
}
