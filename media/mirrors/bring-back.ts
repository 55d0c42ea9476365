import { join } from 'node:path'
import { readNote, writeNote } from '../db/replace.ts'
import type { MediaManager } from '../media-manager.ts'
import type { Media } from '../../nodes/media.ts'
import { memoryOf, memoryOfAside, readMirrors, type Memory } from './memory.ts'
import { mirrorsFolder, type Mirror } from './mirror.ts'
import { putJobsBack } from './job-mirrors.ts'
import { settle, settleAll, type SettleParts } from './settle.ts'

export interface BringBackParts extends SettleParts {
  readonly manager: Pick<MediaManager, 'recover' | 'importFile' | 'get'>
  readonly dataFolder: string
}

/**
 * Makes the library whole again. After every start: files whose row a crash took. After the database was replaced,
 * also what its mirrors know and it does not: workflows, then the files of their takes, each with its takes and its
 * story as soon as it is there. Where the person put an older library in its place, only the stories and what
 * signatures gave. Cut off at any point, the next start goes on with it; nothing is brought in twice. Answers the
 * files that came back.
 */
export async function bringBack(parts: BringBackParts, signal: AbortSignal): Promise<Media[]> {
  const note = readNote(parts.dataFolder)
  if (!note || note.complete) return parts.manager.recover({ signal })

  const memory =
    note.how === 'asked'
      ? await memoryOfAside(join(parts.dataFolder, note.aside), parts.tables)
      : await putWorkflowsBack(parts)
  await settleAll(parts, memory, signal)
  const back = await parts.manager.recover({
    signal,
    originOf: (id) => memory.media.get(id),
    onAdopted: (id) => settle(parts, memory, [id]),
  })
  back.push(...(await relinkAll(parts, memory, signal)))
  // Some came in by another way meanwhile.
  await settleAll(parts, memory, signal)
  if (signal.aborted) return back
  // Their workflows and files are there now.
  putJobsBack(parts.tables, parts.dataFolder, 'all')

  // Read anew: the person may have been told meanwhile.
  const told = readNote(parts.dataFolder)?.told ?? note.told
  writeNote(parts.dataFolder, { ...note, told, complete: true })
  return back
}

/** Answers what else their mirrors know. */
async function putWorkflowsBack(parts: BringBackParts): Promise<Memory> {
  const mirrors = await readMirrors(mirrorsFolder(parts.dataFolder))
  for (const mirror of mirrors) putWorkflowBack(parts, mirror)
  putJobsBack(parts.tables, parts.dataFolder, 'open')
  return memoryOf(mirrors)
}

function putWorkflowBack({ tables, events }: BringBackParts, mirror: Mirror): void {
  if (!tables.putBack.workflow({ ...mirror, definition: mirror.document })) return
  const { rev, ...summary } = tables.workflows.summary(mirror.id)!
  events.emit({ type: 'workflow.changed', summary, rev })
}

/** Files that stayed where the person keeps them; one that is not as it was there stays missing. */
async function relinkAll(parts: BringBackParts, memory: Memory, signal: AbortSignal): Promise<Media[]> {
  const back: Media[] = []
  for (const { id, name, linkedPath } of memory.media.values()) {
    if (signal.aborted) break
    if (linkedPath === undefined || parts.tables.media.get(id)) continue
    const linked = await parts.manager
      .importFile(linkedPath, { name, link: true, expect: id, signal })
      .catch(() => undefined)
    if (!linked) continue
    settle(parts, memory, [id])
    back.push(linked.media)
  }
  return back
}
