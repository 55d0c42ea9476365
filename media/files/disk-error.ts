import { fromSqlError } from '../db/sql-error.ts'
import { fromWriteError } from './file-error.ts'

/** Why something could not be kept, in words, whoever refused it: the database, or the disk below it. */
export function fromDiskError(error: unknown, about: { what: string; folder: string }): unknown {
  const told = fromSqlError(error, about)
  // That something is not there says nothing about writing.
  return (told as NodeJS.ErrnoException).code === 'ENOENT' ? told : fromWriteError(told, about)
}
