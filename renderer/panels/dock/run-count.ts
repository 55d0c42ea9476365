import type { NodeRunState, Run } from '../../../nodes/contract/records.ts'

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
