import type { Db } from './db.ts'
import { runNodesTable } from './run-nodes.ts'
import type { StoredRunNode } from './run-nodes.ts'

export type RunStatus = 'running' | 'done' | 'partial' | 'stopped' | 'interrupted'

export interface StoredRun {
  readonly id: string
  /** Absent once the workflow is deleted: what it cost stays on record. */
  readonly workflowId?: string | undefined
  readonly workflowName: string
  readonly status: RunStatus
  readonly startedAt: number
  readonly endedAt?: number | undefined
  readonly pickedUp?: boolean | undefined
}

export interface RunWithNodes extends StoredRun {
  readonly nodes: readonly StoredRunNode[]
}

export interface RunsQuery {
  readonly workflowId?: string | undefined
  readonly limit: number
  readonly offset: number
}

interface RunRow {
  id: string
  workflow_id: string | null
  workflow_name: string
  status: RunStatus
  started_at: number
  ended_at: number | null
  picked_up: number
}

export function runsTable(db: Db) {
  const nodes = runNodesTable(db)
  const insert = db.prepare<RunRow & { definition: string }>(`
    INSERT INTO runs (id, workflow_id, workflow_name, status, started_at, ended_at, picked_up, definition)
    VALUES (@id, @workflow_id, @workflow_name, @status, @started_at, @ended_at, @picked_up,
      @definition)
  `)
  const close = db.prepare<[string, number, string]>('UPDATE runs SET status = ?, ended_at = ? WHERE id = ?')
  const select = db.prepare<[string], RunRow>(
    'SELECT id, workflow_id, workflow_name, status, started_at, ended_at, picked_up FROM runs WHERE id = ?',
  )
  const selectPage = db.prepare<{ workflow_id: string | null; limit: number; offset: number }, RunRow>(`
    SELECT id, workflow_id, workflow_name, status, started_at, ended_at, picked_up FROM runs
    WHERE @workflow_id IS NULL OR workflow_id = @workflow_id
    ORDER BY started_at DESC, rowid DESC LIMIT @limit OFFSET @offset
  `)
  const interruptRuns = db.prepare<[number]>(
    "UPDATE runs SET status = 'interrupted', ended_at = ? WHERE status = 'running'",
  )
  const withNodes = (row: RunRow): RunWithNodes => ({
    ...fromRow(row),
    nodes: nodes.listByRun(row.id),
  })

  return {
    /** The document is kept as it was when the run began: editing never changes what a run did. */
    start(run: StoredRun, definition: unknown) {
      insert.run({ ...toRow(run), definition: JSON.stringify(definition) })
    },
    finish: (id: string, status: RunStatus, at: number) => void close.run(status, at, id),
    putNode: (runId: string, node: StoredRunNode) => nodes.put(runId, node),
    get(id: string): RunWithNodes | undefined {
      const row = select.get(id)
      return row && withNodes(row)
    },
    /** Newest first. */
    list: ({ workflowId, limit, offset }: RunsQuery) =>
      selectPage.all({ workflow_id: workflowId ?? null, limit, offset }).map(withNodes),
    /** At start nothing can be running: whatever says so was cut off. Answers how many runs that were. */
    interruptRunning: (at: number): number =>
      db.transaction(() => {
        nodes.interruptUnfinished(at)
        return interruptRuns.run(at).changes
      })(),
  }
}
export type RunsTable = ReturnType<typeof runsTable>

function toRow(run: StoredRun): RunRow {
  return {
    id: run.id,
    workflow_id: run.workflowId ?? null,
    workflow_name: run.workflowName,
    status: run.status,
    started_at: run.startedAt,
    ended_at: run.endedAt ?? null,
    picked_up: run.pickedUp ? 1 : 0,
  }
}

function fromRow(row: RunRow): StoredRun {
  return {
    id: row.id,
    workflowId: row.workflow_id ?? undefined,
    workflowName: row.workflow_name,
    status: row.status,
    startedAt: row.started_at,
    endedAt: row.ended_at ?? undefined,
    pickedUp: row.picked_up === 1 || undefined,
  }
}
