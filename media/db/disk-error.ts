import { AppError } from '../../nodes/errors.ts'
import { fromWriteError } from '../files/file-error.ts'
import { fromSqlError } from './sql-error.ts'

/** Why something could not be kept, in words, whoever refused it: the database, or the disk below it. */
export function fromDiskError(error: unknown, about: { what: string; folder: string }): unknown {
  const told = fromSqlError(error, about)
  const { code, syscall } = told as NodeJS.ErrnoException
  // A file where a folder is to be, a folder where a file is; and Node tells an error of the disk below as absence.
  if (code === 'EISDIR' || (syscall === 'mkdir' && (code === 'EEXIST' || code === 'ENOENT'))) {
    return new AppError('folder_not_writable', { folder: about.folder }, { cause: error })
  }
  // Otherwise, that something is not there says nothing about writing.
  return code === 'ENOENT' ? told : fromWriteError(told, about)
}
