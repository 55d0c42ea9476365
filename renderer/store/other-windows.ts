import type { OpenedWorkflow } from '../../nodes/contract/records.ts'
import type { Get, Set } from './editor.ts'
import { asTheSame, filesOf } from './opened.ts'
import { reconcile } from './reconcile.ts'
import type { Shared } from './session.ts'

/** What becomes of the workflow on screen when another window saves it too. */
export interface OtherWindows {
  /** Another window saved what is on screen, at this revision. */
  takeOver(rev: number): Promise<void>
  /** Fetches what was missed of the workflow on screen. */
  catchUp(): Promise<void>
  /** Takes in what the library has by now, as far as that takes no edit from anybody. */
  meet(opened: OpenedWorkflow): ReturnType<typeof reconcile>
  /** Gives up what is on screen for this. */
  giveWay(opened: OpenedWorkflow): void
}

export function createOtherWindows({ core, autosave }: Shared, set: Set, get: Get): OtherWindows {
  const windows: OtherWindows = {
    async takeOver(rev) {
      const id = get().workflow?.id
      // The news of our own save comes before its answer.
      await autosave.settled()
      if (get().workflow?.id === id && get().rev < rev) await windows.catchUp()
    },
    async catchUp() {
      const id = get().workflow?.id
      if (id === undefined) return
      const opened = await core.call('workflows.open', { id })
      // A save that went out meanwhile is ours, and no news.
      await autosave.settled()
      windows.meet(opened)
      await get().refreshRuns()
    },
    meet(opened) {
      const { workflow, rev, document: here } = get()
      const base = autosave.inLibrary()
      if (!base || opened.summary.id !== workflow?.id || opened.rev < rev) return 'conflict'
      const verdict = reconcile({ base, here, there: opened.document })
      if (verdict === 'theirs') windows.giveWay(opened)
      else set(filesOf(opened, get()))
      if (verdict === 'ours') set({ rev: opened.rev })
      return verdict
    },
    giveWay(opened) {
      const next = asTheSame(opened, get())
      // First, so that the change is not taken for one to be saved.
      autosave.opened(next.document)
      set(next)
    },
  }
  return windows
}
