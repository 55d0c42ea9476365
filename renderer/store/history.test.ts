import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createStoreOver } from './create-store.ts'
import { HISTORY_LIMIT, MERGE_MS } from './history.ts'
import { createTestCore, nodesOf, type TestCore } from './test-core.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

let core: TestCore

/** A workflow of four nodes, open and untouched. */
async function open() {
  core = createTestCore()
  core.workflows.set('first', {
    rev: 1,
    document: {
      ...core.workflows.get('first')!.document,
      nodes: nodesOf({
        shot: 'prompt',
        still: 'text-to-image',
        motion: 'image-to-video',
        film: 'video-stitcher',
      }),
    },
  })
  const store = createStoreOver(core)
  await store.getState().start()
  return store
}

const text = { node: 'shot', port: 'text' }
const prompt = { node: 'still', port: 'prompt' }

it('takes a replaced wire back with one undo', async () => {
  const store = await open()
  const { addNode, connect, undo } = store.getState()
  const other = addNode('prompt')
  connect(text, prompt)
  const [first] = store.getState().document.connections
  connect({ node: other, port: 'text' }, prompt)
  expect(store.getState().document.connections).toHaveLength(1)
  undo()
  expect(store.getState().document.connections).toEqual([first])
})

it('undoes and redoes the removal of a wire', async () => {
  const store = await open()
  const { connect, disconnect, undo, redo } = store.getState()
  connect(text, prompt)
  const [wire] = store.getState().document.connections
  disconnect([wire!.id])
  undo()
  expect(store.getState().document.connections).toEqual([wire])
  redo()
  expect(store.getState().document.connections).toEqual([])
})

it('brings a deleted node back with its wires, their order and its chosen take', async () => {
  const store = await open()
  const { addNode, connect, chooseTake, removeNodes, undo } = store.getState()
  const second = addNode('image-to-video')
  connect({ node: 'motion', port: 'video' }, { node: 'film', port: 'clips' })
  connect({ node: second, port: 'video' }, { node: 'film', port: 'clips' })
  chooseTake('motion', 'a'.repeat(64))
  const before = store.getState().document
  removeNodes(['motion'])
  expect(store.getState().document.connections).toHaveLength(1)
  undo()
  expect(store.getState().document).toEqual(before)
})

it('counts a drag as one step, and a burst of arrow keys as one', async () => {
  const store = await open()
  const { moveNodes, nudgeNodes, undo } = store.getState()
  for (let x = 0; x <= 100; x += 5) {
    moveNodes({ shot: { x, y: 0 } }, x === 100)
    // Somebody may hold still in the middle of a drag.
    vi.advanceTimersByTime(MERGE_MS)
  }
  for (let i = 0; i < 10; i++) nudgeNodes(['shot'], { x: 8, y: 0 })
  expect(store.getState().history.past).toHaveLength(2)
  undo()
  expect(store.getState().document.nodes[0]!.position).toEqual({ x: 100, y: 0 })
  undo()
  expect(store.getState().document.nodes[0]!.position).toEqual({ x: 0, y: 0 })
})

it('takes back a drag that is given up, and what could be redone still can', async () => {
  const store = await open()
  store.getState().renameNode('shot', 'Rain')
  store.getState().undo()
  const { document, history } = store.getState()
  for (const x of [5, 10]) store.getState().moveNodes({ shot: { x, y: 0 } }, false)
  store.getState().cancelStep()
  expect(store.getState().document).toEqual(document)
  expect(store.getState().history).toEqual(history)
})

it('takes back nothing where no gesture is going on', async () => {
  const store = await open()
  store.getState().renameNode('shot', 'Rain')
  store.getState().nudgeNodes(['shot'], { x: 8, y: 0 })
  const { document } = store.getState()
  store.getState().cancelStep()
  store.getState().moveNodes({ shot: { x: 5, y: 0 } }, true)
  store.getState().cancelStep()
  expect(store.getState().document).not.toBe(document)
  expect(store.getState().history.past).toHaveLength(3)
})

it('counts dragging a node into a wire as one step', async () => {
  const store = await open()
  const { addNode, connect, moveNodes, insertOnWire, undo } = store.getState()
  connect({ node: 'motion', port: 'video' }, { node: 'film', port: 'clips' })
  const middle = addNode('video-stitcher')
  const before = store.getState().document
  moveNodes({ [middle]: { x: 8, y: 8 } }, true)
  expect(insertOnWire(middle, before.connections[0]!.id, { afterMove: true })).toBe(true)
  expect(store.getState().document.connections).toHaveLength(2)
  undo()
  expect(store.getState().document).toEqual(before)
})

it('takes back with a toast only what the toast is about', async () => {
  const store = await open()
  store.getState().removeNodes(['note', 'shot'])
  const takeBack = store.getState().toasts.at(-1)!.action!
  store.getState().renameNode('still', 'Rain')
  takeBack.perform()
  expect(store.getState().document.nodes.map(({ title }) => title)).toEqual(['Rain', 'motion', 'film'])
  store.getState().undo()
  takeBack.perform()
  expect(store.getState().document.nodes).toHaveLength(4)
})

