import type { ErrorCode, ErrorDetails } from '../../nodes/errors.ts'
import type { Db } from './db.ts'

/** What one node did in one run. */
export interface StoredRunNode {
  readonly nodeId: string
  readonly nodeTitle: string
  readonly nodeType: string
  readonly status: string
  /** For `skipped`: the node that gave nothing. */
  readonly reason?: string | undefined
  /** What was done, such as "3 of 3 clips copied". */
  readonly note?: string | undefined
  readonly error?: { readonly code: ErrorCode; readonly details: ErrorDetails } | undefined
  readonly provider?: string | undefined
  readonly model?: string | undefined
  readonly mediaId?: string | undefined
  readonly cost: number
  readonly startedAt?: number | undefined
  readonly endedAt?: number | undefined
  /** Its place in the run's order. */
  readonly position: number
}

type Row = ReturnType<typeof toRow>

export function runNodesTable(db: Db) {
  const upsert = db.prepare<Row>(`
    INSERT INTO run_nodes (run_id, node_id, node_title, node_type, status, reason, note, error_code, error_details,
      provider, model, media_id, cost, started_at, ended_at, position)
    VALUES (@run_id, @node_id, @node_title, @node_type, @status, @reason, @note, @error_code, @error_details,
      @provider, @model, @media_id, @cost, @started_at, @ended_at, @position)
    ON CONFLICT (run_id, node_id) DO UPDATE SET
      node_title = excluded.node_title, status = excluded.status, reason = excluded.reason, note = excluded.note,
      error_code = excluded.error_code, error_details = excluded.error_details, provider = excluded.provider,
      model = excluded.model, media_id = excluded.media_id, cost = excluded.cost,
      started_at = excluded.started_at, ended_at = excluded.ended_at, position = excluded.position
  `)
  const select = db.prepare<[string], Row>(
    'SELECT * FROM run_nodes WHERE run_id = ? ORDER BY position, rowid',
  )
  const interrupt = db.prepare<[number]>(`
    UPDATE run_nodes SET status = 'stopped', ended_at = ?
    WHERE ended_at IS NULL AND run_id IN (SELECT id FROM runs WHERE status = 'running')
  `)

  return {
    /** Adds the node to the run, or brings what is known about it up to date. */
    put: (runId: string, node: StoredRunNode) => void upsert.run(toRow(runId, node)),
    /** In the run's order. */
    listByRun: (runId: string) => select.all(runId).map(fromRow),
    interruptUnfinished: (at: number) => void interrupt.run(at),
  }
}
function toRow(runId: string, node: StoredRunNode) {
  return {
    run_id: runId,
    node_id: node.nodeId,
    node_title: node.nodeTitle,
    node_type: node.nodeType,
    status: node.status,
    reason: node.reason ?? null,
    note: node.note ?? null,
    error_code: node.error?.code ?? null,
    error_details: node.error ? JSON.stringify(node.error.details) : null,
    provider: node.provider ?? null,
    model: node.model ?? null,
    media_id: node.mediaId ?? null,
    cost: node.cost,
    started_at: node.startedAt ?? null,
    ended_at: node.endedAt ?? null,
    position: node.position,
  }
}

function fromRow(row: Row): StoredRunNode {
  return {
    nodeId: row.node_id,
    nodeTitle: row.node_title,
    nodeType: row.node_type,
    status: row.status,
    reason: row.reason ?? undefined,
    note: row.note ?? undefined,
    error: row.error_code
      ? { code: row.error_code, details: JSON.parse(row.error_details ?? '{}') }
      : undefined,
    provider: row.provider ?? undefined,
    model: row.model ?? undefined,
    mediaId: row.media_id ?? undefined,
    cost: row.cost,
    startedAt: row.started_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    position: row.position,
  }
}
