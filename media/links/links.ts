import { existsSync } from 'node:fs'
import { sep } from 'node:path'
import type { Media } from '../../nodes/media.ts'
import type { Link } from '../db/links.ts'
import type { Tables } from '../db/tables.ts'
import type { Events } from '../events.ts'
import { mend } from './mend.ts'
import { nearestFolder } from './near.ts'
import { createWatchers } from './watchers.ts'

export interface LinksParts {
  readonly tables: Pick<Tables, 'links' | 'together'>
  readonly events: Pick<Events, 'emit'>
  /** As the window sees it. */
  readonly get: (id: string) => Media | undefined
  /** How long a folder must be quiet before somebody looks, in milliseconds. */
  readonly quietMs?: number
  /** When somebody looks all the same: a folder is never quiet while a film is written into it. */
  readonly mostMs?: number
}

export type Links = ReturnType<typeof createLinks>

const QUIET_MS = 500
const MOST_MS = 5_000
/** For folders that cannot be watched. */
const LOOK_EVERY_MS = 60_000
const TOLD_ONE_BY_ONE = 50

/**
 * Keeps an eye on files that lie where the person keeps them. One that is gone or has other bytes counts as missing;
 * one that was moved or renamed is found by its content and linked anew. They are only ever read.
 */
export function createLinks(parts: LinksParts) {
  const { links } = parts.tables
  const stopper = new AbortController()
  const watchers = createWatchers((folder) => looks.near(folder))
  const looks = createLooks(parts, stopper.signal, () => watch())
  let unwatched: readonly string[] = []
  const poll = setInterval(
    () => looks.soon(unwatched.flatMap((folder) => linksBelow(parts, folder))),
    LOOK_EVERY_MS,
  ).unref()

  function watch(): void {
    const isThere = remembered(existsSync)
    unwatched = watchers.keep(new Set(links.paths().map((path) => nearestFolder(path, isThere))))
  }

  return {
    /** Watches, and looks once at every link: much may have happened while nobody was here. */
    async begin(): Promise<void> {
      watch()
      looks.soon(links.all())
      await looks.settled()
    },
    /** A new one is watched; one that was wanted and not there is looked for. */
    notice(id: string): void {
      const link = links.get(id)
      if (link) looks.soon([link])
    },
    /** Until everything that waits was looked at. */
    settled: looks.settled,
    async close(): Promise<void> {
      stopper.abort()
      clearInterval(poll)
      watchers.close()
      await looks.settled()
    },
  }
}

/** One look after the other, each at everything that came up in the meantime. */
function createLooks(parts: LinksParts, signal: AbortSignal, onLooked: () => void) {
  const others = new Map()
  const waiting = new Set<string>()
  const folders = new Set<string>()
  const { quietMs = QUIET_MS, mostMs = MOST_MS } = parts
  let timer: NodeJS.Timeout | undefined
  let since: number | undefined
  let work = Promise.resolve()
  let next: Promise<void> | undefined
  const isWaiting = () => waiting.size + folders.size > 0

  /** As they are now: what waited may have been linked anew. */
  function takeWaiting(): Link[] {
    const some = [...waiting].map((id) => parts.tables.links.get(id)).filter((link) => link !== undefined)
    const near = [...folders].flatMap((folder) => linksBelow(parts, folder))
    const missing = folders.size > 0 ? parts.tables.links.missing() : []
    waiting.clear()
    folders.clear()
    return [...new Map([...some, ...near, ...missing].map((link) => [link.id, link])).values()]
  }
  async function look(): Promise<void> {
    clearTimeout(timer)
    ;[next, since] = [undefined, undefined]
    if (signal.aborted || !isWaiting()) return
    try {
      tell(parts, await mend({ ...parts, others, signal }, takeWaiting()))
      if (!signal.aborted) onLooked()
    } catch (error) {
      if (!signal.aborted) process.emitWarning(error instanceof Error ? error : String(error))
    }
  }
  const lookInTurn = () => (next ??= work = work.then(look))
  function later(): void {
    if (signal.aborted || !isWaiting()) return
    clearTimeout(timer)
    const now = performance.now()
    since ??= now
    const waitMs = Math.min(quietMs, since + mostMs - now)
    timer = setTimeout(() => void lookInTurn(), waitMs).unref()
  }

  return {
    soon(some: readonly Link[]): void {
      for (const { id } of some) waiting.add(id)
      later()
    },
    /** A program that writes a film tells of it thousands of times: nothing but the folder is noted until the look. */
    near(folder: string): void {
      folders.add(folder)
      later()
    },
    settled: async (): Promise<void> => void (await (isWaiting() ? lookInTurn() : work)),
  }
}

function linksBelow({ tables: { links } }: LinksParts, folder: string): Link[] {
  return links.below(folder.endsWith(sep) ? folder : folder + sep)
}

function tell({ events, get }: LinksParts, ids: readonly string[]): void {
  if (ids.length === 0) return
  for (const id of ids.length > TOLD_ONE_BY_ONE ? [] : ids) {
    const media = get(id)
    if (media) events.emit({ type: 'media.changed', media })
  }
  events.emit({ type: 'library.changed' })
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
