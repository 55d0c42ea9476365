import type { Budget, Period, Spending } from '../../nodes/contract/money.ts'
import type { PlanRow, RunTarget } from '../../nodes/engine/plan.ts'
import type { Quote } from '../../nodes/generation/quote.ts'
import { upstreamOf, type Graph } from '../../nodes/graph/graph.ts'
import { microsOf, usdOf } from '../../nodes/money.ts'
import { costOfRows } from './quotes.ts'

/** One node of a run that has to be paid for. */
export interface PaidRow {
  readonly nodeId: string
  readonly quote: Extract<Quote, { ok: true }>
}

/** A limit that a run would go over. */
export interface Crossing {
  readonly period: Period
  readonly of: 'usd' | 'clips'
  readonly limit: number
  readonly left: number
}

/** All that a person needs to know before they agree to pay. */
export interface RunQuestion {
  readonly paid: readonly PaidRow[]
  readonly usd: number
  /** How many of them have a price that nobody knows. */
  readonly unknown: number
  readonly crossing?: Crossing
  /** What remains of each money limit after the run; only limits that are set. */
  readonly leftAfter: readonly { readonly period: 'day' | 'month'; readonly usd: number }[]
  /** The nodes that could run within all limits, of how many that could be made at all. */
  readonly fits: readonly string[]
  readonly fitsUsd: number
  readonly total: number
  /** Whether it must be asked at all. */
  readonly asks: boolean
}

interface Purse {
  readonly budget: Budget
  readonly spending: Spending | undefined
  readonly graph: Graph
}

/** Works out, before anything is sent, what a run would cost and which limit it would cross. */
export function questionOf(rows: readonly PlanRow[], purse: Purse): RunQuestion {
  const running = rows.filter(({ action }) => action === 'run')

  const paid = running.flatMap(({ nodeId, quote }) => (isPaid(quote) ? [{ nodeId, quote }] : []))
  const { usd, unknown } = costOfRows(rows)
  const crossing = tightest(crossingsOf(paid, usd, purse))
  return {
    paid,
    usd,
    unknown,
    ...(crossing && { crossing }),
    leftAfter: (['day', 'month'] as const).flatMap((period) => {
      const left = leftOf('usd', period, purse)
      return left === undefined ? [] : [{ period, usd: usdOf(microsOf(left) - microsOf(usd)) }]
    }),
    ...fitting(running, purse),
    total: running.filter(({ quote }) => quote?.ok !== false).length,
    asks: paid.length > 0 && (usd > purse.budget.confirmAboveUsd || unknown > 0 || crossing !== undefined),
  }
}

/** What the person agrees to: the whole cents that the run will not go over. */
export function agreedUsd(usd: number): number {
  return Math.ceil(microsOf(usd) / 10_000) / 100
}

/** The part of a target that only some of its nodes are. */
export function narrowed(target: RunTarget, nodeIds: readonly string[]): RunTarget {
  if (target.kind !== 'new-takes') return { kind: 'nodes', nodeIds: [...nodeIds] }
  return { kind: 'new-takes', nodeIds: target.nodeIds.filter((id) => nodeIds.includes(id)) }
}

function isPaid(quote: Quote | undefined): quote is PaidRow['quote'] {
  return quote?.ok === true && !quote.model.local && quote.estimate?.source !== 'free'
}

const periods = ['run', 'day', 'month'] as const

function leftOf(of: 'usd' | 'clips', period: Period, { budget, spending }: Purse): number | undefined {
  const limit = budget[of][period]
  if (limit === undefined) return undefined
  return Math.max(0, limit - (period === 'run' ? 0 : (spending?.[period][of] ?? 0)))
}

function crossingsOf(paid: readonly PaidRow[], usd: number, purse: Purse): Crossing[] {
  if (paid.length === 0) return []
  const wanted = { usd: microsOf(usd), clips: microsOf(paid.length) }
  return (['usd', 'clips'] as const).flatMap((of) =>
    periods.flatMap((period) => {
      const left = leftOf(of, period, purse)
      if (left === undefined || wanted[of] <= microsOf(left)) return []
      return [{ period, of, limit: purse.budget[of][period]!, left }]
    }),
  )
}

/** Money before clips, and of those the limit with the least left. */
function tightest(crossings: readonly Crossing[]): Crossing | undefined {
  const money = crossings.filter(({ of }) => of === 'usd')
  return (money.length > 0 ? money : crossings).toSorted((a, b) => a.left - b.left)[0]
}

/** In the order of the story: whoever comes first gets the money, and what stands behind a gap cannot be made. */
function fitting(running: readonly PlanRow[], purse: Purse): Pick<RunQuestion, 'fits' | 'fitsUsd'> {
  const least = (of: 'usd' | 'clips') =>
    Math.min(...periods.map((period) => microsOf(leftOf(of, period, purse) ?? Infinity)))
  let [micros, clips] = [least('usd'), least('clips')]
  const dropped = new Set<string>()
  const kept: string[] = []
  let spent = 0
  for (const { nodeId, quote } of running) {
    const paid = isPaid(quote)
    // A price that nobody knows fits no limit on money.
    const price = paid
      ? quote.estimate
        ? microsOf(quote.estimate.usd)
        : micros === Infinity
          ? 0
          : Infinity
      : 0
    const gap = [...upstreamOf(purse.graph, [nodeId])].some((id) => dropped.has(id))
    if (gap || quote?.ok === false || price > micros || (paid && clips < microsOf(1))) {
      dropped.add(nodeId)
      continue
    }
    micros -= price
    if (paid) clips -= microsOf(1)
    spent += price
    kept.push(nodeId)
  }
  return { fits: kept, fitsUsd: usdOf(spent) }
}
