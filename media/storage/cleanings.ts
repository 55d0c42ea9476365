import { readdir, realpath, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Cleaning } from '../../nodes/contract/keeping.ts'
import { askFileAside, type Question, type Rows } from '../db/ask-file.ts'
import { SHOWN } from '../db/needs.ts'
import { candidatesFor, type Candidate, type MediaCleaning } from '../db/storage.ts'
import type { Tables } from '../db/tables.ts'
import { fromWriteError } from '../files/file-error.ts'
import { syncFolder } from '../files/sync-folder.ts'
import type { MediaManager } from '../media-manager.ts'
import type { Freed, Trash } from '../trash/trash.ts'
import { withRoom } from '../trash/with-room.ts'

export interface CleaningParts {
  readonly tables: Tables
  readonly trash: Trash
  readonly manager: Pick<MediaManager, 'get'>
  readonly dataFolder: string
  readonly workflowsAtWork: () => readonly string[]
}

/** Something that would go: a media, the record of a run, or a file. */
export interface Found extends Candidate {
  readonly mediaId?: string
  /** Of a file: one that changed since is not the one that was shown. */
  readonly mtimeMs?: number
}

interface Way {
  find(parts: CleaningParts, before: number): Promise<readonly Found[]>
  /** Of what was found, what is still as it was. */
  clean(parts: CleaningParts, found: readonly Found[], before: number): Promise<Freed>
}

/** How each kind of cleaning finds what could go, and lets it go. */
export const ways: Readonly<Record<Cleaning, Way>> = {
  'unused-takes': throwing('unused-takes'),
  'unused-media': throwing('unused-media'),
  trash: {
    find: (parts, before) => unneeded(parts, 'trash', before),
    async clean(parts, found, before) {
      const still = new Set((await unneeded(parts, 'trash', before)).map(({ id }) => id))
      const ids = found.map(({ id }) => id).filter((id) => still.has(id))
      return ids.length === 0 ? none : parts.trash.purge(ids)
    },
  },
  'old-runs': {
    find: async ({ tables }, before) => tables.storage.findRuns(before),
    clean: async ({ tables, dataFolder }, found, before) =>
      sumOf(await withRoom(dataFolder, () => tables.storage.removeRuns(idsOf(found), before))),
  },
  previews: files(['posters', 'strips'], canBeMadeAgain),
  measures: files(['measures'], canBeMadeAgain),
  exports: files(['exports'], isOnlyAnExport),
}

/** Rows at a time, so that whoever waits for the core is answered in between. */
const AT_ONCE = 500

const none: Freed = { items: 0, bytes: 0 }

/** Into the trash, and nothing further. */
function throwing(what: 'unused-takes' | 'unused-media'): Way {
  return {
    find: (parts, before) => unneeded(parts, what, before),
    async clean(parts, found, before) {
      const { tables, trash, dataFolder } = parts
      const [shown] = await askAside(parts, [SHOWN_MEDIA])
      const used = await usedBy(parts, shown!)
      const ids = idsOf(found).filter((id) => !used.has(id))
      const gone: Candidate[] = []
      try {
        for (let start = 0; start < ids.length; start += AT_ONCE) {
          const some = ids.slice(start, start + AT_ONCE)
          const write = () => tables.storage.trash(what, some, { before, at: Date.now() })
          gone.push(...(await withRoom(dataFolder, write)))
          await setImmediate()
        }
      } finally {
        if (gone.length > 0) trash.tell(idsOf(gone))
      }
      return sumOf(gone)
    },
  }
}

const SHOWN_MEDIA: Question = { sql: SHOWN }

/** What all rows are gone through for, with 100,000 files, takes as long as a second. */
function askAside({ dataFolder }: CleaningParts, questions: readonly Question[]): Promise<Rows[]> {
  return askFileAside(join(dataFolder, 'library.db'), questions)
}

