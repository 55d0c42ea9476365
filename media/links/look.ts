import type { Link, LinksTable } from '../db/links.ts'
import { readWhole } from './find-files.ts'
import { isSame, readStamp, type Stamp } from './stamp.ts'

export type Verdict = 'there' | 'gone' | 'changed'

/** What was read of files that turned out to be something else, so that nobody reads them again in vain. */
export type Others = Map<string, Stamp>

/**
 * Whether a linked file is still what it was. One whose times moved on is read again: the same bytes are remembered
 * with their new times, and other bytes are never taken for them.
 */
export async function look(
  { links, others, signal }: { links: LinksTable; others: Others; signal: AbortSignal },
  link: Link,
): Promise<Verdict> {
  const now = await readStamp(link.path)
  if (!now) return 'gone'
  if (isSame(now, link)) return 'there'
  const known = others.get(link.path)
  if (now.sizeBytes !== link.sizeBytes || (known && isSame(now, known))) return 'changed'
  const read = await readWhole(link.path, signal)
  if (read?.hash !== link.id) {
    if (read) others.set(link.path, read.stamp)
    return 'changed'
  }
  links.put(link.id, { ...read.stamp, path: read.path })
  return 'there'
}
