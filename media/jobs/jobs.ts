import type { Job, JobAnswer, Spending } from '../../nodes/contract/money.ts'
import { AppError } from '../../nodes/errors.ts'
import type { Media } from '../../nodes/media.ts'
import type { Tables } from '../db/tables.ts'
import type { Events } from '../events.ts'
import { presentMedia, type MediaManager } from '../media-manager.ts'
import type { Connections } from '../providers/connections.ts'
import type { Provider } from '../providers/provider.ts'
import type { SettingsStore } from '../settings.ts'
import { fetchAgain } from './fetch-again.ts'
import { createFollowers } from './followers.ts'
import { createInbox } from './inbox.ts'
import { createLedger, type JobStep } from './ledger.ts'
import { createNewsBoard, type Waiting } from './news-board.ts'
import type { Pace } from './pace.ts'
import { createOrders, type PaidOrder } from './place-order.ts'
import { readSpending } from './spending.ts'
import { isOpen, type StoredJob } from './stored-job.ts'

export interface JobParts {
  readonly tables: Tables
  readonly events: Events
  readonly manager: MediaManager
  readonly settings: SettingsStore
  readonly providers: readonly Provider[]
  readonly connections: Connections
  readonly pace: Pace
  /** Takes every key out of a text. */
  readonly redact: (text: string) => string
  readonly dataFolder: string
  /** Where a provider may call to say that something moved on. */
  readonly callbackFor: (provider: string) => string | undefined
  /** Gives a finished job's file to its node; called inside the transaction that closes the job. */
  readonly link: (job: StoredJob, media: Media) => void
  /** Keeps what is open outside the database, too; that it was heard of once more is nothing to remember. */
  readonly mirror: (job: StoredJob) => void
  /** Told after each durable step: tests pull the plug here. */
  readonly onStep?: ((step: JobStep, job: StoredJob) => void) | undefined
}

export interface Jobs {
  /**
   * Has something made by a provider and answers its file, or throws the sentence for the person. Joins the job
   * that is open for the same take of the same signature, if there is one. When the signal ends the wait, the
   * provider is asked to stop; what it finishes all the same still comes into the library.
   */
  make(order: PaidOrder, waiting: Waiting): Promise<Media>
  /** Waits for a job that is open. */
  wait(job: StoredJob, waiting: Waiting): Promise<Media>
  /** Takes up what was open when the app last ended. Answers the jobs that are followed again. */
  takeUp(): StoredJob[]
  /** Once more what a finished job made: asked for and downloaded, never ordered, so nothing is paid. */
  fetchAgain(id: string): Promise<Media>
  list(query: { which: 'open' | 'inbox' | 'all'; workflowId?: string | undefined; limit: number }): Job[]
  answer(id: string, answer: JobAnswer): Promise<Job>
  /** A provider told that something moved on, or its key or address changed: look now rather than later. */
  wake(provider: string, externalId?: string): void
  spending(): Spending
  /** From here on nothing is canceled because its run ends. */
  beginClosing(): void
  close(): Promise<void>
}

/** Paid work, from the order to the file in the library. */
export function createJobs(parts: JobParts): Jobs {
  const { tables, events, connections, manager, pace } = parts
  const lifetime = new AbortController()
  let closing = false
  const titleOf = (id: string) => parts.providers.find((provider) => provider.id === id)?.title ?? id
  const board = createNewsBoard(events, titleOf)
  const onChange = (job: StoredJob, step: JobStep | undefined) => {
    if (step || !isOpen(job)) parts.mirror(job)
    if (step) parts.onStep?.(step, job)
    board.news(job)
  }
  const ledger = createLedger({ tables, now: pace.now, onChange })
  const followers = createFollowers({
    ...parts,
    ledger,
    board,
    lifetime: lifetime.signal,
    isClosing: () => closing,
    broughtBefore: (id) => presentMedia(manager, tables.jobs.mediaMadeBy(id)),
    onInLibrary: (job) => parts.onStep?.('in-library', job),
  })
  const inbox = createInbox({ tables, ledger, followers, connections, titleOf, lifetime: lifetime.signal })
  const orders = createOrders({ ...parts, ledger, board, lifetime: lifetime.signal })

  return {
    async make(order, waiting) {
      const job = await orders.place(order, waiting)
      // It is followed from the next start on; the book may be closed already.
      if (lifetime.signal.aborted) throw new AppError('stopped')
      const brought = job.state === 'adopted' ? presentMedia(manager, job.mediaId) : undefined
      if (brought) return brought
      // What nobody understands is for the person to sort out first: another request might be paid twice.
      if (needsAnswer(job)) throw openQuestion(job, titleOf)
      return followers.wait(job, waiting)
    },
    wait: (job, waiting) => followers.wait(job, waiting),
    takeUp: () => inbox.takeUp(),
    async fetchAgain(id) {
      const job = ledger.get(id)
      if (job?.externalId === undefined) throw new AppError('not_found', { what: 'This job' })
      return fetchAgain(job, { ...parts, lifetime: lifetime.signal })
    },
    list: (query) => tables.jobs.list(query).map(board.describe),
    answer: async (id, answer) => board.describe(await inbox.answer(id, answer)),
    wake(provider, externalId) {
      for (const job of tables.jobs.listOpen()) {
        const meant = job.provider === provider && (externalId === undefined || job.externalId === externalId)
        if (meant) followers.wake(job.id)
      }
    },
    spending: () => readSpending(tables.jobs, pace.now(), titleOf),
    beginClosing: () => void (closing = true),
    async close() {
      closing = true
      await orders.beginClosing()
      lifetime.abort()
      // What is still out writes down that nobody knows, while there is a book to write in.
      await orders.settled()
      await followers.settled()
    },
  }
}

function needsAnswer({ state, error, externalId }: StoredJob): boolean {
  return (
    state === 'unknown' || state === 'expired' || error?.code === 'job_parked' || externalId === undefined
  )
}

function openQuestion(job: StoredJob, titleOf: (provider: string) => string): AppError {
  const { code, details } = job.error ?? { code: 'outcome_unknown' as const, details: {} }
  return new AppError(code, {
    ...details,
    provider: titleOf(job.provider),
    jobId: job.id,
    charge: 'possible',
  })
}
