import { expect, it } from 'vitest'
import type { NodeRunState, Run } from '../../../nodes/contract/records.ts'
import { countRun, countToday } from './run-count.ts'

function run(startedAt: Date, states: NodeRunState[], cost = 0): Run {
  const nodes = states.map((state, index) => ({
    runId: 'run',
    nodeId: String(index),
    title: '',
    type: 'text-to-image',
    state,
    cost,
  }))
  return { id: 'run', workflowName: '', state: 'done', startedAt: startedAt.getTime(), nodes }
}

it('counts how the nodes of a run ended', () => {
  const ended = run(new Date(), ['done', 'done', 'reused', 'failed', 'skipped', 'stopped'])
  expect(countRun(ended)).toEqual({ made: 2, reused: 1, failed: 1, waiting: 1, stopped: 1 })
})

it('counts what began since midnight, and what that cost', () => {
  const now = new Date(2026, 10, 21, 0, 5)
  const runs = [
    run(new Date(2026, 10, 21, 0, 1), ['done', 'done'], 0.25),
    run(new Date(2026, 10, 20, 23, 59), ['done'], 8),
  ]
  expect(countToday(runs, now)).toEqual({ count: 1, cost: 0.5 })
})
