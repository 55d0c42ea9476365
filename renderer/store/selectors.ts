import { planOver, type PlanRow, type RunTarget } from '../../nodes/engine/plan.ts'
import type { Need } from '../../nodes/generation/need.ts'
import type { Offers } from '../../nodes/generation/quote.ts'
import { isFresh, isRunnable, type NodeStatus } from '../../nodes/engine/status.ts'
import type { Media } from '../../nodes/media.ts'
import type { Take } from '../../nodes/takes.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import { nodeById } from './node-view.ts'
import { selectOffers } from './offers.ts'
import { costOfQuotes, costOfRows, quoteFor, selectQuote, type RunCost } from './quotes.ts'
import { statusesOf } from './statuses.ts'
import { storyOrder } from './story-order.ts'
import type { Store } from './types.ts'

export { graphOf, nodeById, selectNodeView } from './node-view.ts'
export { selectFilm, type Film, type FilmShot } from './film.ts'
export {
  isFromBefore,
  selectInboxCount,
  selectMoneyMatters,
  selectOffers,
  selectReadyProviders,
} from './offers.ts'
export { selectNeed, selectQuote } from './quotes.ts'
export { statusesOf as selectStatuses } from './statuses.ts'

/** Keys of the `edits` namespace, for "Undo Move". */
export const selectUndoLabel = (state: Store) => state.history.past.at(-1)?.label
export const selectRedoLabel = (state: Store) => state.history.future[0]?.label

/** The take that feeds what follows. */
export function activeTakeOf(state: Store, nodeId: string): Take | undefined {
  return statusesOf(state).get(nodeId)?.take
}

export interface RunCounts {
  /** How many would be made now, and of how many. */
  readonly toRun: number
  readonly makers: number
  /** How many cannot be made before somebody puts something right. */
  readonly stuck: number
}

interface Counted {
  readonly statuses: ReadonlyMap<string, NodeStatus>
  readonly connections: Store['document']['connections']
  readonly offers: Offers
  readonly counts: RunCounts
  readonly cost: RunCost
}
let counted: Counted | undefined

/** "4 of 9", as the plan of a whole run would count them, without making the plan: it is asked with every letter. */
export function selectRunCounts(state: Store): RunCounts {
  return countAll(state).counts
}

function countAll(state: Store): Counted {
  const statuses = statusesOf(state)
  const offers = selectOffers(state)
  const { connections } = state.document
  if (counted?.statuses === statuses && counted.connections === connections && counted.offers === offers) {
    return counted
  }
  const makers = [...statuses.values()].filter(({ nodeId }) => {
    const node = nodeById(state.document, nodeId)
    return node !== undefined && nodeTypeOf(node.type)?.kind === 'maker'
  })
  const quotes = makers.filter(isRunnable).map(({ nodeId }) => selectQuote(state, nodeId))
  const makeable = quotes.filter((quote) => quote?.ok !== false)
  const stuck = makers.length - makeable.length - makers.filter(isFresh).length
  const counts = { toRun: makeable.length, makers: makers.length, stuck }
  counted = { statuses, connections, offers, counts, cost: costOfQuotes(makeable) }
  return counted
}

interface Planned {
  readonly statuses: ReadonlyMap<string, NodeStatus>
  readonly connections: Store['document']['connections']
  readonly offers: Offers
  readonly rows: Map<string, readonly PlanRow[]>
}
let planned: Planned | undefined

/** What a run would do and cost now. Asked after every change, by buttons and menus. */
export function selectPlanRows(state: Store, target: RunTarget): readonly PlanRow[] {
  const statuses = statusesOf(state)
  const offers = selectOffers(state)
  const { connections } = state.document
  if (planned?.statuses !== statuses || planned.connections !== connections || planned.offers !== offers) {
    planned = { statuses, connections, offers, rows: new Map() }
  }
  const key = JSON.stringify(target)
  const quotes = (need: Need) => quoteFor(need, offers)
  const rows = planned.rows.get(key) ?? planOver(state.document, target, { statuses, quotes }).rows
  planned.rows.set(key, rows)
  return rows
}

/** What a run would cost now. */
export function selectRunCost(state: Store, target: RunTarget): RunCost {
  if (target.kind === 'all') return countAll(state).cost
  return costOfRows(selectPlanRows(state, target))
}

let ordered:
  { nodes: string; connections: Store['document']['connections']; order: readonly string[] } | undefined

/** Node ids as the story is told: the order of Tab, of the outline and of screen readers. */
export function selectStoryOrder({ document }: Store): readonly string[] {
  const nodes = document.nodes.map(({ id }) => id).join('\n')
  if (ordered?.connections === document.connections && ordered.nodes === nodes) return ordered.order
  const order = storyOrder(document)
  ordered = { nodes, connections: document.connections, order }
  return order
}

let leafed: { readonly takes: Store['takes']; readonly newest: Take | undefined } | undefined

/** The take that any run of this workflow made or reused last. */
export function selectNewestTake({ takes }: Store): Take | undefined {
  if (leafed?.takes !== takes) {
    const newest = Object.values(takes)
      .flat()
      .reduce<Take | undefined>((a, b) => (a && a.activatedAt >= b.activatedAt ? a : b), undefined)
    leafed = { takes, newest }
  }
  return leafed.newest
}

/** What the viewer shows: what was asked for or selected last, else the newest that this workflow has made. */
export function mediaInView(state: Store): Media | undefined {
  const { mediaId } = state.viewed ?? selectNewestTake(state) ?? {}
  return mediaId === undefined ? undefined : state.media[mediaId]
}
