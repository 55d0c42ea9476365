import { AppError } from '../../nodes/errors.ts'
import { freeBytes } from '../files/free-bytes.ts'

export interface DiskReserve {
  /** Throws `disk_low` when that many bytes more would eat into what is to stay free. */
  makeRoomFor(bytes: number): Promise<void>
}

export type FreeBytes = (folder: string) => Promise<number>

/** The library's own writes must still go through when a long file was being fetched. */
export function createDiskReserve(
  folder: string,
  { keepFreeBytes, free = freeBytes }: { keepFreeBytes: number; free?: FreeBytes | undefined },
): DiskReserve {
  return {
    async makeRoomFor(bytes) {
      if (keepFreeBytes <= 0) return
      const left = await free(folder)
      if (left - bytes < keepFreeBytes) throw new AppError('disk_low', { free: readable(left) })
    },
  }
}

function readable(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.floor(bytes / 1e6)} MB`
}
