import type { RunTarget } from '../../nodes/engine/plan.ts'
import { nodeById, selectPlanRows, selectRunCounts } from '../store/selectors.ts'
import type { Store } from '../store/types.ts'
import { defineCommands, type ReasonKey } from './command.ts'
import { isMaker } from './node.ts'

const selectedMakers = ({ document, selection }: Store) =>
  selection.filter((id) => isMaker(nodeById(document, id)?.type ?? ''))

const needsMaker = (state: Store) => {
  if (state.activeRunId) return 'running'
  return selectedMakers(state).length > 0 ? undefined : 'select-maker'
}

/** What a command would run now; undefined while nothing is selected for it. */
export function targetOf(id: string, state: Store): RunTarget | undefined {
  const nodeIds = selectedMakers(state)
  const [nodeId, ...others] = state.selection
  if (id === 'run-from-here') {
    return nodeId === undefined || others.length > 0 ? undefined : { kind: 'from', nodeId }
  }
  if (nodeIds.length === 0) return undefined
  return id === 'new-takes' ? { kind: 'new-takes', nodeIds } : { kind: 'nodes', nodeIds }
}

const nothingToRun = (state: Store): ReasonKey | undefined => {
  if (state.activeRunId) return 'running'
  const { toRun, makers, stuck } = selectRunCounts(state)
  if (toRun > 0) return undefined
  if (makers === 0) return 'nothing-to-run'
  return stuck > 0 ? 'needs-something' : 'up-to-date'
}

/** Why running this would do nothing, if so. */
function nothingIn(state: Store, target: RunTarget): ReasonKey | undefined {
  const rows = selectPlanRows(state, target)
  if (rows.some(({ action }) => action === 'run')) return undefined
  if (rows.length === 0) return 'nothing-to-run'
  return rows.some(({ action }) => action === 'blocked') ? 'needs-something' : 'up-to-date'
}

export const runCommands = defineCommands([
  {
    id: 'run-all',
    group: 'run',
    scope: 'all',
    keys: ['Mod+Enter'],
    whileTyping: true,
    unavailable: nothingToRun,
    perform: ({ run }) => void run({ kind: 'all' }),
  },
  {
    id: 'run-selected',
    group: 'run',
    scope: 'all',
    keys: ['Mod+Shift+Enter'],
    whileTyping: true,
    unavailable: (state) =>
      needsMaker(state) ?? nothingIn(state, { kind: 'nodes', nodeIds: selectedMakers(state) }),
    perform: (state) => void state.run({ kind: 'nodes', nodeIds: selectedMakers(state) }),
  },
  {
    id: 'run-from-here',
    group: 'run',
    scope: 'all',
    unavailable: (state) => {
      if (state.activeRunId) return 'running'
      const [nodeId, ...others] = state.selection
      if (nodeId === undefined || others.length > 0) return 'select-one'
      return nothingIn(state, { kind: 'from', nodeId })
    },
    perform: ({ run, selection }) => void run({ kind: 'from', nodeId: selection[0]! }),
  },
  {
    id: 'new-takes',
    group: 'run',
    scope: 'all',
    unavailable: needsMaker,
    perform: (state) => void state.run({ kind: 'new-takes', nodeIds: selectedMakers(state) }),
  },
  {
    id: 'run-animatic',
    group: 'run',
    scope: 'all',
    // It also makes what no provider could.
    unavailable: (state) => (state.activeRunId ? 'running' : nothingIn(state, { kind: 'all' })),
    perform: ({ run }) => void run({ kind: 'all' }, { standIn: true }),
  },
  {
    id: 'stop-run',
    group: 'run',
    scope: 'all',
    keys: ['Mod+Alt+Enter'],
    whileTyping: true,
    unavailable: ({ activeRunId }) => (activeRunId ? undefined : 'not-running'),
    perform: ({ stopRun }) => void stopRun(),
  },
  {
    id: 'retry-unfinished',
    group: 'run',
    scope: 'all',
    unavailable: ({ activeRunId, runs }) => {
      if (activeRunId) return 'running'
      const unfinished = runs[0]?.nodes.some(
        ({ state }) => state === 'failed' || state === 'stopped' || state === 'held',
      )
      return unfinished ? undefined : 'nothing-unfinished'
    },
    perform: ({ retryRun }) => void retryRun(),
  },
])
