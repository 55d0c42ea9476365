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
    const { leave, open, openMade, attempt } = createDesk(shared, set, get)

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
          const { workflow, document } = get()
          const name = copyName(workflow?.name ?? translate('canvas:untitled'))
          const { id } = await call('workflows.create', of ?? { name, document })
          await open(id)
          await get().refreshWorkflows()
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
          const isOpen = get().workflow?.id === id
          // Nothing more is to be saved to it; and when it cannot be removed, it simply opens again.
          if (isOpen) set({ workflow: undefined })
          try {
            await call('workflows.remove', { id })
          } finally {
            if (isOpen) await open()
          }
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
