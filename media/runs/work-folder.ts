import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fromWriteError } from '../files/file-error.ts'

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
        rmSync(folder, { recursive: true, force: true })
      } catch {
        // A scanner may hold on to a file in there. It goes with the next start; what was made must not go with it.
      }
    },
  }
}

/** What a crash left behind was never finished. Only for the process that holds the library. */
export function sweepWork(dataFolder: string): void {
  rmSync(join(dataFolder, 'work'), { recursive: true, force: true })
}
