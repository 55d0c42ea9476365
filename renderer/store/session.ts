import { AppError, fromWire, toWire } from '../../nodes/errors.ts'
import type { OpenedWorkflow } from '../../nodes/contract/records.ts'
import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import type { CoreLink } from '../api.ts'
import { currentLanguage, translate } from '../i18n/index.ts'
import { createAutosave, type Autosave } from './autosave.ts'
import type { Get, Set, Slice } from './editor.ts'
import { emptyHistory } from './history.ts'
import { mediaOf, takesByNode } from './media.ts'
import type { SessionSlice } from './types.ts'

/** What the parts of the store share beside the state itself. */
export interface Shared {
  readonly core: CoreLink
  readonly autosave: Autosave
}

/** Saves the open workflow, on top of the revision that this window has seen. */
export function createWorkflowAutosave(core: CoreLink, set: Set, get: Get): Autosave {
  return createAutosave({
    present: () => (get().workflow ? get().document : undefined),
    async write(document) {
      const { workflow, rev } = get()
      const id = workflow!.id
      const saved = await core.call('workflows.save', { id, rev, document }).catch((error: unknown) =>
        // The answer to an earlier save may have been lost on the way: then the library has it already.
        toWire(error).code === 'workflow_conflict' ? alreadySaved(core, id, document, error) : reject(error),
      )
      if (get().workflow?.id === id) set({ rev: saved.rev })
    },
    onState: (saveState, saveError) =>
      set({ saveState, saveError, ...(saveState === 'saved' && { savedAt: Date.now() }) }),
  })
}

async function alreadySaved(
  core: CoreLink,
  ...[id, document, conflict]: [string, WorkflowDocument, unknown]
): Promise<{ rev: number }> {
  const { rev, document: inLibrary } = await core.call('workflows.open', { id })
  if (JSON.stringify(inLibrary) === JSON.stringify(document)) return { rev }
  throw conflict
}

function reject(error: unknown): never {
  throw error
}

export const createSessionSlice =
  ({ core, autosave }: Shared): Slice<SessionSlice> =>
  (set, get) => {
    const show = (opened: OpenedWorkflow) => {
      set({
        workflow: opened.summary,
        rev: opened.rev,
        document: opened.document,
        // Nothing of another workflow can be undone into this one.
        history: emptyHistory,
        takes: takesByNode(opened.takes),
        media: { ...get().media, ...mediaOf(opened.media) },
        selection: [],
        selectedConnections: [],
        viewed: undefined,
        nodeRuns: {},
        activeRunId: undefined,
        runs: [],
      })
      autosave.opened(opened.document)
    }

    /** Leaves the open workflow only once everything in it is in the library. */
    const leave = async (): Promise<void> => {
      if (!get().workflow || (await get().flush())) return
      throw get().saveError ?? new AppError('core_unreachable')
    }
    const open = async (id?: string): Promise<void> => {
      const language = currentLanguage()
      show(await core.call('workflows.open', id === undefined ? { language } : { id, language }))
      await get().refreshRuns()
    }
    /** Says what went wrong where the person is; the state is as before. */
    const attempt = async (work: () => Promise<void>): Promise<void> => {
      try {
        await work()
      } catch (error) {
        get().toastError(error)
      }
    }

    return {
      phase: 'starting',
      rev: 0,
      saveState: 'saved',
      workflows: [],

      async start() {
        try {
          await get().loadSettings()
          const models = await core.call('models.list', {})
          set({ models })
          await open()
          await get().refreshWorkflows()
          set({ phase: 'ready', startError: undefined })
        } catch (error) {
          const startError = fromWire(toWire(error))
          const away = startError.code === 'core_unreachable'
          set(away ? { phase: 'unreachable' } : { startError })
        }
      },
      openWorkflow: (id) =>
        attempt(async () => {
          await leave()
          await open(id)
          await get().refreshWorkflows()
        }),
      createWorkflow: () =>
        attempt(async () => {
          await leave()
          const { id } = await core.call('workflows.create', { name: translate('canvas:untitled') })
          await open(id)
          await get().refreshWorkflows()
        }),
      openSample: () =>
        attempt(async () => {
          await leave()
          const { id } = await core.call('workflows.sample', { language: currentLanguage() })
          await open(id)
          await get().refreshWorkflows()
        }),
      importWorkflowText: (name, text) =>
        attempt(async () => {
          await leave()
          const { id } = await core.call('workflows.import', { name, text })
          await open(id)
          await get().refreshWorkflows()
        }),
      flush: () => autosave.flush(),
      reloadWorkflow: () => attempt(() => open(get().workflow?.id)),
      saveAsCopy: (of) =>
        attempt(async () => {
          const { workflow, document } = get()
          const { name, document: copied } = of ?? {
            name: translate('canvas:copy-of', { name: workflow?.name ?? translate('canvas:untitled') }),
            document,
          }
          const { id } = await core.call('workflows.create', { name, document: copied })
          await open(id)
          await get().refreshWorkflows()
        }),
      describeWorkflow: (id, change) =>
        attempt(async () => {
          const summary = await core.call('workflows.describe', { id, ...change })
          get().applySummary(summary)
        }),
      duplicateWorkflow: (id) =>
        attempt(async () => {
          if (get().workflow?.id === id) await leave()
          const name = get().workflows.find((workflow) => workflow.id === id)?.name ?? ''
          await core.call('workflows.duplicate', { id, name: translate('canvas:copy-of', { name }) })
          await get().refreshWorkflows()
        }),
      removeWorkflow: (id) =>
        attempt(async () => {
          const isOpen = get().workflow?.id === id
          // Nothing more is to be saved to it; and when it cannot be removed, it simply opens again.
          if (isOpen) set({ workflow: undefined })
          try {
            await core.call('workflows.remove', { id })
          } finally {
            if (isOpen) await open()
          }
          await get().refreshWorkflows()
        }),
      refreshWorkflows: () => attempt(async () => set({ workflows: await core.call('workflows.list', {}) })),
      applySummary: (summary) =>
        set(({ workflow, workflows }) => ({
          workflow: workflow?.id === summary.id ? summary : workflow,
          workflows: workflows.some(({ id }) => id === summary.id)
            ? workflows.map((known) => (known.id === summary.id ? summary : known))
            : [summary, ...workflows],
        })),
    }
  }
