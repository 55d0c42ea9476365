import type { Run, RunNode } from '../../nodes/contract/records.ts'
import { isFresh } from '../../nodes/engine/status.ts'
import { translate } from '../i18n/index.ts'
import type { Slice } from './editor.ts'
import type { Shared } from './session.ts'
import { statusesOf } from './statuses.ts'
import { pickedUpWords } from './run-news.ts'
import type { RunOrders } from './run-orders.ts'
import type { RunsSlice, Store } from './types.ts'

const LISTED_RUNS = 50

type Followed = Omit<RunsSlice, keyof RunOrders>

/** What the core tells of the runs of the open workflow. */
export const createRunsSlice =
  ({ core }: Shared): Slice<Followed> =>
  (set, get) => {
    const attempt = (work: () => Promise<void>) => work().catch((error: unknown) => get().toastError(error))
    const toldOf = new Set<string>()
    const tellPickedUp = (run: Run) => {
      if (!run.pickedUp || run.state !== 'running' || toldOf.has(run.id)) return
      toldOf.add(run.id)
      get().toast({ kind: 'info', text: pickedUpWords(run) })
    }

    return {
      runs: [],
      nodeRuns: {},

      refreshRuns: () =>
        attempt(async () => {
          const { workflow, runs: known } = get()
          if (!workflow) return
          const listed = await core.call('runs.list', { workflowId: workflow.id, limit: LISTED_RUNS })
          if (get().workflow?.id !== workflow.id) return
          const runs = withNews(listed, known, get().runs)
          const active = runs.find((run) => run.state === 'running' && !run.pickedUp)?.id
          set({ runs, activeRunId: active, nodeRuns: standing(get(), runs) })
          runs.forEach(tellPickedUp)
        }),
      applyRun(run) {
        const { workflow, activeRunId, nodeRuns, runs } = get()
        if (run.workflowId === undefined || run.workflowId !== workflow?.id || isLate(run, runs)) return
        set({ runs: withRun(runs, run) })
        if (run.pickedUp) {
          set({ nodeRuns: { ...nodeRuns, ...byNode(run.nodes) } })
          tellPickedUp(run)
        } else if (run.state === 'running') {
          const begun = activeRunId !== run.id
          set({ activeRunId: run.id, nodeRuns: { ...nodeRuns, ...byNode(run.nodes) } })
          if (begun) get().announce(translate('canvas:say.run-started'))
        } else if (activeRunId === run.id || get().runs[0]?.id === run.id) {
          set({ activeRunId: undefined, nodeRuns: { ...nodeRuns, ...byNode(run.nodes) } })
          get().announce(endSentence(run), run.state === 'partial')
        }
      },
      applyRunNode(workflowId, node) {
        const { runs, workflow, nodeRuns } = get()
        set({
          runs: runs.map((run) => (run.id === node.runId ? withNode(run, node) : run)),
          ...(workflow?.id === workflowId && { nodeRuns: { ...nodeRuns, [node.nodeId]: node } }),
        })
        if (node.state === 'failed' && nodeRuns[node.nodeId]?.state !== 'failed') {
          get().announce(translate('canvas:say.node-unfinished', { node: node.title }), true)
        }
      },
    }
  }

/** Of a run that ended before this window opened, only what still asks for something; what was cut off, too. */
function stillTrue(state: Store, run: Run): Record<string, RunNode> {
  if (run.state === 'running') return byNode(run.nodes)
  const statuses = statusesOf(state)
  return byNode(
    run.nodes.filter((node) => {
      const status = statuses.get(node.nodeId)
      const asks =
        node.state === 'failed' ||
        node.state === 'held' ||
        (node.state === 'stopped' && run.state === 'interrupted')
      return asks && status !== undefined && !isFresh(status)
    }),
  )
}

/** For each node, the latest run that had it says what it still has to say; over it whatever is still being made. */
function standing(state: Store, runs: readonly Run[]): Record<string, RunNode> {
  const told = new Set<string>()
  const ended = runs.map((run) => {
    const nodes = run.nodes.filter(({ nodeId }) => !told.has(nodeId))
    nodes.forEach(({ nodeId }) => told.add(nodeId))
    return stillTrue(state, { ...run, nodes })
  })
  const working = runs.filter((run) => run.state === 'running').toReversed()
  return Object.assign({}, ...ended, ...working.map(({ nodes }) => byNode(nodes))) as Record<string, RunNode>
}

/** A run that ended does not begin again, however late somebody says that it began. */
function isLate(run: Run, runs: readonly Run[]): boolean {
  return run.state === 'running' && runs.some(({ id, state }) => id === run.id && state !== 'running')
}

/** What was told of this workflow's runs while the list was on its way is newer than the list. */
function withNews(listed: readonly Run[], known: readonly Run[], told: readonly Run[]): Run[] {
  const news = told.filter((run) => !known.includes(run))
  return news.reduce<Run[]>(
    (runs, run) => {
      if (run.state !== 'running') return withRun(runs, run)
      if (isLate(run, runs)) return runs
      const before = known.find(({ id }) => id === run.id)
      const moved = run.nodes.filter((node) => !before?.nodes.includes(node))
      return withRun(runs, moved.reduce(withNode, runs.find(({ id }) => id === run.id) ?? run))
    },
    [...listed],
  )
}

function withRun(runs: readonly Run[], run: Run): Run[] {
  return [run, ...runs.filter(({ id }) => id !== run.id)]
    .toSorted((a, b) => b.startedAt - a.startedAt)
    .slice(0, LISTED_RUNS)
}

function byNode(nodes: readonly RunNode[]): Record<string, RunNode> {
  return Object.fromEntries(nodes.map((node) => [node.nodeId, node]))
}

function endSentence(run: Run): string {
  const done = run.nodes.filter(({ state }) => state === 'done' || state === 'reused').length
  const unfinished = run.nodes.filter(({ state }) => state === 'failed' || state === 'held').length
  if (run.state === 'stopped' || run.state === 'interrupted')
    return translate('canvas:say.run-stopped', { done })
  if (unfinished > 0) return translate('canvas:say.run-partial', { done, unfinished })
  return translate('canvas:say.run-done', { done })
}

function withNode(run: Run, node: RunNode): Run {
  return { ...run, nodes: run.nodes.map((known) => (known.nodeId === node.nodeId ? node : known)) }
}
