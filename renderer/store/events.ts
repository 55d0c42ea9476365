import type { CoreEvent } from '../../nodes/contract/events.ts'
import { translate } from '../i18n/index.ts'
import { mediaOf, takesByNode } from './media.ts'
import type { Autosave } from './autosave.ts'
import type { Shared } from './session.ts'
import type { Store } from './types.ts'
import type { StoreApi } from 'zustand'

/** Brings what the core tells by itself into the store. */
export function followCore(store: StoreApi<Store>, { core, autosave }: Shared): void {
  core.onEvent((event) => take(store, event, autosave))
  core.onReachable((reachable) => {
    const { phase, start } = store.getState()
    if (!reachable) return store.setState({ phase: phase === 'ready' ? 'unreachable' : phase })
    // Still loading for the first time, or back after a while.
    if (phase === 'unreachable') void (store.getState().workflow ? comeBack(store, core) : start())
  })
}

function take(store: StoreApi<Store>, event: CoreEvent, autosave: Autosave): void {
  const state = store.getState()
  switch (event.type) {
    case 'run.changed':
      return state.applyRun(event.run)
    case 'run.node':
      return state.applyRunNode(event.workflowId, event.node)
    case 'take.made':
      if (event.workflowId === state.workflow?.id) return state.applyTake(event.take, event.media)
      return state.applyMedia(event.media)
    case 'media.changed':
      return state.applyMedia(event.media)
    case 'settings.changed':
      return state.applySettings(event.settings)
    case 'workflow.changed':
      state.applySummary(event.summary)
      if (event.summary.id === state.workflow?.id && event.rev > state.rev) takeOver(store, autosave)
      return undefined
    case 'workflow.removed':
      return forget(store, event.id)
  }
}

/** Another window saved this workflow. Whoever has changed nothing here sees it; otherwise the next save says so. */
function takeOver(store: StoreApi<Store>, autosave: Autosave): void {
  const { saveState, reloadWorkflow } = store.getState()
  // The news of our own save comes before its answer, also when only the view was saved.
  if (saveState === 'saved' && !autosave.isWriting()) void reloadWorkflow()
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
async function comeBack(store: StoreApi<Store>, core: Shared['core']): Promise<void> {
  const { workflow, flush, refreshRuns, loadSettings, reloadWorkflow } = store.getState()
  store.setState({ phase: 'ready' })
  try {
    await loadSettings()
    const saved = await flush()
    const opened = await core.call('workflows.open', { id: workflow!.id })
    const state = store.getState()
    if (state.workflow?.id !== opened.summary.id) return
    if (saved && opened.rev > state.rev) return void (await reloadWorkflow())
    store.setState({
      takes: takesByNode(opened.takes),
      media: { ...state.media, ...mediaOf(opened.media) },
    })
    await refreshRuns()
  } catch (error) {
    store.getState().toastError(error)
  }
}
