import { z } from 'zod'
import type { WorkflowDocument } from '../graph/document.ts'
import { createGraph, downstreamOf, flowOrder, upstreamOf } from '../graph/graph.ts'
import type { Take } from '../takes.ts'
import { nodeTypeOf } from '../types/index.ts'
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
  /** In US dollars. */
  readonly cost: number
}

export interface Plan {
  /** In flow order; nodes that merely hold values have no row. */
  readonly rows: readonly PlanRow[]
  readonly statuses: ReadonlyMap<string, NodeStatus>
}

/**
 * What a run would do, before it does it. A node behind one that runs is planned to run too; if what it then
 * receives turns out to be unchanged, the run reuses its take after all.
 */
export function planRun(document: WorkflowDocument, target: RunTarget, world: StatusWorld): Plan {
  return planOver(document, target, statusOf(document, world))
}

/** The same for whoever knows already what every node is. */
export function planOver(document: WorkflowDocument, target: RunTarget, statuses: Plan['statuses']): Plan {
  const graph = createGraph(document)
  const wanted = wantedNodes(document, target)
  const forced = target.kind === 'new-takes' ? new Set(target.nodeIds) : new Set<string>()
  // What stands before the wanted nodes is only of interest as far as it is not fresh.
  const needed = new Set([...upstreamOf(graph, wanted)].filter((id) => !isFresh(statuses.get(id)!)))
  const rows: PlanRow[] = []
  for (const id of flowOrder(graph).order) {
    const row = wanted.has(id) || needed.has(id) ? planNode(statuses.get(id)!, forced.has(id)) : undefined
    if (row && nodeTypeOf(graph.nodes.get(id)!.type)?.kind !== 'value') rows.push(row)
  }
  const looped = flowOrder(graph).looped.filter((id) => wanted.has(id) || needed.has(id))
  rows.push(...looped.map((id) => planNode(statuses.get(id)!, false)))
  return { rows, statuses }
}

/** The number that the next take of these inputs gets, so that it differs from those before it. */
export function nextVariation(takes: readonly Take[], signature: string): number {
  const same = takes.filter((take) => take.signature === signature).map(({ variation }) => variation)
  return same.length === 0 ? 0 : Math.max(...same) + 1
}

function wantedNodes(document: WorkflowDocument, target: RunTarget): Set<string> {
  if (target.kind === 'all') return new Set(document.nodes.map(({ id }) => id))
  if (target.kind === 'from') {
    return downstreamOf(createGraph(document), [target.nodeId]).add(target.nodeId)
  }
  const present = new Set(document.nodes.map(({ id }) => id))
  return new Set(target.nodeIds.filter((id) => present.has(id)))
}

function planNode(status: NodeStatus, forced: boolean): PlanRow {
  const row = { nodeId: status.nodeId, status, newTake: forced, cost: 0 }
  if (forced && (isRunnable(status) || isFresh(status))) return { ...row, action: 'run' }
  if (isRunnable(status)) return { ...row, action: 'run', newTake: false }
  return { ...row, newTake: false, action: isFresh(status) ? 'reuse' : 'blocked' }
}
