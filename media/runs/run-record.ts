import type { Run, RunNode } from '../../nodes/contract/records.ts'
import type { NodeEvent } from '../../nodes/engine/execute.ts'
import type { Plan, PlanRow } from '../../nodes/engine/plan.ts'
import { AppError, sentence, toWire, type ErrorCode, type WireError } from '../../nodes/errors.ts'
import type { DocumentNode, WorkflowDocument } from '../../nodes/graph/document.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import type { RunWithNodes } from '../db/runs.ts'
import type { StoredRunNode } from '../db/run-nodes.ts'

/** What a run's node looks like before anything happened to it. */
export function plannedNode(runId: string, row: PlanRow, document: WorkflowDocument): RunNode {
  const node = document.nodes.find(({ id }) => id === row.nodeId)!
  // Where the node leaves it open, the plan has chosen.
  const model = row.quote?.model?.id ?? row.status.params['model']
  const base: RunNode = {
    runId,
    nodeId: row.nodeId,
    title: titleOf(node),
    type: node.type,
    state: 'waiting',
    model: typeof model === 'string' ? model : undefined,
    cost: row.cost,
  }
  if (row.action === 'run') return base
  const now = Date.now()
  const error = blockReason(row, document)
  if (!error) return { ...base, state: 'reused', mediaId: row.status.take?.mediaId, endedAt: now }
  const state = error.code === 'input_unfinished' ? 'skipped' : 'failed'
  const { status } = row
  const cause = status.state === 'blocked' && document.nodes.find(({ id }) => id === status.source)
  return { ...base, state, error, ...(cause && { source: titleOf(cause) }), endedAt: now }
}

/** Brings a node's record up to date with what the execution says. */
export function advance(node: RunNode, event: NodeEvent, document: WorkflowDocument): RunNode {
  const now = Date.now()
  switch (event.state) {
    case 'waiting':
      return { ...node, state: 'waiting' }
    case 'running':
      return { ...node, state: 'running', startedAt: now }
    case 'done':
    case 'reused':
      return { ...atRest(node), state: event.state, mediaId: event.mediaId, endedAt: now }
    case 'stopped':
      return { ...atRest(node), state: 'stopped', endedAt: now }
    case 'failed': {
      const state = heldCodes.has(event.error.code) ? 'held' : 'failed'
      return { ...atRest(node), state, error: event.error, endedAt: now }
    }
    case 'skipped': {
      const source = titleOf(document.nodes.find(({ id }) => id === event.source)!)
      const error = toWire(new AppError('input_unfinished', { node: node.title, source }))
      return { ...node, state: 'skipped', source, error, endedAt: now }
    }
  }
}

/** What stands in the way here, not at a provider: nothing was tried and nothing paid. */
const heldCodes: ReadonlySet<ErrorCode> = new Set([
  'key_missing',
  'over_budget',
  'over_clip_limit',
  'price_unknown',
  'disk_low',
  'provider_settings',
])

function atRest(node: RunNode): RunNode {
  return { ...node, progress: undefined, job: undefined, cost: costAtEnd(node) }
}

/** Without a job nothing was paid; what was planned was only planned. */
function costAtEnd({ job, cost }: RunNode): number {
  return job ? cost : 0
}

export function finalState(run: Run, stopped: boolean): Run['state'] {
  if (stopped) return 'stopped'
  return run.nodes.every(({ state }) => state === 'done' || state === 'reused') ? 'done' : 'partial'
}

/** Why a plan cannot run a row, as the error a person reads; undefined for one that need not run. */
function blockReason({ action, status }: PlanRow, document: WorkflowDocument): WireError | undefined {
  if (action !== 'blocked') return undefined
  const titled = (id: string) => titleOf(document.nodes.find((node) => node.id === id)!)
  const node = document.nodes.find(({ id }) => id === status.nodeId)!
  const label = (port: string) => nodeTypeOf(node.type)?.inputs[port]?.label ?? port
  switch (status.state) {
    case 'needs-input':
      return toWire(new AppError('input_missing', { node: titleOf(node), port: label(status.port) }))
    case 'blocked':
      return toWire(new AppError('input_unfinished', { node: titleOf(node), source: titled(status.source) }))
    case 'needs-fix':
      if (status.problem.kind === 'error') return status.problem.error
      if (status.problem.kind === 'loop') {
        return toWire(new AppError('graph_loop', { nodes: status.problem.nodeIds.map(titled).join(', ') }))
      }
      return toWire(
        new AppError('wire_unfit', { node: titleOf(node), port: label(status.problem.connection.to.port) }),
      )
    default:
      return toWire(new AppError('media_missing', { name: titleOf(node) }))
  }
}

/** Rows worth showing: what will run, and what would have if it could. */
export function shownRows(plan: Plan): PlanRow[] {
  return plan.rows.filter(({ action }) => action !== 'reuse')
}

export function titleOf(node: DocumentNode): string {
  return node.title || nodeTypeOf(node.type)?.title || node.type
}

export function toStored(node: RunNode, position: number): StoredRunNode {
  return {
    nodeId: node.nodeId,
    nodeTitle: node.title,
    nodeType: node.type,
    status: node.state,
    reason: node.source,
    note: node.note,
    error: node.error,
    provider: node.model?.split('/')[0],
    model: node.model,
    mediaId: node.mediaId,
    cost: node.cost,
    startedAt: node.startedAt,
    endedAt: node.endedAt,
    position,
  }
}

export function fromStored(stored: RunWithNodes): Run {
  return {
    id: stored.id,
    workflowId: stored.workflowId,
    workflowName: stored.workflowName,
    state: stored.status,
    startedAt: stored.startedAt,
    endedAt: stored.endedAt,
    pickedUp: stored.pickedUp,
    nodes: stored.nodes.map((node) => ({
      runId: stored.id,
      nodeId: node.nodeId,
      title: node.nodeTitle,
      type: node.nodeType,
      // Written by toStored from the same list of states.
      state: node.status as RunNode['state'],
      model: node.model,
      mediaId: node.mediaId,
      error: node.error && { ...node.error, message: sentence(node.error) },
      source: node.reason,
      note: node.note,
      cost: node.cost,
      startedAt: node.startedAt,
      endedAt: node.endedAt,
    })),
  }
}
