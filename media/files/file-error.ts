import { AppError } from '../../nodes/errors.ts'

/** Why somebody's file could not be read, in words; anything unexpected as it came. */
export function fromReadError(error: unknown, name: string): unknown {
  const cause = { cause: error }
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ELOOP':
    case 'ENAMETOOLONG':
    case 'ESTALE':
      return new AppError('file_not_found', { name }, cause)
    case 'EACCES':
    case 'EPERM':
      return new AppError('file_no_permission', { name }, cause)
    case 'EISDIR':
    case 'ENXIO':
      return new AppError('file_not_regular', { name }, cause)
    case 'EIO':
      return new AppError('file_unreadable', { name, reason: 'the disk it is on reports an error' }, cause)
    default:
      return error
  }
}

/** Why `what` could not be written below `folder`, in words; anything unexpected as it came. */
export function fromWriteError(error: unknown, { what, folder }: { what: string; folder: string }): unknown {
  const cause = { cause: error }
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new AppError('disk_full', { what }, cause)
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EIO':
    case 'ENOENT':
    case 'ENOTDIR':
      return new AppError('folder_not_writable', { folder }, cause)
    default:
      return error
  }
}
