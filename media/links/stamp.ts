import { type BigIntStats, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Link } from '../db/links.ts'

/** What tells without reading a file whether it is still the one that was read. */
export interface Stamp {
  readonly sizeBytes: number
  readonly mtime: number
  readonly ctime: number
}

/**
 * Two times, because somebody who copies a file over another may give it the old one's date; the time of the change
 * itself is the system's alone to set.
 */
export function stampOf(info: BigIntStats): Stamp {
  return {
    sizeBytes: Number(info.size),
    mtime: Number(info.mtimeNs / 1000n),
    ctime: Number(info.ctimeNs / 1000n),
  }
}

/** Undefined where there is no plain file. */
export async function readStamp(path: string): Promise<Stamp | undefined> {
  const info = await stat(path, { bigint: true }).catch(() => undefined)
  return info?.isFile() ? stampOf(info) : undefined
}

export function isSame(a: Stamp, b: Stamp): boolean {
  return a.sizeBytes === b.sizeBytes && a.mtime === b.mtime && a.ctime === b.ctime
}

/** For those who must answer at once: whether a linked file is there just as it was read. */
export function isAsItWas(link: Link): boolean {
  try {
    const info = statSync(link.path, { bigint: true, throwIfNoEntry: false })
    return info !== undefined && info.isFile() && isSame(stampOf(info), link)
  } catch {
    return false
  }
}
