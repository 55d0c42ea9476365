import type { Job } from '../../nodes/contract/money.ts'
import type { Events } from '../events.ts'
import { describeJob } from './describe.ts'
import type { LiveNews } from './follower.ts'
import type { StoredJob } from './stored-job.ts'

/** Somebody who waits for a job: a node of a run. */
export interface Waiting {
  readonly signal: AbortSignal
  onNews(job: StoredJob, live: LiveNews): void
}

export type NewsBoard = ReturnType<typeof createNewsBoard>

/** Who waits for which job, what is known of it at this moment, and the telling of it. */
export function createNewsBoard(events: Events, titleOf: (provider: string) => string) {
  const live = new Map<string, LiveNews>()
  const waiters = new Map<string, Set<Waiting>>()
  const liveOf = (id: string) => live.get(id) ?? {}
  const describe = (job: StoredJob): Job => describeJob(job, liveOf(job.id), titleOf(job.provider))

  function news(job: StoredJob): void {
    for (const { onNews } of waiters.get(job.id) ?? []) onNews(job, liveOf(job.id))
    events.emit({ type: 'job.changed', job: describe(job) })
  }

  return {
    describe,
    news,
    tell(job: StoredJob | undefined, change: LiveNews): void {
      if (!job) return
      live.set(job.id, { ...liveOf(job.id), ...change })
      news(job)
    },
    /** How many wait for it. */
    waiting: (id: string) => waiters.get(id)?.size ?? 0,
    forget: (id: string) => void live.delete(id),
    /** Answers how to leave. */
    join(job: StoredJob, waiting: Waiting): () => void {
      const all = waiters.get(job.id) ?? new Set()
      waiters.set(job.id, all.add(waiting))
      waiting.onNews(job, liveOf(job.id))
      return () => {
        all.delete(waiting)
        if (all.size === 0) waiters.delete(job.id)
      }
    },
  }
}
