import { basename } from 'node:path'
import { AppError } from '../../nodes/errors.ts'
import { openSource } from '../files/source.ts'
import { hashSource } from '../files/staging.ts'
import { walk } from '../imports/walk.ts'

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

/**
 * Looks below folders for files by their content, whatever they are called there now: first by size, and only those
 * that fit are read. Changes nothing. What cannot be read is passed over.
 */
export async function findFiles(
  wanted: readonly Wanted[],
  folders: readonly string[],
  options: SearchOptions = {},
): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const bySize = Map.groupBy(
    new Map(wanted.map((one) => [one.id, one])).values(),
    ({ sizeBytes }) => sizeBytes,
  )
  let looked = 0
  let missing = [...bySize.values()].flat().length
  for (const folder of folders) {
    for await (const file of walk(folder, options)) {
      if (missing === 0 || looked >= (options.atMost ?? Infinity)) return found
      options.onLooked?.((looked += 1))
      const fitting =
        'path' in file ? bySize.get(file.sizeBytes)?.filter(({ id }) => !found.has(id)) : undefined
      if (!('path' in file) || !fitting?.length || options.isKnown?.(file.path)) continue
      const hash = await hashOf(file.path, options.signal)
      if (hash === undefined || !fitting.some(({ id }) => id === hash)) continue
      found.set(hash, file.path)
      missing -= 1
    }
  }
  return found
}

/** Undefined for what cannot be read, or changes while it is. */
export async function hashOf(path: string, signal?: AbortSignal): Promise<string | undefined> {
  try {
    const source = await openSource(path, basename(path))
    const { hash } = await hashSource(source, { signal }).finally(() => source.close())
    return hash
  } catch (error) {
    if (signal?.aborted) throw error
    if (error instanceof AppError) return undefined
    throw error
  }
}
