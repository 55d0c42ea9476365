import { AppError } from '../../nodes/errors.ts'
import type { Quote } from '../../nodes/generation/quote.ts'
import { freeBytes } from '../files/free-bytes.ts'
import { openWorkFolder } from '../runs/work-folder.ts'

/** More than any of these services sends for a second of video, and for a picture. */
const BYTES_PER_SECOND = 8 * 1024 ** 2
const BYTES_PER_PICTURE = 32 * 1024 ** 2
/** Stays free whatever is paid for: the library's own writes must go through. */
export const RESERVE_BYTES = 1024 ** 3

/**
 * Nothing is paid for that could not be kept: the library must take files, twice what it may weigh must be free,
 * and a gigabyte beside. Throws disk_low and folder_not_writable.
 */
export async function requireSpace(
  dataFolder: string,
  { fitted }: Extract<Quote, { ok: true }>,
): Promise<void> {
  requireWritable(dataFolder)
  const weight = fitted.seconds === undefined ? BYTES_PER_PICTURE : fitted.seconds * BYTES_PER_SECOND
  const free = await freeBytes(dataFolder)
  if (free >= weight * 2 + RESERVE_BYTES) return
  throw new AppError('disk_low', { free: inMegabytes(free), charge: 'none' })
}

function requireWritable(dataFolder: string): void {
  try {
    openWorkFolder(dataFolder).sweep()
  } catch (cause) {
    throw new AppError('folder_not_writable', { folder: dataFolder, charge: 'none' }, { cause })
  }
}

function inMegabytes(bytes: number): string {
  const megabytes = bytes / 1024 ** 2
  return megabytes < 1024 ? `${Math.round(megabytes)} MB` : `${(megabytes / 1024).toFixed(1)} GB`
}
