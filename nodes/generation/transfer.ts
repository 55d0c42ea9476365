import type { ModelInfo } from '../models.ts'
import { fit, type Adjustment } from './fit.ts'
import type { Need } from './need.ts'

/**
 * What moving from one model to another would change: against what the first one would have sent, not against
 * what was once asked. What neither of them does is no loss, so it is left out.
 */
export function transfer(need: Need, from: ModelInfo, to: ModelInfo): Adjustment[] {
  const before = new Map(fit(need, from).adjustments.map((adjustment) => [adjustment.setting, adjustment]))
  return fit(need, to).adjustments.flatMap((after) => {
    const earlier = before.get(after.setting)
    if (earlier?.fate === 'refused' && after.fate === 'refused') return []
    if (earlier?.fate !== 'rounded' || after.fate === 'refused') return [after]
    const now = after.fate === 'rounded' ? after.sent : earlier.asked
    return now === earlier.sent
      ? [{ setting: after.setting, fate: 'kept' as const }]
      : [{ setting: after.setting, fate: 'rounded' as const, asked: earlier.sent, sent: now }]
  })
}
