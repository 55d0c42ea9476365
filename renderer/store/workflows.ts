import { currentLanguage, translate } from '../i18n/index.ts'
import { createDesk } from './desk.ts'
import type { Slice } from './editor.ts'
import type { Shared } from './session.ts'
import type { SessionSlice } from './types.ts'

type Workflows = Pick<
  SessionSlice,
  | 'workflows'
  | 'createWorkflow'
  | 'openSample'
  | 'importWorkflowText'
  | 'saveAsCopy'
  | 'describeWorkflow'
  | 'duplicateWorkflow'
  | 'removeWorkflow'
  | 'refreshWorkflows'
  | 'applySummary'
>

/** The list of workflows, and making and removing them. */
export const createWorkflowsSlice =
  (shared: Shared): Slice<Workflows> =>
  (set, get) => {
    const { call } = shared.core
    const { leave, open, openMade, continueAs, attempt } = createDesk(shared, set, get)

    return {
      workflows: [],

      createWorkflow: () =>
        attempt(() => openMade(() => call('workflows.create', { name: translate('canvas:untitled') }))),
      openSample: () =>
        attempt(() => openMade(() => call('workflows.sample', { language: currentLanguage() }))),
      importWorkflowText: (name, text) =>
        attempt(() => openMade(() => call('workflows.import', { name, text }))),
      saveAsCopy: (of) =>
        attempt(async () => {
          if (of) return openMade(() => call('workflows.create', of))
          // A copy is often made of what could not be saved, so that is no reason against it.
          await get().flush()
          const name = copyName(get().workflow?.name ?? translate('canvas:untitled'))
          await continueAs((document) => call('workflows.create', { name, document }))
        }),
      describeWorkflow: (id, change) =>
        attempt(async () => get().applySummary(await call('workflows.describe', { id, ...change }))),
      duplicateWorkflow: (id) =>
        attempt(async () => {
          if (get().workflow?.id === id) await leave()
          const name = get().workflows.find((workflow) => workflow.id === id)?.name ?? ''
          await call('workflows.duplicate', { id, name: copyName(name) })
          await get().refreshWorkflows()
        }),
      removeWorkflow: (id) =>
        attempt(async () => {
          const { workflow } = get()
          const isOpen = workflow?.id === id
          // Nothing more is to be saved to it.
          if (isOpen) set({ workflow: undefined })
          try {
            await call('workflows.remove', { id })
          } catch (error) {
            if (isOpen) set({ workflow })
            shared.autosave.changed()
            throw error
          }
          if (isOpen) await open()
          await get().refreshWorkflows()
        }),
      refreshWorkflows: () => attempt(async () => set({ workflows: await call('workflows.list', {}) })),
      applySummary: (summary) =>
        set(({ workflow, workflows }) => ({
          workflow: workflow?.id === summary.id ? summary : workflow,
          workflows: workflows.some(({ id }) => id === summary.id)
            ? workflows.map((known) => (known.id === summary.id ? summary : known))
            : [summary, ...workflows],
        })),
    }
  }

function copyName(name: string): string {
  return translate('canvas:copy-of', { name })
}
