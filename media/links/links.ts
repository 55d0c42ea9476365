import { existsSync } from 'node:fs'
import { sep } from 'node:path'
import type { Media } from '../../nodes/media.ts'
import { atMost } from '../at-most.ts'
import type { Link } from '../db/links.ts'
import type { Tables } from '../db/tables.ts'
import type { Events } from '../events.ts'
import { searchFolders } from './find-files.ts'
import { look, type Others } from './look.ts'
import { foldersNear, nearestFolder } from './near.ts'
import { isAsItWas } from './stamp.ts'
import { createWatchers } from './watchers.ts'

export interface LinksParts {
  readonly tables: Pick<Tables, 'links' | 'together'>
  readonly events: Pick<Events, 'emit'>
  /** As the window sees it. */
  readonly get: (id: string) => Media | undefined
  /** How long a folder must be quiet before somebody looks, in milliseconds. */
  readonly quietMs?: number
}

export type Links = ReturnType<typeof createLinks>

const QUIET_MS = 500
/** For folders that cannot be watched. */
const LOOK_EVERY_MS = 60_000
/** Files that are looked at for one that is missing, when that was just noticed; and whenever something moves near it. */
const SEARCHED = { first: 20_000, again: 5_000 }
const TOLD_ONE_BY_ONE = 50

/**
 * Keeps an eye on files that lie where the person keeps them. One that is gone or has other bytes counts as missing;
 * one that was moved or renamed is found by its content and linked anew. They are only ever read.
 */
export function createLinks(parts: LinksParts) {
  const { links } = parts.tables
  const stopper = new AbortController()
  const others: Others = new Map()
  const waiting = new Map<string, Link>()
  const unwatched = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let work = Promise.resolve()

  const soon = (some: readonly Link[]) => {
    for (const link of some) waiting.set(link.id, link)
    if (stopper.signal.aborted || waiting.size === 0) return
    clearTimeout(timer)
    timer = setTimeout(() => void lookAtWaiting(), parts.quietMs ?? QUIET_MS).unref()
  }
  const watchers = createWatchers((folder) => soon([...below(folder), ...links.missing()]))
  const poll = setInterval(
    () => soon([...unwatched].flatMap((folder) => below(folder))),
    LOOK_EVERY_MS,
  ).unref()

  function below(folder: string): Link[] {
    return links.below(folder.endsWith(sep) ? folder : folder + sep)
  }

  function lookAtWaiting(): Promise<void> {
    clearTimeout(timer)
    work = work.then(async () => {
      // As they are now: what waited may have been linked anew.
      const some = [...waiting.keys()].map((id) => links.get(id)).filter((link) => link !== undefined)
      waiting.clear()
      try {
        await lookAtThese(some)
        watch()
      } catch (error) {
        if (!stopper.signal.aborted) process.emitWarning(error instanceof Error ? error : String(error))
      }
    })
    return work
  }

  async function lookAtThese(some: readonly Link[]): Promise<void> {
    const inTurn = atMost(8)
    const { signal } = stopper
    const looked = await Promise.all(
      some.map((link) =>
        inTurn(async () => {
          signal.throwIfAborted()
          return { link, verdict: await look({ links, others, signal }, link) }
        }),
      ),
    )
    const lost = looked.filter(({ verdict }) => verdict !== 'there').map(({ link }) => link)
    const found = await bringBack(lost)
    signal.throwIfAborted()
    const gone = lost.filter(({ id, missingAt }) => !found.has(id) && missingAt === undefined)
    const now = Date.now()
    parts.tables.together(() => gone.forEach(({ id }) => links.setMissing(id, now)))
    const back = looked.filter(({ link, verdict }) => verdict === 'there' && changed(link))
    tell([...gone, ...back.map(({ link }) => link)].map(({ id }) => id).concat([...found]))
  }

  /** It was missing until now, or its times were learnt anew. */
  function changed(link: Link): boolean {
    const now = links.get(link.id)
    if (link.missingAt !== undefined) links.setMissing(link.id, undefined)
    return link.missingAt !== undefined || now?.ctime !== link.ctime || now.mtime !== link.mtime
  }

  /** Those that lie somewhere near. */
  async function bringBack(lost: readonly Link[]): Promise<Set<string>> {
    const trees = Map.groupBy(lost, ({ path }) => foldersNear(path).join('\n'))
    const all = new Set<string>()
    for (const [tree, some] of trees) {
      const isNews = some.some(({ missingAt }) => missingAt === undefined)
      const found = await searchFolders(some, tree.split('\n').filter(Boolean), {
        signal: stopper.signal,
        atMost: isNews ? SEARCHED.first : SEARCHED.again,
        isKnown: (path) => links.at(path).some(isAsItWas),
      })
      for (const [id, { path, stamp }] of found) links.put(id, { ...stamp, path })
      for (const id of found.keys()) all.add(id)
    }
    return all
  }

  function tell(ids: readonly string[]): void {
    if (ids.length > TOLD_ONE_BY_ONE) return parts.events.emit({ type: 'library.changed' })
    for (const id of ids) {
      const media = parts.get(id)
      if (media) parts.events.emit({ type: 'media.changed', media })
    }
    if (ids.length > 0) parts.events.emit({ type: 'library.changed' })
  }

  function watch(): void {
    if (stopper.signal.aborted) return
    const isThere = remembered(existsSync)
    const folders = new Set(links.paths().map((path) => nearestFolder(path, isThere)))
    unwatched.clear()
    for (const folder of watchers.keep(folders)) unwatched.add(folder)
  }

  return {
    /** Watches, and looks once at every link: much may have happened while nobody was here. */
    begin(): Promise<void> {
      watch()
      for (const link of links.all()) waiting.set(link.id, link)
      return lookAtWaiting()
    },
    /** A new one is watched; one that was wanted and not there is looked for. */
    notice(id: string): void {
      const link = links.get(id)
      if (link) soon([link])
    },
    /** Until everything that waits was looked at. */
    settled: async (): Promise<void> => {
      await (waiting.size > 0 ? lookAtWaiting() : work)
    },
    async close(): Promise<void> {
      stopper.abort()
      clearTimeout(timer)
      clearInterval(poll)
      watchers.close()
      await work
    },
  }
}

/** Thousands of files ask about the same folders. */
function remembered(ask: (folder: string) => boolean): (folder: string) => boolean {
  const answers = new Map<string, boolean>()
  return (folder) => {
    const known = answers.get(folder) ?? ask(folder)
    answers.set(folder, known)
    return known
  }
}
