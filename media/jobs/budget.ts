import type { Budget, Period } from '../../nodes/contract/money.ts'
import { AppError } from '../../nodes/errors.ts'
import type { JobsTable } from '../db/jobs.ts'
import { MICROS, toMicros } from './stored-job.ts'

/** What one job would take from the limits. */
export interface Claim {
  /** Undefined: nobody knows. */
  readonly micros: number | undefined
  readonly runId?: string | undefined
  /** What the person agreed to for this run. */
  readonly runLimitMicros?: number | undefined
  /** For the sentence. */
  readonly modelTitle: string
}

/**
 * Throws if the job does not fit every limit. Ask inside the transaction that writes the job down: between the
 * question and the row nothing else may be reserved.
 */
export function requireRoom(
  jobs: JobsTable,
  budget: Budget,
  { claim, now }: { claim: Claim; now: number },
): void {
  // What is free takes nothing from any limit, also where one was lowered below what is spent.
  if (claim.micros === 0) return
  const limits = limitsOf(budget, claim)
  if (claim.micros === undefined && limits.some(({ micros }) => micros !== undefined)) {
    throw new AppError('price_unknown', { model: claim.modelTitle, charge: 'none' })
  }
  for (const { period, micros, clips } of limits) {
    if (micros === undefined && clips === undefined) continue
    const counted = period === 'run' ? ofRun(jobs, claim) : jobs.countedSince(startOf(period, now))
    if (micros !== undefined && counted.micros + (claim.micros ?? 0) > micros) {
      throw new AppError('over_budget', {
        cost: (claim.micros ?? 0) / MICROS,
        left: Math.max(0, micros - counted.micros) / MICROS,
        period,
        charge: 'none',
      })
    }
    if (clips !== undefined && counted.clips + 1 > clips) {
      throw new AppError('over_clip_limit', { limit: clips, period, charge: 'none' })
    }
  }
}

interface Limit {
  readonly period: Period
  readonly micros: number | undefined
  readonly clips: number | undefined
}

function limitsOf(budget: Budget, claim: Claim): Limit[] {
  const micros = (period: Period) => {
    const usd = budget.usd[period]
    return usd === undefined ? undefined : toMicros(usd)
  }
  const agreed = claim.micros === undefined ? undefined : claim.runLimitMicros
  const run = [micros('run'), agreed].filter((limit) => limit !== undefined)
  return [
    { period: 'run', micros: run.length > 0 ? Math.min(...run) : undefined, clips: budget.clips.run },
    { period: 'day', micros: micros('day'), clips: budget.clips.day },
    { period: 'month', micros: micros('month'), clips: budget.clips.month },
  ]
}

function ofRun(jobs: JobsTable, { runId }: Claim) {
  return runId === undefined ? { micros: 0, clips: 0 } : jobs.countedInRun(runId)
}

/** The first instant of the day or month, by the clock on the wall. */
export function startOf(period: Exclude<Period, 'run'>, now: number): number {
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), period === 'month' ? 1 : date.getDate()).getTime()
}
