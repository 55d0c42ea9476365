import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Run, RunNode } from '../../nodes/contract/records.ts'
import { createStoreOver } from './create-store.ts'
import { createTestCore } from './test-core.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const DISTANCE = 50
const settle = () => vi.advanceTimersByTimeAsync(5_000)

async function open() {
  const core = createTestCore()
  const { getState: state } = createStoreOver(core)
  await state().start()
  const still = state().addNode('text-to-image', { params: { prompt: 'rain' } })
  await state().flush()
  core.setDistance(DISTANCE)
  const says = (run: Partial<Run>) => core.emit({ type: 'run.changed', run: { ...ofFirst, ...run } })
  return { core, state, still, says }
}

const ofFirst: Run = {
  id: 'run-1',
  workflowId: 'first',
  workflowName: '',
  state: 'running',
  startedAt: 0,
  nodes: [],
}
const nodeRun = (state: RunNode['state']): RunNode => ({
  runId: 'run-1',
  nodeId: 'still',
  title: '',
  type: 'text-to-image',
  state,
  cost: 0,
})

describe('a run', () => {
  it('is over when it ended before the answer that it began', async () => {
    const { core, state, still } = await open()
    state().removeNodes([still])
    await Promise.all([state().run({ kind: 'all' }), settle()])
    expect(core.calls).toContain('runs.start')
    expect(state().activeRunId).toBeUndefined()
    expect(state().runs).toMatchObject([{ id: 'run-1', state: 'done' }])
  })

  it('does not go back to where it was when the answer was written', async () => {
    const { state, still } = await open()
    await Promise.all([state().run({ kind: 'all' }), settle()])
    expect(state().activeRunId).toBe('run-1')
    expect(state().runs[0]!.nodes).toMatchObject([{ nodeId: still, state: 'running' }])
    expect(state().nodeRuns[still]!.state).toBe('running')
  })

  it('never begins again once it ended', async () => {
    const { state, says } = await open()
    says({ state: 'running' })
    says({ state: 'done', endedAt: 1 })
    says({ state: 'running' })
    expect(state().activeRunId).toBeUndefined()
  })

  it('of another workflow is not in the list of this one', async () => {
    const { state, says } = await open()
    says({ id: 'elsewhere', workflowId: 'second' })
    expect(state()).toMatchObject({ runs: [], activeRunId: undefined })
  })
})

describe('the list of runs', () => {
  it('is older than what was told while it was on its way', async () => {
    const { core, state, says } = await open()
    core.runs.unshift(ofFirst)
    says({ state: 'running' })
    const refreshed = state().refreshRuns()
    await vi.advanceTimersByTimeAsync(DISTANCE)
    says({ state: 'done', endedAt: 1 })
    await Promise.all([refreshed, settle()])
    expect(state().activeRunId).toBeUndefined()
    expect(state().runs).toMatchObject([{ id: 'run-1', state: 'done' }])
  })

  it('brings what was missed, with the nodes that moved on meanwhile', async () => {
    const { core, state, says } = await open()
    const other = { ...nodeRun('waiting'), nodeId: 'other' }
    says({ nodes: [nodeRun('waiting'), other] })
    core.runs.unshift({ ...ofFirst, nodes: [nodeRun('waiting'), { ...other, state: 'done' }] })
    const refreshed = state().refreshRuns()
    await vi.advanceTimersByTimeAsync(DISTANCE)
    core.emit({ type: 'run.node', workflowId: 'first', node: nodeRun('running') })
    await Promise.all([refreshed, settle()])
    expect(state().runs[0]!.nodes.map((node) => node.state)).toEqual(['running', 'done'])
    expect(state().activeRunId).toBe('run-1')
  })

  it('says of each node how it ended last, also where a later run left it out', async () => {
    const { core, state, still } = await open()
    const other = state().addNode('text-to-image', { params: { prompt: 'snow' } })
    await Promise.all([state().flush(), settle()])
    const failed = (nodeId: string, startedAt: number): Run => ({
      ...ofFirst,
      id: `run-${startedAt}`,
      state: 'partial',
      startedAt,
      nodes: [{ ...nodeRun('failed'), runId: `run-${startedAt}`, nodeId }],
    })
    core.runs.unshift(failed(other, 3), failed(still, 2), failed(other, 1))
    await Promise.all([state().refreshRuns(), settle()])
    expect(state().nodeRuns).toMatchObject({ [still]: { runId: 'run-2' }, [other]: { runId: 'run-3' } })
  })

  it('does not bring back a failure behind which a later run stopped', async () => {
    const { core, state, still } = await open()
    const ended = (id: string, state: RunNode['state'], startedAt: number): Run => ({
      ...ofFirst,
      id,
      state: 'stopped',
      startedAt,
      nodes: [{ ...nodeRun(state), runId: id, nodeId: still }],
    })
    core.runs.unshift(ended('later', 'stopped', 2), ended('earlier', 'failed', 1))
    await Promise.all([state().refreshRuns(), settle()])
    expect(state().nodeRuns).toEqual({})
  })

  it('ends a run whose end this window has missed', async () => {
    const { core, state, says } = await open()
    says({ state: 'running' })
    core.runs.unshift({ ...ofFirst, state: 'interrupted', endedAt: 1 })
    await Promise.all([state().refreshRuns(), settle()])
    expect(state().activeRunId).toBeUndefined()
  })
})
