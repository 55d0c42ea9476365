import { AppError } from '../../nodes/errors.ts'
import type { Ledger } from './ledger.ts'
import type { StoredJob } from './stored-job.ts'

/**
 * Settles an intent whose create nobody waits for: the app ended, or the answer could not be written down. If
 * nothing was on its way, nothing was paid; else nobody knows.
 */
export function settleStray(job: StoredJob, ledger: Ledger, title: string): StoredJob {
  if (job.sentAt === undefined) return ledger.canceled(job.id, { charge: 'none' })
  return ledger.unknown(job.id, new AppError('outcome_unknown', { provider: title }))
}
