import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createStoreOver } from './create-store.ts'
import { createTestCore, nodesOf, type TestCore } from './test-core.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const settle = () => vi.advanceTimersByTimeAsync(1_000)

async function open(core: TestCore = createTestCore()) {
  const store = createStoreOver(core)
  await store.getState().start()
  return { core, store, state: store.getState }
}

it('opens the last workflow and is ready', async () => {
  const { state } = await open()
  expect(state()).toMatchObject({ phase: 'ready', workflow: { id: 'first' }, saveState: 'saved' })
})

it('says what is wrong when the library cannot be opened', async () => {
  const core = createTestCore()
  core.refuse('workflows.open', 'library_damaged')
  const { state } = await open(core)
  expect(state().phase).toBe('starting')
  expect(state().startError?.code).toBe('library_damaged')
})

it('keeps what was edited while the core was away, and saves it once it is back', async () => {
  const { core, state } = await open()
  core.setReachable(false)
  core.refuse('workflows.save', 'core_unreachable', 'core_unreachable')
  state().addNode('prompt')
  await settle()
  expect(state()).toMatchObject({ phase: 'unreachable', saveState: 'unsaved' })
  core.setReachable(true)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(state()).toMatchObject({ phase: 'ready', saveState: 'saved' })
  expect(core.workflows.get('first')!.document.nodes).toHaveLength(1)
})

it('is not taken for ready when the core goes away in the middle of the start', async () => {
  const core = createTestCore()
  core.setDistance(50)
  const store = createStoreOver(core)
  const started = store.getState().start()
  while (!store.getState().workflow) await vi.advanceTimersByTimeAsync(10)
  expect(store.getState().phase).toBe('starting')
  core.setReachable(false)
  await vi.advanceTimersByTimeAsync(1_000)
  await started
  expect(store.getState().phase).toBe('unreachable')
  core.setReachable(true)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(store.getState().phase).toBe('ready')
})

it('recognises its own save when only the answer was lost', async () => {
  const { core, state } = await open()
  core.loseAnswer('workflows.save')
  state().addNode('prompt')
  await settle()
  expect(state().saveState).toBe('unsaved')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(state().saveState).toBe('saved')
  expect(core.workflows.get('first')!.rev).toBe(2)
  state().renameNode(state().document.nodes[0]!.id, 'Rain')
  await settle()
  expect(state().saveState).toBe('saved')
})

it('does not overwrite another window; mine can become a copy', async () => {
  const { core, state } = await open()
  state().addNode('prompt')
  core.saveElsewhere('first', { nodes: nodesOf({ a: 'prompt', b: 'prompt' }) })
  await settle()
  expect(state().saveState).toBe('conflict')
  await state().saveAsCopy()
  expect(state()).toMatchObject({ saveState: 'saved', workflow: { id: 'made-1' } })
  expect(state().document.nodes).toHaveLength(1)
  expect(core.workflows.get('first')!.document.nodes).toHaveLength(2)
})

it('shows what another window saved when nothing was edited here', async () => {
  const { core, state } = await open()
  core.saveElsewhere('first', { nodes: nodesOf({ shot: 'prompt' }) })
  await settle()
  expect(state().document.nodes).toHaveLength(1)
})

it('does not take the news of its own save for that of another window', async () => {
  const { core, state } = await open()
  core.setDistance(50)
  const node = state().addNode('prompt')
  await settle()
  state().setViewport({ x: 8, y: 8, zoom: 2 })
  await settle()
  expect(core.workflows.get('first')!.rev).toBe(3)
  expect(state().selection).toEqual([node])
  expect(state().history.past).toHaveLength(1)
})

it('does not leave a workflow that could not be saved', async () => {
  const { core, state } = await open()
  state().addNode('prompt')
  core.refuse('workflows.save', 'disk_full')
  await state().createWorkflow()
  expect(state().workflow?.id).toBe('first')
  expect(state().document.nodes).toHaveLength(1)
  expect(state().toasts.at(-1)).toMatchObject({ kind: 'error' })
  await state().createWorkflow()
  expect(state().workflow?.id).not.toBe('first')
  expect(core.workflows.get('first')!.document.nodes).toHaveLength(1)
})

it('runs what is on screen, not what was saved before', async () => {
  const { core, state } = await open()
  state().addNode('text-to-image', { params: { prompt: 'rain' } })
  await state().run({ kind: 'all' })
  expect(core.calls.indexOf('workflows.save')).toBeLessThan(core.calls.indexOf('runs.start'))
  expect(state().activeRunId).toBe('run-1')
})

it('does not run when the latest edit could not be saved', async () => {
  const { core, state } = await open()
  state().addNode('prompt')
  core.refuse('workflows.save', 'disk_full')
  await state().run({ kind: 'all' })
  expect(core.calls).not.toContain('runs.start')
  expect(state().toasts).toHaveLength(1)
})

it('forgets how a node ended once it is edited, but not that it works', async () => {
  const { core, state } = await open()
  const still = state().addNode('text-to-image')
  const motion = state().addNode('image-to-video')
  const other = state().addNode('text-to-image')
  state().connect({ node: still, port: 'image' }, { node: motion, port: 'image' })
  await state().run({ kind: 'all' })
  const ended = (nodeId: string, state: 'failed' | 'running') =>
    core.emit({
      type: 'run.node',
      workflowId: 'first',
      node: { runId: 'run-1', nodeId, title: '', type: '', state, cost: 0 },
    })
  ended(still, 'failed')
  ended(motion, 'running')
  ended(other, 'failed')
  state().setParam(still, 'prompt', 'rain')
  expect(Object.keys(state().nodeRuns).toSorted()).toEqual([motion, other].toSorted())
})
