import { AppError } from '../../nodes/errors.ts'
import { freeIn } from '../exports/place.ts'

/** What must stay free beside a package, so that the system and the library can go on. */
const RESERVE_BYTES = 64 * 1024 ** 2

/** Better to say so now than to fill the disk to the brim first. */
export async function requireRoomFor(bytes: number, folder: string): Promise<void> {
  const free = await freeIn(folder)
  if (free === undefined || free >= bytes + RESERVE_BYTES) return
  throw new AppError('no_room', { needed: readable(bytes), free: readable(free), folder })
}

function readable(bytes: number): string {
  const megabytes = bytes / 1024 ** 2
  return megabytes < 1024 ? `${Math.ceil(megabytes)} MB` : `${(megabytes / 1024).toFixed(1)} GB`
}
