import type { RunNode } from '../../../nodes/contract/records.ts'

/** How far a run has come, 0 to 1: every node counts alike, whoever works counts as far as it is. */
export function runProgress(nodes: readonly RunNode[]): number {
  if (nodes.length === 0) return 0
  const parts = nodes.map(({ state, progress }) => {
    if (state === 'waiting') return 0
    return state === 'running' ? (progress ?? 0) : 1
  })
  return parts.reduce((sum, part) => sum + part, 0) / nodes.length
}
