import { needOf } from '../../nodes/engine/needs.ts'
import type { PlanRow } from '../../nodes/engine/plan.ts'
import type { Need } from '../../nodes/generation/need.ts'
import { quote, type Offers, type Quote } from '../../nodes/generation/quote.ts'
import { incomingOf } from '../../nodes/graph/graph.ts'
import type { NodeStatus } from '../../nodes/engine/status.ts'
import { sumUsd } from '../../nodes/money.ts'
import { graphOf } from './graph-lookup.ts'
import { selectOffers } from './offers.ts'
import { statusesOf } from './statuses.ts'
import type { Store } from './types.ts'

interface Asked {
  /** What it depends on: the node, what flows into it, and from where. */
  readonly statuses: readonly (NodeStatus | undefined)[]
  readonly connections: Store['document']['connections']
  readonly need: Need | undefined
}

const asked = new Map<string, Asked>()

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
  const all = statusesOf(state)
  const graph = graphOf(state.document)
  const { connections } = state.document
  const statuses = [nodeId, ...incomingOf(graph, nodeId).map(({ from }) => from.node)].map((id) =>
    all.get(id),
  )
  const before = asked.get(nodeId)
  const isSame =
    before?.connections === connections && before.statuses.every((status, at) => status === statuses[at])
  if (isSame) return before.need
  const need = needOf(nodeId, { graph, statuses: all })
  asked.set(nodeId, { statuses, connections, need })
  return need
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
  const sum = sums.get(rows) ?? costOfQuotes(rows.map(({ quote }) => quote))
  sums.set(rows, sum)
  return sum
}

export function costOfQuotes(quotes: readonly (Quote | undefined)[]): RunCost {
  const priced = quotes.filter((quote) => quote?.ok === true)
  return {
    usd: sumUsd(priced.map(({ estimate }) => estimate?.usd ?? 0)),
    unknown: priced.filter(({ estimate }) => estimate === undefined).length,
  }
}
