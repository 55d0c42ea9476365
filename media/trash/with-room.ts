import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isSqlError } from '../db/sql-error.ts'

/** Made again when somebody looks: small, and of no worth against the chance to free the rest. */
const expendable = ['strips', 'measures', 'posters']

/**
 * On a disk that is full to the brim not even a deletion can be written down. So that the trash can be emptied all
 * the same, what can be made again goes first.
 */
export async function withRoom<T>(dataFolder: string, write: () => T): Promise<T> {
  for (const folder of expendable) {
    try {
      return write()
    } catch (error) {
      if (!isFull(error)) throw error
      await rm(join(dataFolder, folder), { recursive: true, force: true })
    }
  }
  return write()
}

function isFull(error: unknown): boolean {
  return isSqlError(error) && (error as { readonly code: string }).code.startsWith('SQLITE_FULL')
}
