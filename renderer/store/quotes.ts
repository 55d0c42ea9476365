import { needOf } from '../../nodes/engine/needs.ts'
import { costOf, type PlanRow } from '../../nodes/engine/plan.ts'
import type { Need } from '../../nodes/generation/need.ts'
import { quote, type Offers, type Quote } from '../../nodes/generation/quote.ts'
import { graphOf } from './graph-lookup.ts'
import { selectOffers } from './offers.ts'
import { statusesOf } from './statuses.ts'
import type { Store } from './types.ts'

interface Priced {
  readonly statuses: ReturnType<typeof statusesOf>
  readonly connections: Store['document']['connections']
  readonly needs: Map<string, Need | undefined>
}

let priced: Priced | undefined

/**
 * What a node would be made with and cost; undefined for nodes that ask no model. Worked out once for each change of
 * what it depends on, and not at all while nodes are moved.
 */
export function selectQuote(state: Store, nodeId: string): Quote | undefined {
  const need = selectNeed(state, nodeId)
  // Until the core told what there is, nothing is missing.
  if (state.models.length === 0) return undefined
  return need && quoteFor(need, selectOffers(state))
}

/** What a node asks of whatever model makes it. */
export function selectNeed(state: Store, nodeId: string): Need | undefined {
  const statuses = statusesOf(state)
  const { connections } = state.document
  if (priced?.statuses !== statuses || priced.connections !== connections) {
    priced = { statuses, connections, needs: new Map() }
  }
  const { needs } = priced
  if (!needs.has(nodeId)) needs.set(nodeId, needOf(nodeId, { graph: graphOf(state.document), statuses }))
  return needs.get(nodeId)
}

const known = new WeakMap<Offers, Map<string, Quote>>()

/** The same object for the same need: many nodes ask for the same, and one that is typed in asks for little else. */
export function quoteFor(need: Need, offers: Offers): Quote {
  const quotes = known.get(offers) ?? new Map<string, Quote>()
  known.set(offers, quotes)
  const key = JSON.stringify(need)
  const found = quotes.get(key) ?? quote(need, offers)
  quotes.set(key, found)
  return found
}

/** Whether a card would say the same. */
export function saysTheSame(a: Quote | undefined, b: Quote | undefined): boolean {
  if (a === b) return true
  if (!a || !b || a.model !== b.model) return false
  return JSON.stringify({ ...a, model: undefined }) === JSON.stringify({ ...b, model: undefined })
}

export interface RunCost {
  /** As far as it is known, in US dollars. */
  readonly usd: number
  /** How many of the nodes have a price that nobody knows. */
  readonly unknown: number
}

const sums = new WeakMap<readonly PlanRow[], RunCost>()

/** What a plan would cost. The same object for the same plan. */
export function costOfRows(rows: readonly PlanRow[]): RunCost {
  const sum = sums.get(rows) ?? {
    usd: costOf(rows),
    unknown: rows.filter((row) => row.quote?.ok && row.quote.estimate === undefined).length,
  }
  sums.set(rows, sum)
  return sum
}
