import { beforeEach, describe, expect, it } from 'vitest'
import { ExportOrder } from '../../nodes/contract/films.ts'
import { createStoreOver } from './create-store.ts'
import { selectRunningExport } from './exports.ts'
import { createTestCore, type TestCore } from './test-core.ts'

let core: TestCore
let useStore: ReturnType<typeof createStoreOver>
const state = () => useStore.getState()
const order = ExportOrder.parse({ workflowId: 'first', nodeId: 'film', preset: 'vertical' })

beforeEach(async () => {
  core = createTestCore()
  useStore = createStoreOver(core)
  await state().start()
})

describe('an export', () => {
  it('is of what is on screen, so that is saved first', async () => {
    state().addNode('video-stitcher')
    await state().startExport(order)
    expect(core.calls.indexOf('workflows.save')).toBeGreaterThan(0)
    expect(core.calls.indexOf('workflows.save')).toBeLessThan(core.calls.indexOf('exports.start'))
  })

  it('does not begin while the workflow cannot be saved', async () => {
    state().addNode('video-stitcher')
    core.refuse('workflows.save', 'disk_full')
    await expect(state().startExport(order)).rejects.toMatchObject({ code: 'disk_full' })
    expect(core.calls).not.toContain('exports.start')
  })

  it('is listed once, whatever arrives first', async () => {
    await state().startExport(order)
    expect(state().exports).toHaveLength(1)
    expect(selectRunningExport(state())?.preset).toBe('vertical')
  })

  it('follows what the core tells of it', async () => {
    const started = await state().startExport(order)
    core.emit({ type: 'export.changed', export: { ...started, progress: 0.5 } })
    expect(selectRunningExport(state())?.progress).toBe(0.5)
    core.emit({ type: 'export.changed', export: { ...started, state: 'done', files: ['/films/a.mp4'] } })
    expect(selectRunningExport(state())).toBeUndefined()
    expect(state().exports[0]?.files).toEqual(['/films/a.mp4'])
  })

  it('ends where it is stopped', async () => {
    const { id } = await state().startExport(order)
    await state().stopExport(id)
    expect(state().exports[0]?.state).toBe('stopped')
  })

  it('is known again when the window comes back', async () => {
    await state().startExport(order)
    const other = createStoreOver(core)
    await other.getState().start()
    expect(other.getState().exports).toHaveLength(1)
  })
})
