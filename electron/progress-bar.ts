import type { BrowserWindow } from 'electron'
import type { Core } from '../media/core.ts'
import type { CoreEvent } from '../nodes/contract/events.ts'
import type { Run, RunNode } from '../nodes/contract/records.ts'

/** Shows on the taskbar how far the runs are, as the share of their nodes that have ended. */
export function showProgress(
  core: Pick<Core, 'onEvent'>,
  window: Pick<BrowserWindow, 'setProgressBar' | 'on'>,
): void {
  const runs = new Map<string, Run>()
  const stopListening = core.onEvent((event) => {
    if (!update(runs, event)) return
    window.setProgressBar(runs.size === 0 ? -1 : fraction([...runs.values()].flatMap((run) => run.nodes)))
  })
  window.on('closed', stopListening)
}

function update(runs: Map<string, Run>, event: CoreEvent): boolean {
  if (event.type === 'run.changed') {
    if (event.run.state === 'running') runs.set(event.run.id, event.run)
    else runs.delete(event.run.id)
    return true
  }
  const run = event.type === 'run.node' ? runs.get(event.node.runId) : undefined
  if (event.type !== 'run.node' || !run) return false
  const nodes = run.nodes.map((node) => (node.nodeId === event.node.nodeId ? event.node : node))
  runs.set(run.id, { ...run, nodes })
  return true
}

function fraction(nodes: readonly RunNode[]): number {
  const done = nodes.reduce((sum, node) => sum + progressOf(node), 0)
  return nodes.length === 0 ? 0 : done / nodes.length
}

function progressOf(node: RunNode): number {
  if (node.state === 'waiting') return 0
  return node.state === 'running' ? (node.progress ?? 0) : 1
}
