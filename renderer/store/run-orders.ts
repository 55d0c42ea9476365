import type { RunTarget } from '../../nodes/engine/plan.ts'
import { AppError, toWire } from '../../nodes/errors.ts'
import { mustAsk } from './ask-first.ts'
import type { Get, Set, Slice } from './editor.ts'
import { nodeById } from './graph-lookup.ts'
import { stopWords } from './run-news.ts'
import type { Shared } from './session.ts'
import { standInFor } from './stand-in.ts'
import type { RunOrder, RunsSlice, Store } from './types.ts'

export type RunOrders = Pick<RunsSlice, 'run' | 'closeConfirm' | 'makeAsAnimatic' | 'stopRun' | 'retryRun'>

/** What a person tells the core to run, once they know what it costs. */
export const createRunOrdersSlice =
  ({ core }: Shared): Slice<RunOrders> =>
  (set, get) => {
    const startOrAsk = createStart({ core }, set, get)
    const attempt = (work: () => Promise<void>) => work().catch((error: unknown) => get().toastError(error))
    return {
      run: (target, order) => attempt(() => startOrAsk(target, order)),
      closeConfirm: () => set({ confirming: undefined }),
      makeAsAnimatic: (nodeId) =>
        attempt(async () => {
          const model = standInFor(get(), nodeId)
          if (!model) return
          get().setParam(nodeId, 'model', model.id)
          get().endStep()
          await startOrAsk({ kind: 'nodes', nodeIds: [nodeId] })
        }),
      stopRun: (runId) =>
        attempt(async () => {
          const id = runId ?? get().activeRunId
          const run = get().runs.find((run) => run.id === id)
          if (id === undefined) return
          await core.call('runs.stop', { id })
          const text = run && stopWords(run)
          if (text !== undefined) get().toast({ kind: 'info', text })
        }),
      retryRun: () =>
        attempt(async () => {
          const nodeIds = unfinishedNodes(get())
          if (nodeIds.length > 0) await startOrAsk({ kind: 'nodes', nodeIds })
        }),
    }
  }

function createStart({ core }: Pick<Shared, 'core'>, set: Set, get: Get) {
  const start = async (target: RunTarget, order: RunOrder = {}): Promise<void> => {
    // A run works on what the library has, so what is on screen must be there first.
    if (!(await get().flush())) throw get().saveError ?? new AppError('core_unreachable')
    if (order.agreedUsd === undefined && !order.standIn && (await mustAsk(get, target))) {
      return set({ confirming: { target } })
    }
    const { workflow, rev } = get()
    if (!workflow) return
    const begun = await core.call('runs.start', { workflowId: workflow.id, rev, target, ...order })
    // The news of a run comes before the answer that it began, and of a short one also that it ended.
    if (!get().runs.some(({ id }) => id === begun.id)) get().applyRun(begun)
  }
  /** The core has the last word on what must be agreed to. */
  return (target: RunTarget, order?: RunOrder) =>
    start(target, order).catch((error: unknown) => {
      if (toWire(error).code !== 'cost_unconfirmed') throw error
      set({ confirming: { target } })
    })
}

/** What did not finish in the latest run and still stands on the canvas. */
function unfinishedNodes({ runs, document }: Store): string[] {
  const unfinished = (runs[0]?.nodes ?? []).filter(
    ({ state }) => state === 'failed' || state === 'skipped' || state === 'stopped' || state === 'held',
  )
  return unfinished.map(({ nodeId }) => nodeId).filter((id) => nodeById(document, id))
}
