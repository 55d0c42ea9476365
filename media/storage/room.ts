import { statfs } from 'node:fs/promises'
import type { DiskRoom } from '../../nodes/contract/keeping.ts'
import { AppError } from '../../nodes/errors.ts'
import { RESERVE_BYTES } from '../jobs/require-space.ts'

/** Work on this machine needs less than a download that was paid for, and loses nothing when it stops. */
const WORK_BYTES = 256 * 1024 ** 2

/** How much room there is on the disk of the library. */
export async function readRoom(dataFolder: string): Promise<DiskRoom> {
  const { bavail, blocks, bsize } = await statfs(dataFolder)
  return { free: bavail * bsize, total: blocks * bsize, reserve: RESERVE_BYTES }
}

/** Before anything is made here: what could not be kept is not begun. Throws disk_tight. */
export async function requireWorkRoom(dataFolder: string): Promise<void> {
  const { free } = await readRoom(dataFolder)
  if (free < WORK_BYTES) throw new AppError('disk_tight', { free: `${Math.floor(free / 1024 ** 2)} MB` })
}
