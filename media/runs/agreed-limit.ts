import type { Budget } from '../../nodes/contract/money.ts'
import { costOf, type Plan } from '../../nodes/engine/plan.ts'
import { AppError } from '../../nodes/errors.ts'
import { MICROS, toMicros } from '../jobs/stored-job.ts'

/**
 * What a run may spend, in millionths of a dollar. Throws cost_unconfirmed where the person has to agree first: it
 * needs more than may pass unasked, more than was agreed to, or nobody knows how much.
 */
export function agreedLimit(
  plan: Plan,
  { budget, agreedUsd }: { budget: Budget; agreedUsd: number | undefined },
): number {
  const allowed = toMicros(agreedUsd ?? budget.confirmAboveUsd)
  const needed = toMicros(costOf(plan.rows))
  const unknown = plan.rows.some(({ quote }) => quote?.ok && quote.estimate === undefined)
  if (needed <= allowed && (!unknown || agreedUsd !== undefined)) return allowed
  throw new AppError('cost_unconfirmed', { cost: needed / MICROS, ...(unknown && { unknown: 1 }) })
}
