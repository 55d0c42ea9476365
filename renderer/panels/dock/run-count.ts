import type { NodeRunState, Run } from '../../../nodes/contract/records.ts'

/** How many nodes of a run ended in which way. */
export function countRun({ nodes }: Pick<Run, 'nodes'>) {
  const count = (...states: NodeRunState[]) => nodes.filter(({ state }) => states.includes(state)).length
  return {
    made: count('done'),
    reused: count('reused'),
    failed: count('failed'),
    waiting: count('skipped'),
    stopped: count('stopped'),
  }
}

/** How many runs began since midnight, and what they cost. */
export function countToday(runs: readonly Run[], now: Date = new Date()) {
  const midnight = new Date(now).setHours(0, 0, 0, 0)
  const today = runs.filter(({ startedAt }) => startedAt >= midnight)
  const cost = today.flatMap(({ nodes }) => nodes).reduce((sum, node) => sum + node.cost, 0)
  return { count: today.length, cost }
}
