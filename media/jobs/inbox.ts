import type { JobAnswer } from '../../nodes/contract/money.ts'
import { AppError } from '../../nodes/errors.ts'
import type { Tables } from '../db/tables.ts'
import type { Connections } from '../providers/connections.ts'
import type { Followers } from './followers.ts'
import type { Ledger } from './ledger.ts'
import { lookUpLost } from './look-up.ts'
import { isOpen, type StoredJob } from './stored-job.ts'
import { settleStray } from './stray-intent.ts'

export interface InboxParts {
  readonly tables: Tables
  readonly ledger: Ledger
  readonly followers: Followers
  readonly connections: Connections
  readonly titleOf: (provider: string) => string
  readonly lifetime: AbortSignal
}

/** What waits for a word of the person, and what the app takes up by itself when it starts. */
export function createInbox({ tables, ledger, followers, connections, titleOf, lifetime }: InboxParts) {
  async function check(job: StoredJob): Promise<void> {
    if (job.state !== 'unknown') return followers.follow(job).wake()
    const connection = connections.open(job.provider)
    const found = await lookUpLost(job, { ledger, connection, signal: lifetime })
    if (found) followers.follow(found)
  }

  return {
    check,

    /** Answers the jobs that are followed again. What is parked stays so. */
    takeUp(): StoredJob[] {
      const followed: StoredJob[] = []
      for (const open of tables.jobs.listOpen()) {
        // Of a provider that another version of the app knew, nothing can be asked here.
        if (open.error?.code === 'job_parked' || !connections.knows(open.provider)) continue
        const job = open.state === 'intent' ? settleStray(open, ledger, titleOf(open.provider)) : open
        // A look-up that does not come through now is there to be asked for in the inbox.
        if (job.state === 'unknown') void check(job).catch(() => undefined)
        else if (job.state !== 'canceled') {
          followers.follow(job)
          followed.push(job)
        }
      }
      return followed
    },

    /** What a job has no use for changes nothing. */
    async answer(id: string, said: JobAnswer): Promise<StoredJob> {
      const job = ledger.get(id)
      if (!job) throw new AppError('not_found', { what: 'This job' })
      const canFollow = job.externalId !== undefined && (isOpen(job) || job.state === 'expired')
      if (said === 'charged' || said === 'not-charged') settleByHand(job, said === 'charged')
      else if (said === 'cancel') {
        if (canFollow && isOpen(job)) followers.follow(job).cancel()
      } else if (canFollow || job.state === 'unknown') await check(toGoOn(job, said))
      return ledger.get(id)!
    },
  }

  /** A word from the person brings back what was parked or forgotten. */
  function toGoOn(job: StoredJob, said: JobAnswer): StoredJob {
    return said === 'resume' || job.state === 'expired' ? ledger.resume(job.id) : job
  }

  function settleByHand(job: StoredJob, charged: boolean): void {
    if (!job.asks) return
    if (followers.isWorking(job.id)) {
      throw new AppError('invalid_input', { reason: 'the provider still answers about this job' })
    }
    ledger.settledBy(job.id, charged)
  }
}
