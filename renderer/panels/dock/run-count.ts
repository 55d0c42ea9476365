import type { NodeRunState, Run, RunNode } from '../../../nodes/contract/records.ts'

/** How many nodes of a run ended in which way. */
export function countRun({ nodes }: Pick<Run, 'nodes'>) {
  const count = (...states: NodeRunState[]) => nodes.filter(({ state }) => states.includes(state)).length
  return {
    made: count('done'),
    reused: count('reused'),
    failed: count('failed'),
    held: count('held'),
    waiting: count('skipped'),
    stopped: count('stopped'),
  }
}

/** What a node of a run cost. What was under way when the app ended is counted where it was picked up. */
export function costIn(run: Pick<Run, 'state'>, { state, cost }: Pick<RunNode, 'state' | 'cost'>): number {
  return run.state === 'interrupted' && state !== 'done' ? 0 : cost
}
