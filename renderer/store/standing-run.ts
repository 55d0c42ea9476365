import type { RunNode } from '../../nodes/contract/records.ts'
import { isFresh } from '../../nodes/engine/status.ts'
import { incomingOf, upstreamOf, type Graph } from '../../nodes/graph/graph.ts'
import { nodeName } from '../i18n/node-words.ts'
import { graphOf, nodeById } from './graph-lookup.ts'
import { statusesOf } from './statuses.ts'
import type { Store } from './types.ts'

type World = Pick<Store, 'document' | 'nodeRuns' | 'runs' | 'takes' | 'media'>

/** What a run says of a node, with what only its run as a whole knows. */
export type StandingRun = RunNode & {
  /** The app ended while this was being made. */
  readonly cutOff?: true
}

/**
 * What the latest run of a node still has to say. How a run ended is the past: it counts only until the node, or
 * the one it waited for, is what was asked for after all.
 */
export function standingRun(state: World, nodeId: string): StandingRun | undefined {
  const run = state.nodeRuns[nodeId]
  switch (run?.state) {
    case 'failed':
    case 'held':
      return wasMadeSince(state, run) ? undefined : run
    case 'skipped':
      return stillSkipped(state, run)
    case 'stopped': {
      if (wasMadeSince(state, run)) return undefined
      const cutOff = state.runs.some(({ id, state }) => id === run.runId && state === 'interrupted')
      return cutOff ? variantOf(run, { cutOff }) : run
    }
    case 'waiting':
    case 'running':
    case 'done':
    case 'reused':
    case undefined:
      return run
  }
}

/** Whether a take came into use after this: the node did become what was asked for, whatever it is by now. */
function wasMadeSince(state: World, run: RunNode): boolean {
  const since = run.endedAt ?? run.startedAt
  const take = statusesOf(state).get(run.nodeId)?.take
  return since !== undefined && take !== undefined && take.activatedAt > since
}

/** It names the node that is the cause now: the one it waited for may have been made since, and another not. */
function stillSkipped(state: World, run: RunNode): RunNode | undefined {
  const graph = graphOf(state.document)
  const causes = nearestFirst(graph, run.nodeId)
    .filter((id) => didNotFinish(state, id))
    .map((id) => nodeName(nodeById(state.document, id)!))
  const source = causes.find((name) => name === run.source) ?? causes[0]
  if (source === undefined) return undefined
  return source === run.source ? run : variantOf(run, { source })
}

function nearestFirst(graph: Graph, nodeId: string): string[] {
  const direct = incomingOf(graph, nodeId).map(({ from }) => from.node)
  return [...new Set([...direct, ...upstreamOf(graph, [nodeId])])].filter((id) => id !== nodeId)
}

function didNotFinish(state: World, id: string): boolean {
  const status = statusesOf(state).get(id)
  if (!status || isFresh(status)) return false
  if (status.state === 'needs-fix' || status.state === 'needs-input') return true
  const run = state.nodeRuns[id]
  const ended = run?.state === 'failed' || run?.state === 'held' || run?.state === 'stopped'
  return ended && !wasMadeSince(state, run)
}

const variants = new WeakMap<RunNode, Map<string, StandingRun>>()

/** The same object for the same words, so that a card is not drawn again for nothing. */
function variantOf(run: RunNode, change: Pick<StandingRun, 'source' | 'cutOff'>): StandingRun {
  const known = variants.get(run) ?? new Map<string, StandingRun>()
  variants.set(run, known)
  const key = JSON.stringify(change)
  const variant = known.get(key) ?? { ...run, ...change }
  known.set(key, variant)
  return variant
}
