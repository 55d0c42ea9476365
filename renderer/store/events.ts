import type { CoreEvent } from '../../nodes/contract/events.ts'
import { translate } from '../i18n/index.ts'
import { createOtherWindows, type OtherWindows } from './other-windows.ts'
import { afterPause } from './pause.ts'
import type { Shared } from './session.ts'
import type { Store } from './types.ts'
import type { StoreApi } from 'zustand'

/** A job says many things while it works, and most of them are not about money. */
const SPENDING_AFTER_MS = 500

/** Brings what the core tells by itself into the store. */
export function followCore(store: StoreApi<Store>, shared: Shared): void {
  const others = createOtherWindows(shared, store.setState, store.getState)
  const readSpending = afterPause(SPENDING_AFTER_MS, () => store.getState().readSpending())
  shared.core.onEvent((event) => {
    take(store, event, others)
    if (event.type === 'job.changed') readSpending()
  })
  shared.core.onReachable((reachable, why) => {
    store.setState({ sessionOver: why === 'session_over' })
    const { phase, start, workflow } = store.getState()
    // Without a workflow on screen the window is still starting, and its start tells of the loss.
    if (!reachable) return store.setState({ phase: workflow ? 'unreachable' : phase })
    // Still loading for the first time, or back after a while.
    if (phase === 'unreachable') void (workflow ? comeBack(store, others) : start())
  })
}

function take(store: StoreApi<Store>, event: CoreEvent, others: OtherWindows): void {
  const state = store.getState()
  switch (event.type) {
    case 'run.changed':
      return state.applyRun(event.run)
    case 'run.node':
      return state.applyRunNode(event.workflowId, event.node)
    case 'import.changed':
      return state.applyImport(event.import)
    case 'library.changed':
      state.renewMedia()
      return void state.refreshLibrary()
    case 'take.made':
      void state.refreshLibrary()
      if (event.workflowId === state.workflow?.id) return state.applyTake(event.take, event.media)
      return state.applyMedia(event.media)
    case 'media.changed':
      void state.refreshLibrary()
      return state.applyMedia(event.media)
    case 'provider.changed':
      return state.applyProvider(event.provider)
    case 'job.changed':
      return state.applyJob(event.job)
    case 'settings.changed':
      return state.applySettings(event.settings)
    case 'storage.cleaned':
      return state.applyCleaned(event.report)
    case 'clip.measured':
      return state.applyMeasured(event.id)
    case 'export.changed':
      return state.applyExport(event.export)
    case 'transfer.changed':
      return state.applyTransfer(event.transfer)
    case 'workflow.changed':
      state.applySummary(event.summary)
      if (event.summary.id === state.workflow?.id && event.rev > state.rev) {
        others.takeOver(event.rev).catch(state.toastError)
      }
      return undefined
    case 'workflow.removed':
      return forget(store, event.id)
  }
}

/** Another window deleted what is on screen: it makes room, and what it was can be had back. */
function forget(store: StoreApi<Store>, id: string): void {
  const { workflow, workflows, document, toast, saveAsCopy, openWorkflow } = store.getState()
  store.setState({ workflows: workflows.filter((known) => known.id !== id) })
  if (workflow?.id !== id) return
  store.setState({ workflow: undefined })
  toast({
    kind: 'info',
    text: translate('canvas:toast.removed-elsewhere', { name: workflow.name }),
    action: {
      label: translate('canvas:toast.keep-copy'),
      perform: () => void saveAsCopy({ name: workflow.name, document }),
    },
  })
  void openWorkflow()
}

/** The core was away for a while: what changed here is saved, what was missed there is fetched. */
async function comeBack(store: StoreApi<Store>, others: OtherWindows): Promise<void> {
  const {
    flush,
    loadSettings,
    refreshProviders,
    refreshJobs,
    refreshExports,
    refreshFolderImports,
    refreshTransfers,
  } = store.getState()
  store.setState({ phase: 'ready' })
  try {
    await loadSettings()
    await Promise.all([
      refreshProviders(),
      refreshJobs(),
      refreshExports(),
      refreshFolderImports(),
      refreshTransfers(),
    ])
    await flush()
    await others.catchUp()
  } catch (error) {
    store.getState().toastError(error)
  }
}
