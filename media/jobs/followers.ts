import { AppError } from '../../nodes/errors.ts'
import type { Media } from '../../nodes/media.ts'
import type { Connections } from '../providers/connections.ts'
import { collect, type CollectParts } from './collect.ts'
import { createFollower, type FollowerControl } from './follower.ts'
import type { Ledger } from './ledger.ts'
import type { NewsBoard, Waiting } from './news-board.ts'
import type { Pace } from './pace.ts'
import type { StoredJob } from './stored-job.ts'

export interface FollowersParts extends CollectParts {
  readonly ledger: Ledger
  readonly board: NewsBoard
  readonly connections: Connections
  readonly pace: Pace
  /** Ends with the app. */
  readonly lifetime: AbortSignal
  readonly isClosing: () => boolean
}

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
      connect: () => connections.open(job.provider),
      tell: (change) => board.tell(ledger.get(job.id), change),
    })
    const done = collect(job.id, control.follower, parts).finally(() => {
      working.delete(job.id)
      board.forget(job.id)
    })
    // Nobody may be waiting; what became of it is in the book.
    done.catch(() => undefined)
    const entry = { control, done }
    working.set(job.id, entry)
    return entry
  }

  return {
    isWorking: (id: string) => working.has(id),
    follow: (job: StoredJob) => follow(job).control,
    wake: (id: string) => working.get(id)?.control.wake(),

    /** The file of a job. Throws the sentence for the person, and `stopped` when the signal ends the wait. */
    async wait(job: StoredJob, waiting: Waiting): Promise<Media> {
      const { control, done } = follow(job)
      const leave = board.join(job, waiting)
      let stopped = true
      try {
        const media = await orStopped(done, waiting.signal)
        stopped = false
        return media
      } finally {
        const { others } = leave()
        // Only the last one who waits calls it off, and nobody does by closing the app.
        if (stopped && waiting.signal.aborted && others === 0 && !parts.isClosing()) control.cancel()
      }
    },

    settled: () => Promise.allSettled([...working.values()].map(({ done }) => done)),
  }
}

function orStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new AppError('stopped'))
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
