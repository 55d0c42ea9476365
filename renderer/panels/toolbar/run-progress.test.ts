import { expect, it } from 'vitest'
import type { RunNode } from '../../../nodes/contract/records.ts'
import { runProgress } from './run-progress.ts'

const node = (state: RunNode['state'], progress?: number): RunNode => ({
  runId: 'r',
  nodeId: state,
  title: '',
  type: 'text-to-image',
  state,
  cost: 0,
  ...(progress !== undefined && { progress }),
})

it('counts every node alike, and a running one as far as it is', () => {
  expect(runProgress([node('done'), node('running', 0.5), node('waiting'), node('waiting')])).toBe(0.375)
})

it('counts whatever will not be made any more as over', () => {
  expect(runProgress([node('reused'), node('failed'), node('skipped'), node('stopped')])).toBe(1)
})

it('does not move for a node that cannot tell how far it is', () => {
  expect(runProgress([node('running'), node('waiting')])).toBe(0)
})

it('is nothing for a run without nodes', () => expect(runProgress([])).toBe(0))
