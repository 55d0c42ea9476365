import type { Job, JobState } from '../../nodes/contract/money.ts'
import { translate } from '../i18n/index.ts'
import type { Slice } from './editor.ts'
import type { JobsSlice } from './money-types.ts'
import type { Shared } from './session.ts'
import type { Store } from './types.ts'

const LISTED_JOBS = 200

const openStates: ReadonlySet<JobState> = new Set(['intent', 'submitted', 'running', 'succeeded'])

/** Something may still come of it, by itself. */
export function isOpen({ state }: Pick<Job, 'state'>): boolean {
  return openStates.has(state)
}

export const createJobsSlice =
  ({ core }: Shared): Slice<JobsSlice> =>
  (set, get) => {
    /** Told while a list is on its way: newer than the list. */
    let news: Map<string, Job> | undefined

    return {
      jobs: [],
      answering: {},

      async refreshJobs() {
        const told = (news = new Map<string, Job>())
        try {
          const [asking, open] = await Promise.all([
            core.call('jobs.list', { which: 'inbox', limit: LISTED_JOBS }),
            core.call('jobs.list', { which: 'open', limit: LISTED_JOBS }),
          ])
          const listed = new Map([...asking, ...open].map((job) => [job.id, job]))
          set({ jobs: sorted([...new Map([...listed, ...told]).values()]) })
        } catch (error) {
          get().toastError(error)
        } finally {
          if (news === told) news = undefined
        }
      },
      applyJob(job) {
        news?.set(job.id, job)
        if (job.asks && !jobOf(get(), job.id)?.asks) get().announce(translate('money:inbox.told'), true)
        set(({ jobs }) => ({ jobs: sorted([job, ...jobs.filter(({ id }) => id !== job.id)]) }))
      },
      async answerJob(id, answer) {
        const asked = jobOf(get(), id)
        const mark = (given?: typeof answer) =>
          set(({ answering }) => ({ answering: { ...answering, [id]: given } }))
        mark(answer)
        try {
          const job = await core.call('jobs.answer', { id, answer })
          // What was told of it before the answer came may be further on.
          if (jobOf(get(), id) === asked) get().applyJob(job)
        } catch (error) {
          get().toastError(error)
        } finally {
          mark()
        }
      },
    }
  }

function jobOf({ jobs }: Pick<Store, 'jobs'>, id: string): Job | undefined {
  return jobs.find((job) => job.id === id)
}

/** What neither asks for anything nor is open has left the list. */
function sorted(jobs: readonly Job[]): Job[] {
  return jobs.filter((job) => job.asks || isOpen(job)).toSorted((a, b) => b.createdAt - a.createdAt)
}
