import { randomUUID } from 'node:crypto'
import { basename, isAbsolute, resolve } from 'node:path'
import type { FolderImport, ImportedFile, ImportOrder } from '../../nodes/contract/moving.ts'
import { AppError, toWire } from '../../nodes/errors.ts'
import type { Media } from '../../nodes/media.ts'
import type { Events } from '../events.ts'
import type { MediaManager } from '../media-manager.ts'
import { importFiles } from './import-files.ts'
import { createTally, type Tally } from './tally.ts'

export interface ImportsParts {
  readonly manager: Pick<MediaManager, 'importFile'>
  readonly events: Pick<Events, 'emit'>
  readonly dataFolder: string
  /** For tests. */
  readonly mostFiles?: number
}

/** `at` is how far it is by then. */
export type OnFile = (file: ImportedFile, at: Pick<FolderImport, 'files' | 'done'>) => void

export type Imports = ReturnType<typeof createImports>

const NEWS_EVERY_MS = 250
/** Beyond, a window does better to ask for its page again than to hear of each. */
const TOLD_ONE_BY_ONE = 100
/** Of those that ended long ago nobody asks any more. */
const KEPT = 100

interface Entry {
  state: FolderImport
  readonly tally: Tally
  readonly stopper: AbortController
  done: Promise<void>
}

/** Files and folders on their way into the library. What is in stays, however it ends. */
export function createImports(parts: ImportsParts) {
  const entries = new Map<string, Entry>()
  const require = (id: string) => {
    const entry = entries.get(id)
    if (!entry) throw new AppError('not_found', { what: 'This import' })
    return entry
  }

  return {
    /** Answers as soon as it works. `onFile` hears of every file, in the order they end. */
    start(order: ImportOrder, onFile?: OnFile): FolderImport {
      const entry = newEntry(absolute(order))
      entries.set(entry.state.id, entry)
      forgetOld(entries)
      const begun = entry.state
      parts.events.emit({ type: 'import.changed', import: begun })
      entry.done = seeThrough(parts, entry, { order: absolute(order), onFile })
      return begun
    },
    stop: (id: string): void => require(id).stopper.abort(),
    /** Newest first. */
    list: (): FolderImport[] => [...entries.values()].map(({ state }) => state).toReversed(),
    /** The import as it ended. */
    async finished(id: string): Promise<FolderImport> {
      const entry = require(id)
      await entry.done
      return entry.state
    },
    async close(): Promise<void> {
      for (const { stopper } of entries.values()) stopper.abort()
      await Promise.all([...entries.values()].map(({ done }) => done))
    },
  }
}

function absolute(order: ImportOrder): ImportOrder {
  const stray = order.paths.find((path) => !isAbsolute(path))
  if (stray !== undefined) throw new AppError('path_not_whole', { path: stray })
  return { ...order, paths: order.paths.map((path) => resolve(path)) }
}

function newEntry({ paths, way }: ImportOrder): Entry {
  const tally = createTally()
  const nothing = { files: 0, done: 0, bytes: 0, bytesDone: 0 }
  const told = { counts: tally.counts(), told: [] }
  const name = basename(paths[0]!) || paths[0]!
  const state = { id: randomUUID(), state: 'running', way, name, ...nothing, ...told } as const
  return {
    state: { ...state, startedAt: Date.now() },
    tally,
    stopper: new AbortController(),
    done: Promise.resolve(),
  }
}

interface Asked {
  readonly order: ImportOrder
  readonly onFile: OnFile | undefined
}

/** Never throws: how it ended is what it tells. */
async function seeThrough(parts: ImportsParts, entry: Entry, { order, onFile }: Asked): Promise<void> {
  const { signal } = entry.stopper
  const news = createNews(parts, entry)
  const heap: Media[] = []
  const sums = { files: 0, done: 0, bytes: 0, bytesDone: 0 }
  const change = (part: Partial<typeof sums>) => {
    Object.assign(sums, part)
    news.soon(sums)
  }
  const ended = await importFiles({
    ...parts,
    order,
    signal,
    onFound: ({ sizeBytes }) => change({ files: sums.files + 1, bytes: sums.bytes + sizeBytes }),
    onBytes: (bytes) => change({ bytesDone: sums.bytesDone + bytes }),
    onFile(file, found, media) {
      entry.tally.add(file)
      change({ done: sums.done + (found ? 1 : 0) })
      if (media && heap.length < TOLD_ONE_BY_ONE) {
        heap.push(media)
        parts.events.emit({ type: 'media.changed', media })
      }
      onFile?.(file, sums)
    },
  }).then(
    () => ({ state: 'done' as const }),
    (error: unknown) =>
      signal.aborted ? { state: 'stopped' as const } : { state: 'failed' as const, error: toWire(error) },
  )
  news.now({ ...sums, ...ended, endedAt: Date.now() })
}

/** Tells at most a few times a second, and the last word at once. */
function createNews({ events }: ImportsParts, entry: Entry) {
  let timer: NodeJS.Timeout | undefined
  let toldIn = 0
  const now = (change: Partial<FolderImport>) => {
    clearTimeout(timer)
    timer = undefined
    const { tally } = entry
    const counts = tally.counts()
    entry.state = { ...entry.state, ...change, counts, told: tally.told() }
    events.emit({ type: 'import.changed', import: entry.state })
    if (toldIn !== counts.imported) events.emit({ type: 'library.changed' })
    toldIn = counts.imported
  }
  return {
    now,
    soon(sums: Partial<FolderImport>) {
      timer ??= setTimeout(() => now(sums), NEWS_EVERY_MS)
    },
  }
}

function forgetOld(entries: Map<string, Entry>): void {
  const over = [...entries].filter(([, { state }]) => state.state !== 'running')
  for (const [id] of over.slice(0, Math.max(0, entries.size - KEPT))) entries.delete(id)
}
