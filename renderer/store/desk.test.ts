import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyDocument } from '../../nodes/graph/document.ts'
import { createStoreOver } from './create-store.ts'
import { createTestCore, nodesOf } from './test-core.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const DISTANCE = 50
/** An answer is back. */
const oneCall = () => vi.advanceTimersByTimeAsync(2 * DISTANCE)
const settle = () => vi.advanceTimersByTimeAsync(5_000)

/** A window on the first of two workflows, far from its core. */
async function open() {
  const core = createTestCore()
  core.workflows.set('first', {
    document: { ...emptyDocument(), nodes: nodesOf({ shot: 'prompt' }) },
    rev: 1,
  })
  core.workflows.set('second', { document: emptyDocument(), rev: 1 })
  const { getState: state, subscribe } = createStoreOver(core)
  await state().start()
  core.setDistance(DISTANCE)
  const titles = (id: string) => core.workflows.get(id)!.document.nodes.map(({ title }) => title)
  const saveStates = new Set<string>()
  subscribe(({ saveState }) => saveStates.add(saveState))
  return { core, state, titles, saveStates }
}

describe('opening another workflow', () => {
  it('saves what was edited while it was on its way', async () => {
    const { state, titles } = await open()
    const opened = state().openWorkflow('second')
    await vi.advanceTimersByTimeAsync(DISTANCE)
    state().renameNode('shot', 'Rain')
    await Promise.all([opened, settle()])
    expect(state()).toMatchObject({ workflow: { id: 'second' }, saveState: 'saved' })
    expect(titles('first')).toEqual(['Rain'])
  })

  it('stays when what was edited meanwhile cannot be saved', async () => {
    const { core, state } = await open()
    const opened = state().openWorkflow('second')
    await vi.advanceTimersByTimeAsync(DISTANCE)
    state().renameNode('shot', 'Rain')
    core.refuse('workflows.save', 'disk_full')
    await Promise.all([opened, oneCall(), oneCall()])
    expect(state().workflow!.id).toBe('first')
    expect(state().document.nodes[0]!.title).toBe('Rain')
  })

  it('saves what was edited while a new one was being made', async () => {
    const { state, titles } = await open()
    const created = state().createWorkflow()
    await oneCall()
    state().renameNode('shot', 'Rain')
    await Promise.all([created, settle()])
    expect(state().workflow!.id).toBe('made-2')
    expect(titles('first')).toEqual(['Rain'])
  })
})

describe('saving a copy', () => {
  it('takes along what was edited while the copy was being made', async () => {
    const { state, titles } = await open()
    const copied = state().saveAsCopy()
    await oneCall()
    state().renameNode('shot', 'Rain')
    await Promise.all([copied, settle()])
    expect(state()).toMatchObject({ workflow: { id: 'made-2' }, saveState: 'saved' })
    expect(state().document.nodes[0]!.title).toBe('Rain')
    expect(titles('made-2')).toEqual(['Rain'])
  })

  it('of a workflow that was removed elsewhere leaves nothing of the open one behind', async () => {
    const { state, titles } = await open()
    state().renameNode('shot', 'Rain')
    const copied = state().saveAsCopy({ name: 'Back again', document: emptyDocument() })
    await Promise.all([copied, settle()])
    expect(state().workflow!.id).toBe('made-2')
    expect(titles('first')).toEqual(['Rain'])
  })
})

describe('removing the open workflow', () => {
  it('keeps what is on screen when it is refused', async () => {
    const { core, state, titles } = await open()
    core.refuse('workflows.remove', 'disk_full')
    state().renameNode('shot', 'Rain')
    await Promise.all([state().removeWorkflow('first'), settle()])
    expect(state()).toMatchObject({ workflow: { id: 'first' }, saveState: 'saved' })
    expect(titles('first')).toEqual(['Rain'])
  })
})

