import { statfs } from 'node:fs/promises'
import { AppError } from '../../nodes/errors.ts'
import type { Quote } from '../../nodes/generation/quote.ts'

/** More than any of these services sends for a second of video, and for a picture. */
const BYTES_PER_SECOND = 8 * 1024 ** 2
const BYTES_PER_PICTURE = 32 * 1024 ** 2
const RESERVE_BYTES = 1024 ** 3

/** Nothing is paid for that could not be kept: twice what it may weigh must be free, and a gigabyte beside. */
export async function requireSpace(
  dataFolder: string,
  { fitted }: Extract<Quote, { ok: true }>,
): Promise<void> {
  const weight = fitted.seconds === undefined ? BYTES_PER_PICTURE : fitted.seconds * BYTES_PER_SECOND
  const { bavail, bsize } = await statfs(dataFolder)
  const free = bavail * bsize
  if (free >= weight * 2 + RESERVE_BYTES) return
  throw new AppError('disk_low', { free: inMegabytes(free), charge: 'none' })
}

function inMegabytes(bytes: number): string {
  const megabytes = bytes / 1024 ** 2
  return megabytes < 1024 ? `${Math.round(megabytes)} MB` : `${(megabytes / 1024).toFixed(1)} GB`
}
