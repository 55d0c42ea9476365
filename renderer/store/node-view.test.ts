import { beforeEach, describe, expect, it } from 'vitest'
import { sampleWorkflow } from '../../nodes/sample.ts'
import { createStoreOver } from './create-store.ts'
import { selectNodeView } from './node-view.ts'
import { statusesOf } from './statuses.ts'
import { createTestCore } from './test-core.ts'

const media = (id: string) => ({
  id,
  kind: 'image' as const,
  name: id,
  sizeBytes: 1,
  hasAudio: false,
  sourceType: 'generated' as const,
  createdAt: 1,
  favourite: false,
  missing: false,
})

async function openSample() {
  const core = createTestCore()
  core.workflows.set('first', { document: sampleWorkflow('en').document, rev: 1 })
  const store = createStoreOver(core)
  await store.getState().start()
  return store
}

let store: Awaited<ReturnType<typeof openSample>>
beforeEach(async () => {
  store = await openSample()
})

/** The cards that would be drawn again by what `work` does, each as often as its view became another object. */
function redrawn(work: () => void): string[] {
  const ids = store.getState().document.nodes.map(({ id }) => id)
  const shown = new Map(ids.map((id) => [id, selectNodeView(store.getState(), id)]))
  const drawn: string[] = []
  const off = store.subscribe((state) => {
    for (const id of ids) {
      const view = selectNodeView(state, id)
      if (view !== shown.get(id)) drawn.push(id)
      shown.set(id, view)
    }
  })
  work()
  off()
  return drawn
}

describe('what is drawn again', () => {
  it('is one card for each letter typed into it', () => {
    expect(redrawn(() => store.getState().setParam('shot-1', 'text', 'Rain'))).toEqual(['shot-1'])
  })

  it('is what follows only when its own words change', () => {
    const { setParam } = store.getState()
    setParam('shot-1', 'text', '')
    const drawn = redrawn(() => {
      for (const text of ['R', 'Ra', 'Rai', 'Rain']) setParam('shot-1', 'text', text)
    })
    expect(drawn.filter((id) => id === 'shot-1')).toHaveLength(4)
    // Blocked before, able to run from the first letter on.
    expect(drawn.filter((id) => id === 'still-1')).toHaveLength(1)
    expect(drawn.filter((id) => id === 'still-2')).toHaveLength(0)
  })

  it('is only what moves while a card is dragged, and no status is worked out anew', () => {
    const before = statusesOf(store.getState())
    const drawn = redrawn(() => {
      for (let x = 0; x < 60; x++) store.getState().moveNodes({ 'still-1': { x, y: 0 } }, false)
    })
    expect(new Set(drawn)).toEqual(new Set(['still-1']))
    expect(statusesOf(store.getState())).toBe(before)
  })

  it('is nothing when something is selected or the view moves', () => {
    const drawn = redrawn(() => {
      store.getState().select(['film'])
      store.getState().setViewport({ x: 1, y: 1, zoom: 2 })
    })
    expect(drawn).toEqual([])
  })

  it('is the card whose run moves on', () => {
    const node = { runId: 'r', nodeId: 'still-2', title: '', type: '', state: 'running', cost: 0 } as const
    const drawn = redrawn(() => {
      for (const progress of [0.1, 0.2, 0.3]) {
        store.getState().applyRunNode('first', { ...node, progress })
      }
    })
    expect(drawn).toEqual(['still-2', 'still-2', 'still-2'])
  })
})

describe('a view', () => {
  it('shows the newest take, and marks everything behind a chosen older one', () => {
    const { applyTake, setParam } = store.getState()
    const signature = statusesOf(store.getState()).get('still-1')
    expect(signature).toMatchObject({ state: 'idle' })
    setParam('shot-1', 'text', 'Rain')
    const made = statusesOf(store.getState()).get('still-1')
    const take = (mediaId: string, number: number, signed: string) => ({
      nodeId: 'still-1',
      mediaId,
      number,
      variation: 0,
      signature: signed,
      createdAt: number,
      activatedAt: number,
    })
    const signed = made && 'signature' in made ? made.signature! : ''
    applyTake(take('b'.repeat(64), 1, signed), media('b'.repeat(64)))
    expect(selectNodeView(store.getState(), 'still-1')).toMatchObject({
      status: { state: 'up-to-date' },
      media: { id: 'b'.repeat(64) },
    })
    setParam('shot-1', 'text', 'Snow')
    expect(selectNodeView(store.getState(), 'still-1')).toMatchObject({
      status: { state: 'out-of-date', changes: [{ what: 'input', port: 'prompt' }] },
    })
  })

  it('tells a file that is gone', () => {
    const id = 'c'.repeat(64)
    store.getState().applyMedia({ ...media(id), missing: true })
    const node = store.getState().addNode('media', { params: { mediaId: id, kind: 'image' } })
    expect(selectNodeView(store.getState(), node)?.status.state).toBe('missing-file')
  })
})
