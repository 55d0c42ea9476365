import { AppError } from '../../nodes/errors.ts'
import type { Media } from '../../nodes/media.ts'
import { isSqlError } from '../db/sql-error.ts'
import type { Connection, Connections } from '../providers/connections.ts'
import { collect, type CollectParts } from './collect.ts'
import { createFollower, type FollowerControl } from './follower.ts'
import type { Ledger } from './ledger.ts'
import type { NewsBoard, Waiting } from './news-board.ts'
import type { Pace } from './pace.ts'
import type { StoredJob } from './stored-job.ts'
import { orStopped } from '../or-stopped.ts'

export interface FollowersParts extends CollectParts {
  readonly ledger: Ledger
  readonly board: NewsBoard
  readonly connections: Connections
  readonly pace: Pace
  /** Ends with the app. */
  readonly lifetime: AbortSignal
  readonly isClosing: () => boolean
}

const UNWRITTEN_MS = 10_000
const UNFETCHED_MS = 5 * 60_000
const CHANGE_OF_MIND_MS = 1_000

export type Followers = ReturnType<typeof createFollowers>

/** One follower for each open job, whoever waits for it and whether anybody does. */
export function createFollowers(parts: FollowersParts) {
  const { ledger, board, connections, pace, lifetime } = parts
  const working = new Map<string, { control: FollowerControl; done: Promise<Media> }>()

  function follow(job: StoredJob) {
    const known = working.get(job.id)
    if (known) return known
    const control = createFollower({
      ledger,
      pace,
      signal: lifetime,
      provider: connections.providerOf(job.provider),
      connect: () => connectAgain(connections, job.provider),
      tell: (change) => board.tell(ledger.get(job.id), change),
    })
    const done = untilWritten(() => collect(job.id, control.follower, parts), parts).finally(() => {
      working.delete(job.id)
      board.forget(job.id)
    })
    // Nobody may be waiting; what became of it is in the book.
    done.catch((error: unknown) => laterIfUnfetched(job.id, error))
    const entry = { control, done }
    working.set(job.id, entry)
    return entry
  }

  /** Whoever waited has been told; the result is paid for and lies over there, so it is gone for now and then. */
  function laterIfUnfetched(id: string, error: unknown): void {
    if (!(error instanceof AppError) || error.code !== 'result_unfetched') return
    const again = () => {
      const job = ledger.get(id)
      if (job?.state === 'succeeded') follow(job)
    }
    pace.sleep(UNFETCHED_MS, lifetime).then(again, () => undefined)
  }

  /** Not at once: another run may be about to wait for the same. Nobody calls a job off by closing the app. */
  function cancelUnlessWanted(id: string, control: FollowerControl): void {
    const unlessWanted = () => {
      if (board.waiting(id) === 0 && !parts.isClosing()) control.cancel()
    }
    pace.sleep(CHANGE_OF_MIND_MS, lifetime).then(unlessWanted, () => undefined)
  }

  return {
    isWorking: (id: string) => working.has(id),
    follow: (job: StoredJob) => follow(job).control,
    wake: (id: string) => working.get(id)?.control.wake(),

    /** The file of a job. Throws the sentence for the person, and `stopped` when the signal ends the wait. */
    async wait(job: StoredJob, waiting: Waiting): Promise<Media> {
      const { control, done } = follow(job)
      const leave = board.join(job, waiting)
      control.keep()
      try {
        return await orStopped(done, waiting.signal)
      } finally {
        leave()
        if (waiting.signal.aborted) cancelUnlessWanted(job.id, control)
      }
    },

    settled: () => Promise.allSettled([...working.values()].map(({ done }) => done)),
  }
}

/** A job that the provider has already waits for a lost key: nothing else can make up for it. */
function connectAgain(connections: Connections, provider: string): Connection {
  try {
    return connections.open(provider)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'key_missing') throw error
    throw new AppError('key_awaited', { ...error.details, charge: 'possible' })
  }
}

/** Where the book cannot be written (the disk is full), the same steps are gone again until they are in it. */
async function untilWritten(
  work: () => Promise<Media>,
  { pace, lifetime }: Pick<FollowersParts, 'pace' | 'lifetime'>,
): Promise<Media> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isSqlError(error)) throw error
      await pace.sleep(UNWRITTEN_MS, lifetime)
    }
  }
}
