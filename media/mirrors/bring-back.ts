import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Media } from '../../nodes/media.ts'
import { readNote, writeNote } from '../db/replace.ts'
import type { Tables } from '../db/tables.ts'
import type { MediaManager } from '../media-manager.ts'
import { hashOf } from '../runs/link-take.ts'
import { putJobsBack } from './open-jobs.ts'
import { mirrorsFolder, readMirror, type Mirror, type MirroredMedia } from './mirror.ts'

export interface BringBackParts {
  readonly tables: Tables
  readonly manager: Pick<MediaManager, 'recover' | 'importFile'>
  readonly dataFolder: string
}

/**
 * Makes the library whole again. After every start: files whose row a crash took. After the database was replaced,
 * also what its mirrors know and it does not: workflows, then the files of their takes, then the takes. Cut off at
 * any point, the next start does it again; nothing is brought in twice. Answers the files that came back.
 */
export async function bringBack(parts: BringBackParts, signal: AbortSignal): Promise<Media[]> {
  const note = readNote(parts.dataFolder)
  if (!note || note.complete) return parts.manager.recover({ signal })

  const mirrors = await readMirrors(parts.dataFolder)
  const mediaOf = new Map<string, MirroredMedia>()
  for (const mirror of mirrors) {
    parts.tables.putBack.workflow({ ...mirror, definition: mirror.document })
    for (const media of mirror.media) mediaOf.set(media.id, media)
  }
  putJobsBack(parts.tables, parts.dataFolder)
  const back = await parts.manager.recover({ signal, originOf: (id) => mediaOf.get(id) })
  back.push(...(await relinkAll(parts, mediaOf.values(), signal)))
  if (signal.aborted) return back

  for (const { id } of back) {
    const known = mediaOf.get(id)
    if (known) parts.tables.putBack.mediaHistory(id, known)
  }
  for (const mirror of mirrors) putTakesBack(parts.tables, mirror)
  // Read anew: the person may have been told meanwhile.
  const told = readNote(parts.dataFolder)?.told ?? note.told
  writeNote(parts.dataFolder, { ...note, told, complete: true })
  return back
}

async function readMirrors(dataFolder: string): Promise<Mirror[]> {
  const folder = mirrorsFolder(dataFolder)
  const names = await readdir(folder).catch(() => [])
  const mirrors = []
  for (const name of names) if (name.endsWith('.json')) mirrors.push(await readMirror(join(folder, name)))
  return mirrors.filter((mirror) => mirror !== undefined)
}

/** Files that stayed where the person keeps them; one that is not as it was there stays missing. */
async function relinkAll(
  { tables, manager }: BringBackParts,
  known: Iterable<MirroredMedia>,
  signal: AbortSignal,
): Promise<Media[]> {
  const back: Media[] = []
  for (const { id, name, linkedPath } of known) {
    if (signal.aborted) break
    if (linkedPath === undefined || tables.media.get(id)) continue
    const linked = await manager
      .importFile(linkedPath, { name, link: true, expect: id, signal })
      .catch(() => undefined)
    if (linked) back.push(linked.media)
  }
  return back
}

function putTakesBack(tables: Tables, mirror: Mirror): void {
  tables.together(() => {
    for (const take of mirror.takes) {
      const made = { ...take, workflowId: mirror.id }
      tables.putBack.take(made)
      if (made.signature) tables.putBack.result({ ...made, signatureHash: hashOf(made.signature) })
    }
  })
}