it('does not go on offering to take back what was taken back', async () => {
  const store = await open()
  store.getState().removeNodes(['shot'])
  store.getState().removeNodes(['still'])
  expect(store.getState().toasts).toHaveLength(1)
  store.getState().undo()
  expect(store.getState().toasts).toEqual([])
})

it('starts a new step after a pause between arrow keys', async () => {
  const store = await open()
  store.getState().nudgeNodes(['shot'], { x: 8, y: 0 })
  vi.advanceTimersByTime(MERGE_MS)
  store.getState().nudgeNodes(['shot'], { x: 8, y: 0 })
  expect(store.getState().history.past).toHaveLength(2)
})

it('saves what was moved, whether by drag or by arrow keys', async () => {
  const store = await open()
  store.getState().moveNodes({ shot: { x: 100, y: 0 } }, true)
  store.getState().nudgeNodes(['shot'], { x: 8, y: 0 })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(core.workflows.get('first')!.document.nodes[0]!.position).toEqual({ x: 108, y: 0 })
})

it('makes no step of selecting, measuring, looking around or a drag that ends where it began', async () => {
  const store = await open()
  const { select, sizes, setViewport, moveNodes, document } = store.getState()
  select(['shot'])
  sizes.report('shot', { width: 240, height: 180 })
  setViewport({ x: 3, y: 4, zoom: 0.5 })
  moveNodes({ shot: document.nodes[0]!.position }, true)
  expect(store.getState().history.past).toEqual([])
})

it('can still redo after the canvas measures its nodes', async () => {
  const store = await open()
  store.getState().renameNode('shot', 'Rain')
  store.getState().undo()
  store.getState().sizes.report('shot', { width: 10, height: 10 })
  store.getState().select(['shot'])
  store.getState().redo()
  expect(store.getState().document.nodes[0]!.title).toBe('Rain')
})

it('undoes twenty typed letters in at most three steps', async () => {
  const store = await open()
  const words = 'rain on the window..'
  for (let end = 1; end <= words.length; end++) {
    store.getState().setParam('shot', 'text', words.slice(0, end))
    vi.advanceTimersByTime(end === 10 ? MERGE_MS : 90)
  }
  expect(store.getState().history.past.length).toBeLessThanOrEqual(3)
  store.getState().undo()
  expect(store.getState().document.nodes[0]!.params['text']).toBe('rain on th')
})

it('keeps typing in two fields apart, and starts anew when a field is left', async () => {
  const store = await open()
  const { setParam, endStep } = store.getState()
  setParam('shot', 'text', 'a')
  setParam('still', 'prompt', 'b')
  setParam('shot', 'text', 'ac')
  endStep()
  setParam('shot', 'text', 'acd')
  expect(store.getState().history.past).toHaveLength(4)
})

it('cannot undo into another workflow', async () => {
  const store = await open()
  store.getState().renameNode('shot', 'Rain')
  await store.getState().createWorkflow()
  store.getState().undo()
  expect(store.getState().document.nodes).toEqual([])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(core.workflows.get(store.getState().workflow!.id)!.document.nodes).toEqual([])
})

it('leaves the view alone when it undoes', async () => {
  const store = await open()
  store.getState().renameNode('shot', 'Rain')
  const viewport = { x: 10, y: 20, zoom: 2 }
  store.getState().setViewport(viewport)
  store.getState().undo()
  expect(store.getState().document.viewport).toEqual(viewport)
})

it('does not keep a selection of what an undo takes away', async () => {
  const store = await open()
  store.getState().addNode('prompt')
  expect(store.getState().selection).toHaveLength(1)
  store.getState().undo()
  expect(store.getState().selection).toEqual([])
})

it('remembers two hundred steps', async () => {
  const store = await open()
  for (let i = 0; i < HISTORY_LIMIT + 5; i++) store.getState().renameNode('shot', `take ${i}`)
  expect(store.getState().history.past).toHaveLength(HISTORY_LIMIT)
  while (store.getState().history.past.length > 0) store.getState().undo()
  expect(store.getState().document.nodes[0]!.title).toBe('take 4')
})

describe('the offer to take a step back', () => {
  const offers = (store: Awaited<ReturnType<typeof open>>) =>
    store.getState().toasts.filter(({ step }) => step !== undefined).length

  it('goes when the step is undone by other means, and does not come back with redo', async () => {
    const store = await open()
    store.getState().removeNodes(['motion'])
    expect(offers(store)).toBe(1)
    store.getState().undo()
    expect(offers(store)).toBe(0)
    store.getState().redo()
    expect(offers(store)).toBe(0)
  })

  it('goes as soon as another step is the latest', async () => {
    const store = await open()
    store.getState().removeNodes(['motion'])
    store.getState().renameNode('still', 'Roof')
    expect(offers(store)).toBe(0)
  })

  it('stays while the canvas is only looked at', async () => {
    const store = await open()
    store.getState().removeNodes(['motion'])
    store.getState().setViewport({ x: 1, y: 2, zoom: 1 })
    store.getState().endStep()
    expect(offers(store)).toBe(1)
  })
})
