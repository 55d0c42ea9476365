import { basename } from 'node:path'
import { AppError } from '../../nodes/errors.ts'
import { openSource } from '../files/source.ts'
import { walk } from '../imports/walk.ts'
import { stageLink } from './stage-link.ts'
import type { Stamp } from './stamp.ts'

/** The bytes of one media: how many there are, and what they are. */
export interface Wanted {
  /** Their SHA-256. */
  readonly id: string
  readonly sizeBytes: number
}

export interface SearchOptions {
  readonly signal?: AbortSignal | undefined
  /** Told after every file that was looked at. */
  readonly onLooked?: ((files: number) => void) | undefined
  /** No more files than this are looked at. */
  readonly atMost?: number | undefined
  /** Paths whose bytes are known to be something else. */
  readonly isKnown?: ((path: string) => boolean) | undefined
  /** Folders that are passed over. */
  readonly except?: readonly string[] | undefined
}

/** Where bytes were found, and how the file was when they were read. */
export interface Found {
  readonly path: string
  readonly stamp: Stamp
}

/**
 * Looks below folders for files by their content, whatever they are called there now: first by size, and only those
 * that fit are read. Changes nothing. What cannot be read is passed over.
 */
export async function findFiles(
  wanted: readonly Wanted[],
  folders: readonly string[],
  options: SearchOptions = {},
): Promise<Map<string, string>> {
  const found = await searchFolders(wanted, folders, options)
  return new Map([...found].map(([id, { path }]) => [id, path]))
}

/** The same, for who wants to know later whether they are still those that were read. */
export async function searchFolders(
  wanted: readonly Wanted[],
  folders: readonly string[],
  options: SearchOptions = {},
): Promise<Map<string, Found>> {
  const found = new Map<string, Found>()
  const all = new Map(wanted.map((one) => [one.id, one]))
  const bySize = Map.groupBy(all.values(), ({ sizeBytes }) => sizeBytes)
  const isWanted = (bytes: number) => bySize.get(bytes)?.some(({ id }) => !found.has(id)) ?? false
  let looked = 0
  for (const folder of folders) {
    for await (const file of walk(folder, options)) {
      if (found.size === all.size || looked >= (options.atMost ?? Infinity)) return found
      options.onLooked?.((looked += 1))
      if (!('path' in file) || !isWanted(file.sizeBytes) || options.isKnown?.(file.path)) continue
      const read = await readWhole(file.path, options.signal)
      if (read && all.has(read.hash) && !found.has(read.hash)) found.set(read.hash, read)
    }
  }
  return found
}

/** Undefined for what cannot be read, or changes while it is. */
export async function readWhole(
  path: string,
  signal?: AbortSignal,
): Promise<(Found & { readonly hash: string }) | undefined> {
  try {
    const source = await openSource(path, basename(path))
    const linked = await stageLink(source, { signal }).finally(() => source.close())
    return { hash: linked.hash, path: linked.path, stamp: linked.stamp }
  } catch (error) {
    if (signal?.aborted) throw error
    if (error instanceof AppError) return undefined
    throw error
  }
}
