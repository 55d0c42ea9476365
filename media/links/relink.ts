import { toWire, type WireError } from '../../nodes/errors.ts'
import type { Media } from '../../nodes/media.ts'
import type { MediaManager } from '../media-manager.ts'
import { findFiles, type SearchOptions, type Wanted } from './find-files.ts'

export interface Relinked {
  readonly id: string
  /** Where the bytes were found. */
  readonly path: string
  readonly media?: Media
  /** Why it could not be brought back all the same: the disk is full, the file changed meanwhile. */
  readonly error?: WireError
}

export interface RelinkOrder extends SearchOptions {
  /** Media whose file is not there. */
  readonly missing: readonly Wanted[]
  /** link: the found file stays where it is. copy: the library gets its own. */
  readonly way: 'copy' | 'link'
}

/**
 * Finds the files of missing media below some folders, by size and then by content, and brings them back. Answers
 * those that were found; the others are still missing. To look without changing anything, `findFiles` alone.
 */
export async function relinkFrom(
  manager: Pick<MediaManager, 'importFile'>,
  folders: readonly string[],
  { missing, way, ...options }: RelinkOrder,
): Promise<Relinked[]> {
  const found = await findFiles(missing, folders, options)
  const brought: Relinked[] = []
  for (const [id, path] of found)
    brought.push(await relink(manager, { id, path, way, signal: options.signal }))
  return brought
}

/** Brings back one media from where its bytes were found. They are read again: other bytes are never taken for it. */
export async function relink(
  manager: Pick<MediaManager, 'importFile'>,
  {
    id,
    path,
    way,
    signal,
  }: Pick<RelinkOrder, 'way' | 'signal'> & { readonly id: string; readonly path: string },
): Promise<Relinked> {
  try {
    const { media } = await manager.importFile(path, { link: way === 'link', expect: id, signal })
    return { id, path, media }
  } catch (error) {
    return { id, path, error: toWire(error) }
  }
}
