import { fromWire, toWire } from '../../nodes/errors.ts'
import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import type { CoreLink } from '../api.ts'
import { createAutosave, type Autosave } from './autosave.ts'
import { createDesk } from './desk.ts'
import type { Get, Set, Slice } from './editor.ts'
import { createOtherWindows } from './other-windows.ts'
import { isSame } from './reconcile.ts'
import type { SessionSlice } from './types.ts'

/** What the parts of the store share beside the state itself. */
export interface Shared {
  readonly core: CoreLink
  readonly autosave: Autosave
}

type Session = Pick<
  SessionSlice,
  'phase' | 'rev' | 'saveState' | 'start' | 'openWorkflow' | 'flush' | 'saveNow' | 'reloadWorkflow'
>

/** Which workflow is open, and whether what is on screen is in the library. */
export const createSessionSlice =
  (shared: Shared): Slice<Session> =>
  (set, get) => {
    const desk = createDesk(shared, set, get)
    return {
      phase: 'starting',
      rev: 0,
      saveState: 'saved',

      async start() {
        set({ phase: 'starting' })
        try {
          await get().loadSettings()
          const { refreshProviders, refreshJobs, refreshExports, refreshFolderImports, refreshTransfers } =
            get()
          const [models] = await Promise.all([
            shared.core.call('models.list', {}),
            refreshProviders(),
            refreshJobs(),
            refreshExports(),
            refreshFolderImports(),
            refreshTransfers(),
          ])
          set({ models })
          await desk.open()
          await get().refreshWorkflows()
          // The core may have gone again in the middle; then its return makes the window ready.
          set({ startError: undefined, ...(get().phase === 'starting' && { phase: 'ready' }) })
        } catch (error) {
          const startError = fromWire(toWire(error))
          set(startError.code === 'core_unreachable' ? { phase: 'unreachable' } : { startError })
        }
      },
      openWorkflow: (id) =>
        desk.attempt(async () => {
          await desk.leave()
          await desk.open(id)
          await get().refreshWorkflows()
        }),
      flush: () => shared.autosave.flush(),
      async saveNow() {
        const saved = await get().flush()
        const { workflow, saveError } = get()
        if (!saved) return get().toastError(saveError)
        if (workflow?.status === 'draft') await get().describeWorkflow(workflow.id, { status: 'saved' })
      },
      reloadWorkflow: () => desk.attempt(desk.reload),
    }
  }

/** Saves the open workflow, on top of the revision that this window has seen. */
export function createWorkflowAutosave(core: CoreLink, set: Set, get: Get): Autosave {
  const autosave = createAutosave({
    present: () => (get().workflow ? get().document : undefined),
    async write(document) {
      const { workflow, rev } = get()
      const id = workflow!.id
      const saved = await save({ id, rev, document })
      if (get().workflow?.id === id) set({ rev: saved.rev })
    },
    onState: (saveState, saveError) =>
      set({ saveState, saveError, ...(saveState === 'saved' && { savedAt: Date.now() }) }),
  })
  const { meet } = createOtherWindows({ core, autosave }, set, get)
  return autosave

  async function save(ours: {
    id: string
    rev: number
    document: WorkflowDocument
  }): Promise<{ rev: number }> {
    try {
      return await core.call('workflows.save', ours)
    } catch (error) {
      if (toWire(error).code !== 'workflow_conflict') throw error
      const opened = await core.call('workflows.open', { id: ours.id })
      // The answer to an earlier save may have been lost on the way: then this is our own work.
      if (isSame(opened.document, ours.document)) return opened
      const verdict = meet(opened)
      if (verdict === 'conflict') throw error
      return verdict === 'ours' ? save({ ...ours, rev: opened.rev }) : opened
    }
  }
}
