import { z } from 'zod'
import type { Need } from '../generation/need.ts'
import type { Quote } from '../generation/quote.ts'
import type { WorkflowDocument } from '../graph/document.ts'
import { createGraph, downstreamOf, flowOrder, upstreamOf, type Graph } from '../graph/graph.ts'
import { sumUsd } from '../money.ts'
import type { Take } from '../takes.ts'
import { nodeTypeOf } from '../types/index.ts'
import { needOf } from './needs.ts'
import { isFresh, isRunnable, statusOf, type NodeStatus, type StatusWorld } from './status.ts'

/** What the person asked to run. */
export const RunTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  /** These nodes, and what is out of date before them. */
  z.object({ kind: z.literal('nodes'), nodeIds: z.array(z.string()).min(1) }),
  /** This node and all behind it, and what is out of date before them. */
  z.object({ kind: z.literal('from'), nodeId: z.string() }),
  /** One more take of each of these nodes, even if nothing changed. */
  z.object({ kind: z.literal('new-takes'), nodeIds: z.array(z.string()).min(1) }),
])
export type RunTarget = z.infer<typeof RunTarget>

export interface PlanRow {
  readonly nodeId: string
  readonly action: 'run' | 'reuse' | 'blocked'
  readonly status: NodeStatus
  /** Only for `run`: make another take although one of the same inputs exists. */
  readonly newTake: boolean
  /** In US dollars, as far as it is known; 0 for what is reused or makes no use of a model. */
  readonly cost: number
  /** What it would be made with. Only for nodes that run and ask a model, where the plan was given quotes. */
  readonly quote?: Quote
}

export interface Plan {
  /** In flow order; nodes that merely hold values have no row. */
  readonly rows: readonly PlanRow[]
  readonly statuses: ReadonlyMap<string, NodeStatus>
}

/** Answers what a need would be made with and cost. */
export type Quotes = (need: Need) => Quote

/**
 * What a run would do, before it does it. A node behind one that runs is planned to run too; if what it then
 * receives turns out to be unchanged, the run reuses its take after all.
 */
export function planRun(
  document: WorkflowDocument,
  target: RunTarget,
  world: StatusWorld & { readonly quotes?: Quotes },
): Plan {
  const statuses = statusOf(document, world)
  return planOver(document, target, { statuses, ...(world.quotes && { quotes: world.quotes }) })
}

/** The same for whoever knows already what every node is. */
export function planOver(
  document: WorkflowDocument,
  target: RunTarget,
  { statuses, quotes }: Pick<Plan, 'statuses'> & { readonly quotes?: Quotes },
): Plan {
  const graph = createGraph(document)
  const wanted = wantedNodes(graph, target)
  const forced = target.kind === 'new-takes' ? new Set(target.nodeIds) : new Set<string>()
  // What stands before the wanted nodes is only of interest as far as it is not fresh.
  const needed = new Set([...upstreamOf(graph, wanted)].filter((id) => !isFresh(statuses.get(id)!)))
  const concerned = (id: string) => wanted.has(id) || needed.has(id)
  const { order, looped } = flowOrder(graph)
  const makers = order.filter((id) => nodeTypeOf(graph.nodes.get(id)!.type)?.kind !== 'value')
  const rows = [
    ...makers.filter(concerned).map((id) => planNode(statuses.get(id)!, forced.has(id))),
    ...looped.filter(concerned).map((id) => planNode(statuses.get(id)!, false)),
  ]
  return { rows: quotes ? rows.map((row) => priced(row, { graph, statuses, quotes })) : rows, statuses }
}

/** What a plan would cost, in US dollars, as far as it is known. */
export function costOf(rows: readonly PlanRow[]): number {
  return sumUsd(rows.map(({ cost }) => cost))
}

function priced(row: PlanRow, world: Pick<Plan, 'statuses'> & { graph: Graph; quotes: Quotes }): PlanRow {
  const need = row.action === 'run' ? needOf(row.nodeId, world) : undefined
  if (!need) return row
  const quote = world.quotes(need)
  return { ...row, quote, cost: (quote.ok ? quote.estimate?.usd : undefined) ?? 0 }
}

/** The number that the next take of these inputs gets, so that it differs from those before it. */
export function nextVariation(takes: readonly Take[], signature: string): number {
  const same = takes.filter((take) => take.signature === signature).map(({ variation }) => variation)
  return same.length === 0 ? 0 : Math.max(...same) + 1
}

function wantedNodes(graph: Graph, target: RunTarget): Set<string> {
  if (target.kind === 'all') return new Set(graph.nodes.keys())
  if (target.kind === 'from') return downstreamOf(graph, [target.nodeId]).add(target.nodeId)
  return new Set(target.nodeIds.filter((id) => graph.nodes.has(id)))
}

function planNode(status: NodeStatus, forced: boolean): PlanRow {
  const row = { nodeId: status.nodeId, status, newTake: forced, cost: 0 }
  if (forced && (isRunnable(status) || isFresh(status))) return { ...row, action: 'run' }
  if (isRunnable(status)) return { ...row, action: 'run', newTake: false }
  return { ...row, newTake: false, action: isFresh(status) ? 'reuse' : 'blocked' }
}
