import type { OpenedWorkflow } from '../../nodes/contract/records.ts'
import { AppError } from '../../nodes/errors.ts'
import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import type { CoreLink } from '../api.ts'
import { currentLanguage } from '../i18n/index.ts'
import type { Get, Set } from './editor.ts'
import { asAnother } from './opened.ts'
import { createOtherWindows } from './other-windows.ts'
import type { Shared } from './session.ts'

/** What lies on the desk is one workflow; these put another one there without losing the first. */
export interface Desk {
  /** Refuses to leave while something on screen is not in the library. */
  leave(): Promise<void>
  /** Without an id: the last one open, or on a fresh library the sample. */
  open(id?: string): Promise<void>
  /** Leaves, makes a workflow and opens it. */
  openMade(make: () => Promise<{ readonly id: string }>): Promise<void>
  /** What is on screen goes on as the workflow that `make` wrote it to, with what was edited meanwhile. */
  continueAs(make: (document: WorkflowDocument) => Promise<{ readonly id: string }>): Promise<void>
  /** Gives up what is on screen for what the library has of it. */
  reload(): Promise<void>
  /** Says what went wrong where the person is; the state is as before. */
  attempt(work: () => Promise<void>): Promise<void>
}

export function createDesk(shared: Shared, set: Set, get: Get): Desk {
  const { core, autosave } = shared
  const { meet, giveWay } = createOtherWindows(shared, set, get)
  const desk: Desk = {
    async leave() {
      if (!get().workflow || (await get().flush())) return
      throw get().saveError ?? new AppError('core_unreachable')
    },
    async open(id) {
      const opened = await ask(core, id)
      await autosave.settled()
      if (isOnScreen(opened)) meet(opened)
      else if (autosave.isSaved()) show(opened)
      else {
        // The first was edited while the answer was on its way; by the time that is saved, the answer is old.
        await desk.leave()
        return desk.open(id)
      }
      await get().refreshRuns()
    },
    async openMade(make) {
      await desk.leave()
      const { id } = await make()
      await desk.open(id)
      await get().refreshWorkflows()
    },
    async continueAs(make) {
      const { workflow, document: written } = get()
      const { id } = await make(written)
      const opened = await ask(core, id)
      if (get().workflow?.id === workflow?.id) {
        const { document } = get()
        show(opened)
        if (document !== written) set({ document })
        await get().refreshRuns()
      }
      await get().refreshWorkflows()
    },
    async reload() {
      const opened = await ask(core, get().workflow?.id)
      if (!isOnScreen(opened)) return
      giveWay(opened)
      await get().refreshRuns()
    },
    async attempt(work) {
      try {
        await work()
      } catch (error) {
        get().toastError(error)
      }
    },
  }
  return desk

  function isOnScreen({ summary }: OpenedWorkflow): boolean {
    return get().workflow?.id === summary.id
  }

  function show(opened: OpenedWorkflow): void {
    set(asAnother(opened, get()))
    autosave.opened(opened.document)
  }
}

function ask(core: CoreLink, id: string | undefined): Promise<OpenedWorkflow> {
  const language = currentLanguage()
  return core.call('workflows.open', id === undefined ? { language } : { id, language })
}
