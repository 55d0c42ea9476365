import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { stayUntilSaved } from './leaving.ts'
import { createStoreOver } from './store/create-store.ts'
import { createTestCore } from './store/test-core.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const DISTANCE = 50

async function open() {
  const core = createTestCore()
  const { getState: state } = createStoreOver(core)
  await state().start()
  core.setDistance(DISTANCE)
  /** Whether the page would go. */
  const leaves = () => {
    const preventDefault = vi.fn()
    stayUntilSaved({ preventDefault }, state())
    return preventDefault.mock.calls.length === 0
  }
  return { core, state, leaves }
}

it('goes at once when everything is saved, also when the view has just moved', async () => {
  const { state, leaves } = await open()
  expect(leaves()).toBe(true)
  state().setViewport({ x: 1, y: 1, zoom: 1 })
  expect(leaves()).toBe(true)
})

it('stays until an edit is in the library, and sends it at once', async () => {
  const { core, state, leaves } = await open()
  state().addNode('prompt')
  expect(leaves()).toBe(false)
  await vi.advanceTimersByTimeAsync(2 * DISTANCE)
  expect(leaves()).toBe(true)
  expect(core.workflows.get('first')!.document.nodes).toHaveLength(1)
})

it('stays until also what was edited during an earlier save is in the library', async () => {
  const { core, state, leaves } = await open()
  state().addNode('prompt')
  void state().flush()
  await vi.advanceTimersByTimeAsync(DISTANCE)
  state().addNode('prompt')
  expect(leaves()).toBe(false)
  await vi.advanceTimersByTimeAsync(DISTANCE)
  expect(leaves()).toBe(false)
  await vi.advanceTimersByTimeAsync(2 * DISTANCE)
  expect(leaves()).toBe(true)
  expect(core.workflows.get('first')!.document.nodes).toHaveLength(2)
})

it('stays for as long as the library refuses', async () => {
  const { core, state, leaves } = await open()
  core.refuse('workflows.save', 'disk_full', 'disk_full', 'disk_full')
  state().addNode('prompt')
  expect(leaves()).toBe(false)
  await vi.advanceTimersByTimeAsync(2 * DISTANCE)
  expect(state().saveState).toBe('refused')
  expect(leaves()).toBe(false)
})