async function unneeded(parts: CleaningParts, what: MediaCleaning, before: number): Promise<Found[]> {
  const [candidates, shown] = await askAside(parts, [candidatesFor(what, before), SHOWN_MEDIA])
  const used = await usedBy(parts, shown!)
  return (candidates as unknown as readonly Candidate[])
    .filter(({ id }) => !used.has(id))
    .map((candidate) => ({ ...candidate, mediaId: candidate.id }))
}

/** What a workflow shows or takes in, now or in an earlier version, and what something works with. */
async function usedBy(
  { tables: { needs }, workflowsAtWork }: CleaningParts,
  shown: Rows,
): Promise<Set<string>> {
  const named = [await needs.inDefinitions(), await needs.inSnapshots({ all: false })]
  // Last, and without waiting: what began meanwhile counts.
  return new Set([
    ...needs.atWork(workflowsAtWork()),
    ...shown.map((row) => row['media_id'] as string),
    ...named.flatMap((ids) => [...ids]),
  ])
}

type MayGo = (parts: CleaningParts, name: string) => boolean | Promise<boolean>

/** Files of the library's own that lie directly in these folders. */
function files(folders: readonly string[], mayGo: MayGo): Way {
  return {
    async find(parts, before) {
      const found: Found[] = []
      for (const folder of folders) {
        const entries = await readdir(join(parts.dataFolder, folder), { withFileTypes: true }).catch(() => [])
        for (const entry of entries) {
          if (!entry.isFile() || !(await mayGo(parts, entry.name))) continue
          const id = join(folder, entry.name)
          const info = await stat(join(parts.dataFolder, id)).catch(() => undefined)
          if (!info || info.mtimeMs > before) continue
          found.push({
            id,
            name: entry.name,
            bytes: info.size,
            mtimeMs: info.mtimeMs,
            ...mediaOf(entry.name),
          })
        }
      }
      return found.toSorted((a, b) => b.bytes - a.bytes)
    },
    async clean(parts, found) {
      const gone: Found[] = []
      for (const one of found)
        if ((await mayGo(parts, one.name)) && (await removeFile(parts, one))) gone.push(one)
      if (gone.length > 0) await Promise.all(folders.map((name) => settle(join(parts.dataFolder, name))))
      return sumOf(gone)
    },
  }
}

async function removeFile({ dataFolder }: CleaningParts, { id, name, mtimeMs }: Found): Promise<boolean> {
  const path = join(dataFolder, id)
  const info = await stat(path).catch(() => undefined)
  if (info?.mtimeMs !== mtimeMs) return false
  try {
    await rm(path)
    return true
  } catch (error) {
    throw fromWriteError(error, { what: name, folder: dataFolder })
  }
}

async function settle(folder: string): Promise<void> {
  await syncFolder(folder).catch(() => {})
}

function mediaOf(name: string): { mediaId?: string } {
  const id = /^[0-9a-f]{64}/.exec(name)?.[0]
  return id === undefined ? {} : { mediaId: id }
}

/** Not of a file that is away: its poster is all that there is to see of it. */
function canBeMadeAgain({ manager }: CleaningParts, name: string): boolean {
  const { mediaId } = mediaOf(name)
  return mediaId === undefined || manager.get(mediaId)?.missing !== true
}

/** Finished, and not the file of a media that was linked here: there are no other bytes of it. */
async function isOnlyAnExport({ tables, dataFolder }: CleaningParts, name: string): Promise<boolean> {
  if (name.startsWith('.')) return false
  const path = await realpath(join(dataFolder, 'exports', name)).catch(() => undefined)
  if (path === undefined) return false
  return tables.links.at(path).every(({ id }) => tables.media.get(id)?.deletedAt !== undefined)
}

function idsOf(found: readonly { readonly id: string }[]): string[] {
  return found.map(({ id }) => id)
}

function sumOf(gone: readonly { readonly bytes: number }[]): Freed {
  return { items: gone.length, bytes: gone.reduce((sum, { bytes }) => sum + bytes, 0) }
}
