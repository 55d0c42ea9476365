import { fromSqlError } from '../db/sql-error.ts'
import { fromWriteError } from './file-error.ts'

/** Why something could not be kept, in words, whoever refused it: the database, or the disk below it. */
export function fromDiskError(error: unknown, about: { what: string; folder: string }): unknown {
  const told = fromSqlError(error, about)
  const { code, syscall } = told as NodeJS.ErrnoException
  // That something is not there says nothing about writing, unless it is a folder that Node could not make.
  return code === 'ENOENT' && syscall !== 'mkdir' ? told : fromWriteError(told, about)
}
