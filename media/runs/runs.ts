import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { Run, RunNode } from '../../nodes/contract/records.ts'
import { execute, type Work } from '../../nodes/engine/execute.ts'
import { planRun, type RunTarget } from '../../nodes/engine/plan.ts'
import { AppError } from '../../nodes/errors.ts'
import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import type { Take } from '../../nodes/takes.ts'
import type { Tables } from '../db/tables.ts'
import type { Events } from '../events.ts'
import type { Workflows } from '../workflows.ts'
import { createOngoing, type Ongoing } from './ongoing.ts'
import { createPlaces, type Places } from './places.ts'
import { advance, finalState, fromStored, plannedNode, shownRows, toStored } from './run-record.ts'
import { createServices, type ServiceParts } from './services.ts'
import { createTakeKeeper } from './take-keeper.ts'

export interface RunParts extends ServiceParts {
  readonly tables: Tables
  readonly events: Events
  readonly workflows: Workflows
}

export interface RunOrder {
  readonly workflowId: string
  readonly workflowName: string
  /** Runs as it is here, whatever happens to the saved one meanwhile. */
  readonly document: WorkflowDocument
  readonly target: RunTarget
}

export interface Runs {
  start(order: RunOrder): Run
  stop(runId: string): void
  list(query: { workflowId?: string | undefined; limit: number }): Run[]
  /** Resolves with the run as it ended; at once for one that is over. */
  finished(runId: string): Promise<Run>
  close(): Promise<void>
}

interface ActiveRun {
  run: Run
  readonly stopper: AbortController
  readonly done: Promise<Run>
}

const PROGRESS_EVERY_MS = 200

/** Starts, stops and records runs. Everything here works without a window. */
export function createRuns(parts: RunParts): Runs {
  const { tables } = parts
  const active = new Map<string, ActiveRun>()
  // Work on this machine shares its cores, whichever run it belongs to; drawing and encoding overlap even on one.
  const local = createPlaces(Math.max(2, Math.floor(availableParallelism() / 2)))
  const ongoing = createOngoing()
  tables.runs.interruptRunning(Date.now())

  const list: Runs['list'] = ({ workflowId, limit }) =>
    tables.runs
      .list({ workflowId, limit, offset: 0 })
      .map((stored) => active.get(stored.id)?.run ?? fromStored(stored))

  return {
    start(order) {
      const running = [...active.values()].some(({ run }) => run.workflowId === order.workflowId)
      if (running) throw new AppError('run_in_progress')
      const entry = begin(parts, order, { places: local, ongoing })
      active.set(entry.run.id, entry)
      void entry.done.finally(() => active.delete(entry.run.id))
      return entry.run
    },
    stop: (runId) => active.get(runId)?.stopper.abort(),
    list,
    async finished(runId) {
      const entry = active.get(runId)
      if (entry) return entry.done
      const stored = tables.runs.get(runId)
      if (!stored) throw new AppError('not_found', { what: 'This run' })
      return fromStored(stored)
    },
    async close() {
      for (const { stopper } of active.values()) stopper.abort()
      await Promise.allSettled([...active.values()].map(({ done }) => done))
    },
  }
}

function begin(
  parts: RunParts,
  order: RunOrder,
  { places, ongoing }: { places: Places; ongoing: Ongoing },
): ActiveRun {
  const { tables, events, manager, workflows } = parts
  const { workflowId, workflowName, document } = order
  const id = randomUUID()
  const takes = Map.groupBy(workflows.takesOf(workflowId), (take: Take) => take.nodeId)
  const plan = planRun(document, order.target, {
    takesOf: (nodeId) => takes.get(nodeId) ?? [],
    isMissing: (mediaId) => manager.get(mediaId)?.missing ?? true,
  })
  const startedAt = Date.now()
  const nodes = shownRows(plan).map((row) => plannedNode(id, row, document))
  const stopper = new AbortController()
  const entry: { run: Run } = { run: { id, workflowId, workflowName, state: 'running', startedAt, nodes } }

  tables.together(() => {
    tables.runs.start({ id, workflowId, workflowName, status: 'running', startedAt }, document)
    nodes.forEach((node, position) => tables.runs.putNode(id, toStored(node, position)))
    tables.workflows.touchExecuted(workflowId, startedAt)
  })
  events.emit({ type: 'run.changed', run: entry.run })

  const board = createBoard(parts, entry, workflowId)
  const keeper = createTakeKeeper(
    { tables, events, manager, ongoing },
    { runId: id, workflowId, document, signal: stopper.signal },
  )
  const done = execute(document, plan, {
    ...keeper,
    signal: stopper.signal,
    onNode: (event) => board.update(event.nodeId, (node) => advance(node, event, document)),
    takePlace: () => places.take(stopper.signal),
    servicesFor: (work) => createServices(parts, work, board.reportFor(work, stopper.signal)),
  }).then(() => {
    const ended: Run = {
      ...entry.run,
      state: finalState(entry.run, stopper.signal.aborted),
      endedAt: Date.now(),
    }
    entry.run = ended
    writeIfPossible(() => tables.runs.finish(id, ended.state, ended.endedAt!))
    events.emit({ type: 'run.changed', run: ended })
    return ended
  })
  return Object.assign(entry, { stopper, done })
}

/** Where a run's nodes stand: in memory for who asks, in the database for later, to the window as it happens. */
function createBoard({ tables, events }: RunParts, entry: { run: Run }, workflowId: string) {
  const lastSent = new Map<string, number>()

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
    reportFor: (work: Work, signal: AbortSignal) => ({
      signal,
      onProgress(fraction: number) {
        const { node } = put(work.node.id, (before) => ({ ...before, progress: fraction }))
        const now = Date.now()
        if (now - (lastSent.get(node.nodeId) ?? 0) < PROGRESS_EVERY_MS) return
        lastSent.set(node.nodeId, now)
        events.emit({ type: 'run.node', workflowId, node })
      },
      onNote: (note: string) => update(work.node.id, (node) => ({ ...node, note })),
    }),
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
