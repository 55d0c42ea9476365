import type { Run, RunNode } from '../../nodes/contract/records.ts'
import type { Tables } from '../db/tables.ts'
import type { Events } from '../events.ts'
import { toStored } from './run-record.ts'

const PROGRESS_EVERY_MS = 200

export interface RunEntry {
  run: Run
}

export type RunBoard = ReturnType<typeof createRunBoard>

/** Where a run's nodes stand: in memory for who asks, in the database for later, to the window as it happens. */
export function createRunBoard({ tables, events }: { tables: Tables; events: Events }, entry: RunEntry) {
  const lastSent = new Map<string, number>()
  const workflowId = entry.run.workflowId!

  function put(nodeId: string, next: (node: RunNode) => RunNode): { node: RunNode; position: number } {
    const position = entry.run.nodes.findIndex((node) => node.nodeId === nodeId)
    const node = next(entry.run.nodes[position]!)
    entry.run = { ...entry.run, nodes: entry.run.nodes.with(position, node) }
    return { node, position }
  }

  function update(nodeId: string, next: (node: RunNode) => RunNode): void {
    const { node, position } = put(nodeId, next)
    writeIfPossible(() => tables.runs.putNode(entry.run.id, toStored(node, position)))
    events.emit({ type: 'run.node', workflowId, node })
  }

  return {
    update,
    progress(nodeId: string, fraction: number): void {
      const { node } = put(nodeId, (before) => ({ ...before, progress: fraction }))
      const now = Date.now()
      if (now - (lastSent.get(nodeId) ?? 0) < PROGRESS_EVERY_MS) return
      lastSent.set(nodeId, now)
      events.emit({ type: 'run.node', workflowId, node })
    },
    note: (nodeId: string, note: string): void =>
      update(nodeId, (node) => ({ ...node, note: node.note ? `${node.note} ${note}` : note })),
    begin(document: unknown): void {
      const { id, workflowName, startedAt, nodes, pickedUp } = entry.run
      tables.together(() => {
        tables.runs.start({ id, workflowId, workflowName, status: 'running', startedAt, pickedUp }, document)
        nodes.forEach((node, position) => tables.runs.putNode(id, toStored(node, position)))
      })
      events.emit({ type: 'run.changed', run: entry.run })
    },
    end(state: Run['state']): Run {
      entry.run = { ...entry.run, state, endedAt: Date.now() }
      const { id, endedAt } = entry.run
      writeIfPossible(() => tables.runs.finish(id, state, endedAt!))
      events.emit({ type: 'run.changed', run: entry.run })
      return entry.run
    },
  }
}

/**
 * A record that cannot be written (the disk is full) must not end the run, whose files and takes are written
 * apart from it and whose siblings still work. What the record lacks, the next start marks as interrupted.
 */
function writeIfPossible(write: () => void): void {
  try {
    write()
  } catch (error) {
    process.emitWarning(`The record of a run could not be written: ${String(error)}`)
  }
}
