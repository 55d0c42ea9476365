import { randomUUID } from 'node:crypto'
import type { Run } from '../../nodes/contract/records.ts'
import { execute, type Work } from '../../nodes/engine/execute.ts'
import type { Plan, RunTarget } from '../../nodes/engine/plan.ts'
import { AppError } from '../../nodes/errors.ts'
import type { Offers } from '../../nodes/generation/quote.ts'
import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import type { Tables } from '../db/tables.ts'
import type { Events } from '../events.ts'
import type { History } from '../history/history.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { BringingBack } from '../mirrors/start-bring-back.ts'
import type { SettingsStore } from '../settings.ts'
import type { Workflows } from '../workflows.ts'
import { agreedLimit } from './agreed-limit.ts'
import type { Lanes } from './lanes.ts'
import { createOngoing, type Ongoing } from './ongoing.ts'
import { createOrdering } from './ordering.ts'
import { pickUpRuns } from './pick-up.ts'
import { planFor } from './plan-for.ts'
import { createRunBoard } from './run-board.ts'
import { advance, finalState, fromStored, plannedNode, shownRows } from './run-record.ts'
import { createServices, type ServiceParts } from './services.ts'
import { createTakeKeeper } from './take-keeper.ts'

export interface RunParts extends ServiceParts {
  readonly tables: Tables
  readonly events: Events
  readonly workflows: Workflows
  readonly settings: SettingsStore
  readonly jobs: Jobs
  readonly offers: () => Offers
  readonly lanes: Lanes
  readonly history: Pick<History, 'beforeRun'>
  readonly back: Pick<BringingBack, 'requireWhole' | 'tried'>
}

export interface RunOrder {
  readonly workflowId: string
  readonly workflowName: string
  /** Runs as it is here, whatever happens to the saved one meanwhile. */
  readonly document: WorkflowDocument
  readonly target: RunTarget
  /** What the person agreed that this run may cost. */
  readonly agreedUsd?: number | undefined
  /** Whatever would be paid for is made by the animatic instead. */
  readonly standIn?: boolean | undefined
}

export interface Runs {
  /** For who would rather wait than be refused: resolves when the library was brought back, or could not be. */
  ready(): Promise<void>
  /**
   * Throws run_in_progress, cost_unconfirmed for what must be agreed to first, and library_coming_back: what is not
   * there again yet would be made, and paid for, once more.
   */
  start(order: RunOrder): Run
  stop(runId: string): void
  list(query: { workflowId?: string | undefined; limit: number }): Run[]
  /** Resolves with the run as it ended; at once for one that is over. */
  finished(runId: string): Promise<Run>
  /** Shows what was still being made when the app last ended, as a run of its own for each workflow. */
  pickUp(): void
  close(): Promise<void>
}

export interface ActiveRun {
  run: Run
  readonly stopper: AbortController
  readonly done: Promise<Run>
}

/** Starts, stops and records runs. Everything here works without a window. */
export function createRuns(parts: RunParts): Runs {
  const { tables, jobs } = parts
  const active = new Map<string, ActiveRun>()
  const ongoing = createOngoing()
  tables.runs.interruptRunning(Date.now())

  const keep = (entry: ActiveRun) => {
    active.set(entry.run.id, entry)
    void entry.done.finally(() => active.delete(entry.run.id))
    return entry.run
  }

  return {
    ready: () => parts.back.tried,
    start(order) {
      parts.back.requireWhole()
      const running = [...active.values()].some(
        ({ run }) => run.workflowId === order.workflowId && !run.pickedUp,
      )
      if (running) throw new AppError('run_in_progress')
      parts.history.beforeRun(order.workflowId)
      return keep(begin(parts, order, ongoing))
    },
    stop: (runId) => active.get(runId)?.stopper.abort(),
    list: ({ workflowId, limit }) =>
      tables.runs
        .list({ workflowId, limit, offset: 0 })
        .map((stored) => active.get(stored.id)?.run ?? fromStored(stored)),
    async finished(runId) {
      const entry = active.get(runId)
      if (entry) return entry.done
      const stored = tables.runs.get(runId)
      if (!stored) throw new AppError('not_found', { what: 'This run' })
      return fromStored(stored)
    },
    pickUp: () => pickUpRuns(parts).forEach(keep),
    async close() {
      jobs.beginClosing()
      for (const { stopper } of active.values()) stopper.abort()
      await Promise.allSettled([...active.values()].map(({ done }) => done))
    },
  }
}

function begin(parts: RunParts, order: RunOrder, ongoing: Ongoing): ActiveRun {
  const { tables, events, manager, settings } = parts
  const { workflowId, workflowName } = order
  const { document, plan } = planFor(parts, order)
  const limitMicros = agreedLimit(plan, { budget: settings.get().budget, agreedUsd: order.agreedUsd })
  const id = randomUUID()
  const startedAt = Date.now()
  const nodes = shownRows(plan).map((row) => plannedNode(id, row, document))
  const stopper = new AbortController()
  const { signal } = stopper
  const entry: { run: Run } = { run: { id, workflowId, workflowName, state: 'running', startedAt, nodes } }
  const board = createRunBoard(parts, entry)
  board.begin(document)
  tables.workflows.touchExecuted(workflowId, startedAt)

  const keeper = createTakeKeeper(
    { tables, events, manager, ongoing },
    { runId: id, workflowId, document, signal },
  )
  const run = { id, workflowId, workflowName, document, limitMicros }
  const planned = quotesOf(plan)
  const done = execute(document, plan, {
    ...keeper,
    signal,
    onNode: (event) => board.update(event.nodeId, (node) => advance(node, event, document)),
    takePlace: ({ node }) => parts.lanes.take(planned.get(node.id), signal),
    servicesFor: (work: Work) => {
      const { id: nodeId } = work.node
      const onNote = (note: string) => board.note(nodeId, note)
      const update = board.update.bind(undefined, nodeId)
      return createServices(parts, work, {
        run: { workflowId, workflowName, document: order.document },
        report: { signal, onNote, onProgress: (fraction) => board.progress(nodeId, fraction) },
        order: createOrdering({ ...parts, run }, work, {
          signal,
          planned: planned.get(nodeId),
          update,
          onNote,
        }),
      })
    },
  }).then(() => board.end(finalState(entry.run, signal.aborted)))
  return Object.assign(entry, { stopper, done })
}

function quotesOf(plan: Plan): Map<string, NonNullable<Plan['rows'][number]['quote']>> {
  return new Map(plan.rows.flatMap(({ nodeId, quote }) => (quote ? [[nodeId, quote] as const] : [])))
}
