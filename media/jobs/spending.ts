import type { Spending } from '../../nodes/contract/money.ts'
import type { Counted, CountedShare } from '../db/job-sums.ts'
import type { JobsTable } from '../db/jobs.ts'
import { startOf } from './budget.ts'
import { MICROS } from './stored-job.ts'

const DAYS = 30

/** What was spent and what is reserved, as the ledger has it. */
export function readSpending(jobs: JobsTable, now: number, titleOf: (provider: string) => string): Spending {
  const month = startOf('month', now)
  const { byProvider, byModel, byWorkflow } = jobs.sharesSince(month)
  const today = new Date(now)
  const firstDay = new Date(today.getFullYear(), today.getMonth(), today.getDate() - DAYS + 1)
  const spent = new Map(jobs.daysSince(firstDay.getTime()).map((day) => [day.name, day]))
  return {
    day: total(jobs.countedSince(startOf('day', now))),
    month: total(jobs.countedSince(month)),
    byProvider: byProvider.map((share) => ({ ...shareOf(share), name: titleOf(share.name) })),
    byModel: byModel.map(shareOf),
    byWorkflow: byWorkflow.map(shareOf),
    byDay: Array.from({ length: DAYS }, (_, index) => {
      const name = dayName(firstDay, index)
      return shareOf(spent.get(name) ?? { name, micros: 0, clips: 0 })
    }),
    unusedUsd: jobs.unusedMicros() / MICROS,
  }
}

function total({ micros, reservedMicros, clips }: Counted): Spending['day'] {
  return { usd: micros / MICROS, reservedUsd: reservedMicros / MICROS, clips }
}

function shareOf({ name, micros, clips }: CountedShare) {
  return { name, usd: micros / MICROS, clips }
}

/** "2026-11-21", by the clock on the wall, as SQLite's `date(…, 'localtime')` says it. */
function dayName(first: Date, offset: number): string {
  const day = new Date(first)
  day.setDate(day.getDate() + offset)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}