describe('another window that saves the same workflow', () => {
  it('does not wipe what is edited while its version is on its way', async () => {
    const { core, state } = await open()
    core.saveElsewhere('first', { nodes: nodesOf({ shot: 'prompt', still: 'text-to-image' }) })
    await vi.advanceTimersByTimeAsync(DISTANCE)
    state().renameNode('shot', 'Rain')
    await settle()
    expect(state().document.nodes.map(({ title }) => title)).toEqual(['Rain'])
    expect(state().saveState).toBe('conflict')
    await Promise.all([state().reloadWorkflow(), settle()])
    expect(state().document.nodes).toHaveLength(2)
    expect(state().saveState).toBe('saved')
  })

  it('is seen here; selection, viewer and view stay, what cannot be undone any more goes', async () => {
    const { core, state } = await open()
    state().renameNode('shot', 'Rain')
    const gone = state().addNode('prompt')
    await settle()
    const viewport = { x: 5, y: 6, zoom: 2 }
    state().setViewport(viewport)
    state().select(['shot', gone])
    state().view('a-picture', 'shot')
    await settle()
    core.saveElsewhere('first', {
      nodes: nodesOf({ shot: 'prompt', still: 'text-to-image' }),
      viewport: { x: 0, y: 0, zoom: 1 },
    })
    await settle()
    expect(state()).toMatchObject({
      saveState: 'saved',
      selection: ['shot'],
      viewed: { mediaId: 'a-picture' },
      history: { past: [], future: [] },
      document: { viewport, nodes: [{ id: 'shot' }, { id: 'still' }] },
    })
  })

  it('takes nothing from here by looking elsewhere', async () => {
    const { core, state } = await open()
    state().renameNode('shot', 'Rain')
    await settle()
    const { document } = state()
    core.saveElsewhere('first', { viewport: { x: 9, y: 9, zoom: 1 } })
    await settle()
    expect(state().document).toBe(document)
    expect(state().history.past).toHaveLength(1)
    state().renameNode('shot', 'Storm')
    await settle()
    expect(state().saveState).toBe('saved')
    expect(core.workflows.get('first')).toMatchObject({ rev: 4, document: { nodes: [{ title: 'Storm' }] } })
  })

  it('does not conflict when both only look around, also at the same moment', async () => {
    const { core, state, saveStates } = await open()
    const viewport = { x: 1, y: 1, zoom: 1 }
    state().setViewport(viewport)
    const saved = state().flush()
    // After this window has sent its save, and before that arrives.
    core.workflows.set('first', {
      document: { ...core.workflows.get('first')!.document, viewport: { x: 7, y: 7, zoom: 3 } },
      rev: 2,
    })
    await Promise.all([saved, settle()])
    expect(saveStates).toEqual(new Set(['saved']))
    expect(state()).toMatchObject({ saveState: 'saved', rev: 3, document: { viewport } })
    expect(core.workflows.get('first')).toMatchObject({ rev: 3, document: { viewport } })
  })

  it('keeps its edit when this window only looked around meanwhile', async () => {
    const { core, state, titles, saveStates } = await open()
    const viewport = { x: 1, y: 1, zoom: 1 }
    state().setViewport(viewport)
    const saved = state().flush()
    core.saveElsewhere('first', { nodes: nodesOf({ theirs: 'prompt' }) })
    await Promise.all([saved, settle()])
    expect(state()).toMatchObject({
      saveState: 'saved',
      document: { viewport, nodes: [{ id: 'theirs' }] },
    })
    expect(titles('first')).toEqual(['theirs'])
    expect(saveStates).toEqual(new Set(['saved']))
  })

  it('is noticed also when it saves on top of a save whose answer is on its way', async () => {
    const { core, state } = await open()
    state().renameNode('shot', 'Rain')
    const saved = state().flush()
    await vi.advanceTimersByTimeAsync(DISTANCE)
    core.saveElsewhere('first', { nodes: nodesOf({ theirs: 'prompt' }) })
    await Promise.all([saved, settle()])
    expect(state()).toMatchObject({ rev: 3, saveState: 'saved', document: { nodes: [{ id: 'theirs' }] } })
  })
})
