import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../nodes/errors.ts'
import { emptyDocument, type WorkflowDocument } from '../../nodes/graph/document.ts'
import { AUTOSAVE_MS, createAutosave, RETRY_MS, type SaveState } from './autosave.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A screen that can be edited and a library that can refuse. */
function desk() {
  let onScreen = emptyDocument()
  const states: SaveState[] = []
  const written: WorkflowDocument[] = []
  const refusals: AppError[] = []
  let release: (() => void) | undefined
  let held = false
  const autosave = createAutosave({
    present: () => onScreen,
    async write(document) {
      if (held) await new Promise<void>((resolve) => (release = resolve))
      const refusal = refusals.shift()
      if (refusal) throw refusal
      written.push(document)
    },
    onState: (state) => states.push(state),
  })
  autosave.opened(onScreen)
  return {
    autosave,
    states,
    written,
    refuse: (...codes: ('disk_full' | 'workflow_conflict' | 'core_unreachable' | 'invalid_input')[]) =>
      refusals.push(...codes.map((code) => new AppError(code))),
    hold: () => (held = true),
    async release() {
      held = false
      release?.()
      await vi.advanceTimersByTimeAsync(0)
    },
    edit(title: string) {
      onScreen = { ...onScreen, title } as WorkflowDocument
      autosave.changed()
      return onScreen
    },
    look() {
      onScreen = { ...onScreen, viewport: { x: 1, y: 2, zoom: 1 } }
      autosave.changed({ quietly: true })
    },
    pass: (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds),
  }
}

describe('autosave', () => {
  it('writes the newest document once, a moment after the last edit', async () => {
    const { edit, pass, written, states } = desk()
    edit('r')
    await pass(AUTOSAVE_MS - 1)
    const newest = edit('rain')
    await pass(AUTOSAVE_MS - 1)
    expect(written).toEqual([])
    await pass(1)
    expect(written).toEqual([newest])
    expect(states).toEqual(['saved', 'unsaved', 'unsaved', 'saving', 'saved'])
  })

  it('has written everything once a flush is done, also what was edited meanwhile', async () => {
    const { autosave, edit, written, hold, release } = desk()
    edit('first')
    hold()
    const flushed = autosave.flush()
    const newest = edit('second')
    await release()
    expect(await flushed).toBe(true)
    expect(written.at(-1)).toBe(newest)
  })

  it('keeps trying while the disk is full, and says so', async () => {
    const { edit, pass, refuse, states, written } = desk()
    refuse('disk_full', 'disk_full')
    const newest = edit('rain')
    await pass(AUTOSAVE_MS)
    expect(states.at(-1)).toBe('refused')
    await pass(RETRY_MS)
    expect(states.at(-1)).toBe('refused')
    await pass(RETRY_MS)
    expect(states.at(-1)).toBe('saved')
    expect(written).toEqual([newest])
  })

  it('counts as unsaved, not as refused, while the core is away', async () => {
    const { edit, pass, refuse, states } = desk()
    refuse('core_unreachable')
    edit('rain')
    await pass(AUTOSAVE_MS)
    expect(states.at(-1)).toBe('unsaved')
    await pass(RETRY_MS)
    expect(states.at(-1)).toBe('saved')
  })

  it('does not overwrite what another window saved, however long one goes on editing', async () => {
    const { autosave, edit, pass, refuse, states, written } = desk()
    refuse('workflow_conflict')
    edit('mine')
    await pass(AUTOSAVE_MS)
    expect(states.at(-1)).toBe('conflict')
    edit('still mine')
    await pass(RETRY_MS * 3)
    expect(written).toEqual([])
    expect(await autosave.flush()).toBe(false)
  })

  it('is saved again without writing when an edit is undone before it was written', async () => {
    const { autosave, states, pass, written } = desk()
    let onScreen = emptyDocument()
    const opened = onScreen
    const other = createAutosave({
      present: () => onScreen,
      write: async (document) => void written.push(document),
      onState: (state) => states.push(state),
    })
    other.opened(opened)
    onScreen = { ...opened, nodes: [] }
    other.changed()
    onScreen = opened
    other.changed()
    await pass(AUTOSAVE_MS)
    expect(states.at(-1)).toBe('saved')
    expect(written).toEqual([])
    expect(await autosave.flush()).toBe(true)
  })

  it('saves where the person looks without making a fuss of it', async () => {
    const { look, pass, states, written } = desk()
    look()
    await pass(AUTOSAVE_MS)
    expect(written).toHaveLength(1)
    expect(new Set(states)).toEqual(new Set(['saved']))
  })

  it('says so when something is edited while it saves where the person looks', async () => {
    const { look, edit, pass, hold, release, states, written } = desk()
    look()
    hold()
    await pass(AUTOSAVE_MS)
    const newest = edit('rain')
    expect(states.at(-1)).not.toBe('saved')
    await release()
    await pass(AUTOSAVE_MS)
    expect(written.at(-1)).toBe(newest)
    expect(states.at(-1)).toBe('saved')
  })

  it('does not let a late write of the workflow before speak for the one that is open now', async () => {
    const { autosave, edit, hold, release, states } = desk()
    edit('of the first')
    hold()
    const flushed = autosave.flush()
    const second = edit('the second workflow')
    autosave.opened(second)
    await release()
    await flushed
    expect(states.at(-1)).toBe('saved')
    expect(await autosave.flush()).toBe(true)
  })
})
