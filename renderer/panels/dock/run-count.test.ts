import { expect, it } from 'vitest'
import type { NodeRunState, Run } from '../../../nodes/contract/records.ts'
import { outcomeWords } from './outcome-words.ts'
import { costIn, countRun } from './run-count.ts'

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
  const ended = run(new Date(), ['done', 'done', 'reused', 'failed', 'skipped', 'stopped', 'held'])
  expect(countRun(ended)).toEqual({ made: 2, reused: 1, failed: 1, held: 1, waiting: 1, stopped: 1 })
})

it('says how a run ended, and what was held apart from what did not finish', () => {
  const ended = run(new Date(), ['done', 'failed', 'failed', 'held', 'skipped'])
  expect(outcomeWords({ ...ended, state: 'partial' })).toBe('1 made, 2 did not finish, 1 held, 1 waits')
})

it('does not count twice what was picked up after the app ended', () => {
  expect(costIn({ state: 'interrupted' }, { state: 'stopped', cost: 0.6 })).toBe(0)
  expect(costIn({ state: 'interrupted' }, { state: 'done', cost: 0.6 })).toBe(0.6)
  expect(costIn({ state: 'stopped' }, { state: 'stopped', cost: 0.6 })).toBe(0.6)
})
