import { describe, expect, it } from 'vitest'
import { Budget } from '../../nodes/contract/money.ts'
import type { Plan, PlanRow } from '../../nodes/engine/plan.ts'
import { agreedLimit } from './agreed-limit.ts'

/** A plan whose nodes cost so much each; undefined: nobody knows. */
function planOf(...costs: (number | undefined)[]): Plan {
  const rows = costs.map((usd, index) => ({
    nodeId: `clip-${index}`,
    action: 'run',
    cost: usd ?? 0,
    quote: { ok: true, estimate: usd === undefined ? undefined : { usd, source: 'list' } },
  }))
  return { rows: rows as unknown as PlanRow[], statuses: new Map() }
}

const budget = (confirmAboveUsd: number) => Budget.parse({ confirmAboveUsd })
const limit = (plan: Plan, agreedUsd?: number, above = 1) =>
  agreedLimit(plan, { budget: budget(above), agreedUsd })
const unconfirmed = (details: object) => expect.objectContaining({ code: 'cost_unconfirmed', details })

describe('a run that nobody agreed to', () => {
  it('may spend what passes unasked, and is asked about above that', () => {
    expect(limit(planOf(0.4, 0.6))).toBe(1_000_000)
    expect(limit(planOf())).toBe(1_000_000)
    expect(() => limit(planOf(0.4, 0.6, 0.000_001))).toThrow(unconfirmed({ cost: 1.000_001 }))
  })

  it('is added up exactly: ten times 0.1 is 1', () => {
    expect(limit(planOf(...Array.from({ length: 10 }, () => 0.1)))).toBe(1_000_000)
    expect(limit(planOf(0.1, 0.2), undefined, 0.3)).toBe(300_000)
  })

  it('is always asked about where the price of anything is unknown', () => {
    expect(() => limit(planOf(0.2, undefined))).toThrow(unconfirmed({ cost: 0.2, unknown: 1 }))
    expect(() => limit(planOf(undefined), undefined, 1_000)).toThrow(unconfirmed({ cost: 0, unknown: 1 }))
  })

  it('is asked about at any price where nothing passes unasked, but not when it is free', () => {
    expect(limit(planOf(0, 0), undefined, 0)).toBe(0)
    expect(() => limit(planOf(0.01), undefined, 0)).toThrow(unconfirmed({ cost: 0.01 }))
  })

  it('is not asked about for what cannot be made as it stands', () => {
    const plan = planOf(0.2)
    const row = { ...plan.rows[0]!, cost: 0, quote: { ok: false, adjustments: [] } } as unknown as PlanRow
    expect(limit({ ...plan, rows: [...plan.rows, row] })).toBe(1_000_000)
  })
})

describe('a run that was agreed to', () => {
  it('may spend exactly that, more or less than passes unasked', () => {
    expect(limit(planOf(0.6), 0.6)).toBe(600_000)
    expect(limit(planOf(12), 12.5)).toBe(12_500_000)
    expect(limit(planOf(undefined), 0)).toBe(0)
  })

  it('is asked about anew when it needs more by now', () => {
    expect(() => limit(planOf(0.6), 0.599_999)).toThrow(unconfirmed({ cost: 0.6 }))
    expect(() => limit(planOf(0.6, undefined), 0.5)).toThrow(unconfirmed({ cost: 0.6, unknown: 1 }))
  })
})
