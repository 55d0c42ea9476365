import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Tables } from '../db/tables.ts'
import type { Trashed } from '../db/trash.ts'
import type { Events } from '../events.ts'
import type { Store } from '../files/store.ts'
import type { MediaManager } from '../media-manager.ts'
import { withRoom } from './with-room.ts'

export interface TrashParts {
  readonly tables: Tables
  readonly store: Store
  readonly events: Events
  readonly manager: Pick<MediaManager, 'getMany'>
  readonly dataFolder: string
  /** Workflows that somebody works with now, beside the runs: an export or a package reads their takes. */
  readonly workflowsAtWork: () => readonly string[]
}

interface Work extends TrashParts {
  readonly signal: AbortSignal
}

export interface Freed {
  readonly items: number
  readonly bytes: number
}

export type Trash = ReturnType<typeof createTrash>

/** Told one by one up to here; above, whoever shows media asks again. */
const MOST_TOLD = 100
const BATCH = 200

/**
 * Throwing away is a mark on the row: the file stays where every workflow finds it, so no crash can lose it on the
 * way. Deleting for good goes in three steps, each of which the next start takes up again: the row is condemned,
 * then the file goes, then the results that would answer it, and the row itself unless a workflow names it.
 */
export function createTrash(given: TrashParts) {
  const stopper = new AbortController()
  const parts: Work = { ...given, signal: stopper.signal }
  const { tables, events } = parts
  let working: Promise<unknown> = Promise.resolve()
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = working.then(work)
    working = mine.catch(() => undefined)
    return mine
  }
  const tell = (ids: readonly string[]) => {
    if (ids.length <= MOST_TOLD)
      for (const media of parts.manager.getMany(ids)) events.emit({ type: 'media.changed', media })
    events.emit({ type: 'library.changed' })
  }

  return {
    add(ids: readonly string[]): void {
      if (tables.trash.add(ids, Date.now()) > 0) tell(ids)
    },
    restore(ids: readonly string[]): void {
      if (tables.trash.restore(ids, Date.now()) > 0) tell(ids)
    },
    /** For good; without ids all of it. What a job, a run or an export works with now stays. */
    purge(wanted?: readonly string[]): Promise<Freed> {
      const asked = new Set(wanted)
      return alone(() => {
        const inTrash = tables.trash.ids().filter((id) => wanted === undefined || asked.has(id))
        return purge(parts, inTrash, tell)
      })
    },
    /** Takes up what a crash or a quit interrupted. Answers what was freed. */
    resume: (): Promise<Freed> => alone(() => resume(parts)),
    tell,
    /** Whoever quits does not wait for 100,000 files: the next start takes them up. */
    async close(): Promise<void> {
      stopper.abort()
      await working
    },
  }
}

async function purge(
  parts: Work,
  ids: readonly string[],
  tell: (ids: readonly string[]) => void,
): Promise<Freed> {
  const { tables, dataFolder } = parts
  const elsewhere = ids.length > 0 ? [...(await namedElsewhere(tables))] : []
  const freed = { items: 0, bytes: 0 }
  for (let start = 0; start < ids.length && !parts.signal.aborted; start += BATCH) {
    // Asked anew each time: a run may have begun.
    const atWork = tables.needs.atWork(parts.workflowsAtWork())
    const batch = ids.slice(start, start + BATCH).filter((id) => !atWork.has(id))
    const condemned = await withRoom(dataFolder, () => tables.trash.condemn(batch, Date.now()))
    try {
      const gone = await removeFiles(parts, condemned)
      await withRoom(dataFolder, () => tables.trash.finish(gone, elsewhere))
      for (const { id, sizeBytes, linked } of condemned) {
        if (!gone.includes(id)) continue
        freed.items += 1
        freed.bytes += linked ? 0 : sizeBytes
      }
    } finally {
      tell(batch)
    }
  }
  return freed
}

/** One whose file stays goes back to the trash, with all that came after it; the next start finishes the others. */
async function removeFiles(parts: Work, condemned: readonly Trashed[]): Promise<string[]> {
  const gone: string[] = []
  try {
    for (const one of condemned) {
      if (parts.signal.aborted) break
      if (await removeFile(parts, one)) gone.push(one.id)
    }
    return gone
  } catch (error) {
    const { store, tables } = parts
    const left = condemned.filter((one) => one.linked || store.sizeOf(one.filePath) !== undefined)
    tables.trash.reprieve(left.map(({ id }) => id).filter((id) => !gone.includes(id)))
    throw error
  }
}

/** False where the same bytes came in again meanwhile. A linked file is the person's own, and stays. */
async function removeFile({ tables, store, dataFolder }: TrashParts, one: Trashed): Promise<boolean> {
  return store.alone(one.id, async () => {
    if (!tables.trash.isCondemned(one.id)) return false
    if (!one.linked) await store.remove(one.filePath)
    await Promise.all(
      derived(one.id).map((path) => rm(join(dataFolder, path), { force: true }).catch(() => {})),
    )
    return true
  })
}

/** What was made from it to look at it; without the file it is of no use to anybody. */
function derived(id: string): string[] {
  return [`posters/${id}.jpg`, `strips/${id}.jpg`, `measures/${id}.json`]
}

async function resume(parts: Work): Promise<Freed> {
  const { tables, store } = parts
  const condemned = tables.trash.condemned()
  if (condemned.length === 0) return { items: 0, bytes: 0 }
  const unfinished = condemned.filter((one) => !one.linked && store.sizeOf(one.filePath) !== undefined)
  const gone = await removeFiles(parts, unfinished)
  if (parts.signal.aborted) return { items: gone.length, bytes: 0 }
  // Also of those whose last mention has gone since.
  const elsewhere = [...(await namedElsewhere(tables))]
  tables.trash.finish(
    condemned.map(({ id }) => id),
    elsewhere,
  )
  const bytes = unfinished.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  return { items: gone.length, bytes }
}

async function namedElsewhere({ needs }: Tables): Promise<Set<string>> {
  return new Set([...(await needs.inDefinitions()), ...(await needs.inSnapshots({ all: true }))])
}
