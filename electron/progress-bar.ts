import type { BrowserWindow } from 'electron'
import type { Core } from '../media/core.ts'
import type { CoreEvent } from '../nodes/contract/events.ts'
import type { Run, RunNode } from '../nodes/contract/records.ts'

/** What goes on, by id: each export, and the nodes of each run. */
interface Going {
  readonly runs: Map<string, Run>
  readonly exports: Map<string, number>
}

/** Shows on the taskbar how far the runs and exports are, as the share of nodes and films that have ended. */
export function showProgress(
  core: Pick<Core, 'onEvent'>,
  window: Pick<BrowserWindow, 'setProgressBar' | 'on'>,
): void {
  const going: Going = { runs: new Map(), exports: new Map() }
  const stopListening = core.onEvent((event) => {
    if (update(going, event)) window.setProgressBar(fraction(going))
  })
  window.on('closed', stopListening)
}

function update({ runs, exports }: Going, event: CoreEvent): boolean {
  switch (event.type) {
    case 'run.changed':
      if (event.run.state === 'running') runs.set(event.run.id, event.run)
      else runs.delete(event.run.id)
      return true
    case 'export.changed':
      if (event.export.state === 'running') exports.set(event.export.id, event.export.progress)
      else exports.delete(event.export.id)
      return true
    case 'run.node': {
      const run = runs.get(event.node.runId)
      if (!run) return false
      const nodes = run.nodes.map((node) => (node.nodeId === event.node.nodeId ? event.node : node))
      runs.set(run.id, { ...run, nodes })
      return true
    }
    default:
      return false
  }
}

/** Below 0 there is no bar. */
function fraction({ runs, exports }: Going): number {
  if (runs.size + exports.size === 0) return -1
  const shares = [...[...runs.values()].flatMap(({ nodes }) => nodes.map(progressOf)), ...exports.values()]
  return shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length
}

function progressOf(node: RunNode): number {
  if (node.state === 'waiting') return 0
  return node.state === 'running' ? (node.progress ?? 0) : 1
}
