import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Held } from '../db/health.ts'
import type { Tables } from '../db/tables.ts'
import { readWhole } from '../links/find-files.ts'
import { isSame, readStamp } from '../links/stamp.ts'
import { changed, missing, type Found } from './found.ts'

export interface MediaParts {
  readonly tables: Tables
  readonly dataFolder: string
}

export interface Watch {
  readonly signal: AbortSignal
  readonly found: (found: Found) => void
  /** So much more of the whole was looked at. */
  readonly looked: (items: number, bytes: number) => void
}

const PAGE = 512
const AT_ONCE = 64

/**
 * Every row against its file: is it there, is it as long as it should be, and if `deep`, are its bytes those that its
 * id promises. What was found missing, or back, is noted in the row.
 */
export async function examineMedia(parts: MediaParts, deep: boolean, watch: Watch): Promise<void> {
  const { health } = parts.tables
  for (let after = 0; ;) {
    const page = health.page(after, PAGE)
    if (page.length === 0 || watch.signal.aborted) return
    after = page.at(-1)!.row
    const notes = { gone: [] as string[], back: [] as string[] }
    // Bytes are read one file after the other, as a disk likes it; looking at sizes is mostly waiting.
    const atOnce = deep ? 1 : AT_ONCE
    for (let first = 0; first < page.length && !watch.signal.aborted; first += atOnce) {
      const some = page.slice(first, first + atOnce)
      const found = await Promise.all(some.map((held) => examineOne(parts, held, { deep, watch })))
      for (const [index, one] of found.entries()) note(some[index]!, one, notes)
      for (const one of found) if (one) watch.found(one)
    }
    if (notes.gone.length > 0) health.setMissing(notes.gone, Date.now())
    if (notes.back.length > 0) health.setMissing(notes.back, undefined)
  }
}

function note(held: Held, found: Found | undefined, notes: { gone: string[]; back: string[] }): void {
  if (found && held.missingAt === undefined) notes.gone.push(held.id)
  // Whether a linked file is as it was is told where links are watched.
  if (!found && held.missingAt !== undefined && held.linkedPath === undefined) notes.back.push(held.id)
}

async function examineOne(
  parts: MediaParts,
  held: Held,
  { deep, watch }: { deep: boolean; watch: Watch },
): Promise<Found | undefined> {
  const { signal } = watch
  const path = join(parts.dataFolder, held.filePath)
  const size = await sizeOf(path)
  try {
    if (size !== held.sizeBytes)
      return held.linkedPath === undefined || size !== undefined
        ? judge(held, size)
        : await examineLink(parts.tables, held, { deep, signal })
    if (!deep) return undefined
    return (await readWhole(path, signal))?.hash === held.id || signal.aborted ? undefined : changed(held)
  } catch (error) {
    if (signal.aborted) return undefined
    throw error
  } finally {
    watch.looked(1, held.sizeBytes)
  }
}

function judge(held: Held, size: number | undefined): Found {
  return size === undefined ? missing(held) : changed(held)
}

/** A file outside of the library that was written to since is read: often only its dates moved on. */
async function examineLink(
  tables: Tables,
  held: Held,
  { deep, signal }: { deep: boolean; signal: AbortSignal },
): Promise<Found | undefined> {
  const path = held.linkedPath!
  const stamp = await readStamp(path)
  if (!stamp) return missing(held)
  const link = tables.links.get(held.id)
  const isSameFile = link !== undefined && isSame(stamp, link)
  if (isSameFile && !deep) return undefined
  if (stamp.sizeBytes !== held.sizeBytes) return changed(held)
  if ((await readWhole(path, signal))?.hash !== held.id) return changed(held)
  return isSameFile ? undefined : missing(held, path)
}

async function sizeOf(path: string): Promise<number | undefined> {
  const info = await stat(path).catch(() => undefined)
  return info?.isFile() ? info.size : undefined
}
