import type { OpenedWorkflow } from '../../nodes/contract/records.ts'
import { AppError } from '../../nodes/errors.ts'
import { currentLanguage } from '../i18n/index.ts'
import type { Get, Set } from './editor.ts'
import { emptyHistory } from './history.ts'
import { mediaOf, takesByNode } from './media.ts'
import type { Shared } from './session.ts'

/** What lies on the desk is one workflow; these put another one there without losing the first. */
export interface Desk {
  /** Refuses to leave while something on screen is not in the library. */
  leave(): Promise<void>
  /** Without an id: the last one open, or on a fresh library the sample. */
  open(id?: string): Promise<void>
  /** Leaves, makes a workflow and opens it. */
  openMade(make: () => Promise<{ readonly id: string }>): Promise<void>
  /** Says what went wrong where the person is; the state is as before. */
  attempt(work: () => Promise<void>): Promise<void>
}

export function createDesk({ core, autosave }: Shared, set: Set, get: Get): Desk {
  const desk: Desk = {
    async leave() {
      if (!get().workflow || (await get().flush())) return
      throw get().saveError ?? new AppError('core_unreachable')
    },
    async open(id) {
      const language = currentLanguage()
      show(await core.call('workflows.open', id === undefined ? { language } : { id, language }))
      await get().refreshRuns()
    },
    async openMade(make) {
      await desk.leave()
      const { id } = await make()
      await desk.open(id)
      await get().refreshWorkflows()
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

  function show(opened: OpenedWorkflow): void {
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
}
