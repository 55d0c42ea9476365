import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import { create, type StoreApi, type UseBoundStore } from 'zustand'
import type { CoreLink } from '../api.ts'
import { createBatchSlice } from './batch.ts'
import { createClipboardSlice } from './clipboard.ts'
import { createCutSlice } from './cut.ts'
import { createDocumentSlice } from './document.ts'
import { followCore } from './events.ts'
import { createExportsSlice } from './exports.ts'
import { withdrawOffers } from './editor.ts'
import { createFolderImportsSlice } from './imports.ts'
import { createJobsSlice } from './jobs.ts'
import { createLibraryHistorySlice } from './library-history.ts'
import { createLibraryCollectionsSlice } from './library-collections.ts'
import { createLibraryListsSlice } from './library-lists.ts'
import { createLibraryMarksSlice } from './library-marks.ts'
import { createLibraryPagesSlice } from './library-pages.ts'
import { createLibrarySearchesSlice } from './library-searches.ts'
import { createLibrarySelectionSlice } from './library-selection.ts'
import { createLibraryUseSlice } from './library-use.ts'
import { createImportsSlice } from './library.ts'
import { createMediaSlice } from './media.ts'
import { createNodesSlice } from './nodes.ts'
import { createParamsSlice } from './params.ts'
import { createProvidersSlice } from './providers.ts'
import { createRunOrdersSlice } from './run-orders.ts'
import { createRunsSlice } from './runs.ts'
import { createSessionSlice, createWorkflowAutosave, type Shared } from './session.ts'
import { createSettingsSlice } from './settings.ts'
import { createSpendingSlice } from './spending.ts'
import type { Store } from './types.ts'
import { createTakeChoiceSlice } from './take-choice.ts'
import { createStorageSlice } from './storage.ts'
import { createTransfersSlice } from './transfers.ts'
import { createTrashSlice } from './trash.ts'
import { createUiSlice } from './ui.ts'
import { createWiringSlice } from './wiring.ts'
import { createWorkflowsSlice } from './workflows.ts'

/** The whole state of a window over a core. It talks to the core only once `start` is called. */
export function createStoreOver(core: CoreLink): UseBoundStore<StoreApi<Store>> {
  return create<Store>()((set, get, store) => {
    const shared: Shared = { core, autosave: createWorkflowAutosave(core, set, get) }
    const session = createSessionSlice(shared)(set, get, store)
    store.subscribe((state, before) => {
      if (state.history !== before.history) set({ toasts: withdrawOffers(state) })
    })
    let following = false
    store.subscribe((state, before) => {
      if (state.document === before.document || state.workflow?.id !== before.workflow?.id) return
      shared.autosave.changed({ quietly: onlyViewMoved(state.document, before.document) })
    })
    return {
      ...createDocumentSlice(set, get, store),
      ...createParamsSlice(set, get, store),
      ...createTakeChoiceSlice(set, get, store),
      ...createNodesSlice(set, get, store),
      ...createWiringSlice(set, get, store),
      ...createClipboardSlice(set, get, store),
      ...createBatchSlice(set, get, store),
      ...session,
      ...createWorkflowsSlice(shared)(set, get, store),
      ...createMediaSlice(shared)(set, get, store),
      ...createImportsSlice(shared)(set, get, store),
      ...createLibraryPagesSlice(shared)(set, get, store),
      ...createLibraryListsSlice(shared)(set, get, store),
      ...createLibraryCollectionsSlice(shared)(set, get, store),
      ...createLibrarySearchesSlice(shared)(set, get, store),
      ...createLibrarySelectionSlice(shared)(set, get, store),
      ...createLibraryMarksSlice(shared)(set, get, store),
      ...createLibraryHistorySlice(set, get, store),
      ...createLibraryUseSlice(set, get, store),
      ...createFolderImportsSlice(shared)(set, get, store),
      ...createRunsSlice(shared)(set, get, store),
      ...createRunOrdersSlice(shared)(set, get, store),
      ...createExportsSlice(shared)(set, get, store),
      ...createTransfersSlice(shared)(set, get, store),
      ...createUiSlice(set, get, store),
      ...createSettingsSlice(shared)(set, get, store),
      ...createProvidersSlice(shared)(set, get, store),
      ...createJobsSlice(shared)(set, get, store),
      ...createSpendingSlice(shared)(set, get, store),
      ...createCutSlice(shared)(set, get, store),
      ...createStorageSlice(shared)(set, get, store),
      ...createTrashSlice(shared)(set, get, store),
      async start() {
        if (!following) followCore(store, shared)
        following = true
        await session.start()
      },
    }
  })
}

function onlyViewMoved(a: WorkflowDocument, b: WorkflowDocument): boolean {
  return (
    a.nodes === b.nodes &&
    a.connections === b.connections &&
    a.settings === b.settings &&
    a.viewport !== b.viewport
  )
}
