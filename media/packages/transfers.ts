import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type { Transfer } from '../../nodes/contract/moving.ts'
import { AppError, toWire } from '../../nodes/errors.ts'
import type { Events } from '../events.ts'

/** What a transfer has come to when it is done. */
export type Outcome = Partial<Pick<Transfer, 'path' | 'workflowIds' | 'media' | 'notes'>>

export interface Hands {
  readonly id: string
  readonly signal: AbortSignal
  onProgress(fraction: number): void
}

export type Transfers = ReturnType<typeof createTransfers>

/** No window can show more. */
const PROGRESS_EVERY_MS = 250

interface Entry {
  state: Transfer
  readonly stopper: AbortController
  done: Promise<void>
}

/** Packages and older libraries on their way, each with its progress and how it ended. */
export function createTransfers({ events }: { events: Pick<Events, 'emit'> }) {
  const entries = new Map<string, Entry>()
  const require = (id: string) => {
    const entry = entries.get(id)
    if (!entry) throw new AppError('not_found', { what: 'This transfer' })
    return entry
  }
  const change = (entry: Entry, news: Partial<Transfer>) => {
    entry.state = { ...entry.state, ...news }
    events.emit({ type: 'transfer.changed', transfer: entry.state })
  }

  return {
    /** Begins at once; `work` leaves nothing unfinished behind when it throws. */
    start(kind: Transfer['kind'], name: string, work: (hands: Hands) => Promise<Outcome>): Transfer {
      const entry = newEntry(kind, name)
      const { id } = entry.state
      entries.set(id, entry)
      const began = entry.state
      change(entry, {})
      const onProgress = calmly((progress) => {
        if (entry.state.state === 'running') change(entry, { progress })
      })
      entry.done = seeThrough(() => work({ id, signal: entry.stopper.signal, onProgress }), entry).then(
        (end) => change(entry, { ...end, endedAt: Date.now() }),
      )
      return began
    },
    isRunning: (id: string) => entries.get(id)?.state.state === 'running',
    stop: (id: string) => require(id).stopper.abort(),
    /** Newest first. */
    list: (): Transfer[] => [...entries.values()].map(({ state }) => state).toReversed(),
    /** The transfer as it ended. */
    async finished(id: string): Promise<Transfer> {
      const entry = require(id)
      await entry.done
      return entry.state
    },
    /** The package that was written; undefined for everything else. */
    fileOf(id: string, index: number): { readonly path: string; readonly name: string } | undefined {
      const path = index === 0 ? entries.get(id)?.state.path : undefined
      return path === undefined ? undefined : { path, name: basename(path) }
    },
    async close(): Promise<void> {
      for (const { stopper } of entries.values()) stopper.abort()
      await Promise.all([...entries.values()].map(({ done }) => done))
    },
  }
}

function newEntry(kind: Transfer['kind'], name: string): Entry {
  const nothing = { workflowIds: [], media: 0, notes: [] }
  return {
    state: { id: randomUUID(), kind, name, state: 'running', progress: 0, ...nothing, startedAt: Date.now() },
    stopper: new AbortController(),
    done: Promise.resolve(),
  }
}

async function seeThrough(work: () => Promise<Outcome>, { stopper }: Entry): Promise<Partial<Transfer>> {
  try {
    return { ...(await work()), state: 'done', progress: 1 }
  } catch (error) {
    return stopper.signal.aborted ? { state: 'stopped' } : { state: 'failed', error: toWire(error) }
  }
}

function calmly(tell: (fraction: number) => void): (fraction: number) => void {
  let next = 0
  return (fraction) => {
    const now = performance.now()
    if (now < next) return
    next = now + PROGRESS_EVERY_MS
    tell(Math.min(1, Math.max(0, fraction)))
  }
}
