import type { WorkItem } from '../../nodes/contract/library.ts'
import type { ErrorCode } from '../../nodes/errors.ts'
import type { Db } from './db.ts'
import { OPEN } from './job-sums.ts'

/** A paid job, or what a run does on this machine. */
export interface StoredWork {
  readonly id: string
  readonly state: WorkItem['state']
  readonly runId: string | null
  readonly nodeId: string
  readonly nodeTitle: string
  readonly nodeType: string
  readonly mode: string | null
  readonly prompt: string | null
  readonly provider: string | null
  readonly model: string | null
  readonly workflowId: string | null
  readonly workflowName: string
  readonly jobId: string | null
  readonly errorCode: ErrorCode | null
  readonly errorDetails: string | null
  readonly createdAt: number
}

const jobState = `CASE state
  WHEN 'unknown' THEN 'failed' WHEN 'intent' THEN 'pending' WHEN 'submitted' THEN 'pending' ELSE 'generating' END`

/** Node types that make a file; of the others nothing comes into the library. */
const makers = "node_type NOT IN ('prompt', 'note', 'media')"

const work = `
  SELECT id, ${jobState} AS state, run_id AS runId, "order" ->> 'nodeId' AS nodeId,
    "order" ->> 'nodeTitle' AS nodeTitle, "order" ->> 'nodeType' AS nodeType, mode, "order" ->> 'written' AS prompt,
    provider, model, workflow_id AS workflowId, workflow_name AS workflowName, id AS jobId, error_code AS errorCode,
    error_details AS errorDetails, created_at AS createdAt
  FROM jobs WHERE ${OPEN}
  UNION ALL
  SELECT runs.id || ' ' || node_id, CASE run_nodes.status WHEN 'waiting' THEN 'pending' ELSE 'generating' END, runs.id,
    node_id, node_title, node_type, NULL, NULL, provider, model, workflow_id, workflow_name, NULL, NULL, NULL,
    ifnull(run_nodes.started_at, runs.started_at)
  FROM runs JOIN run_nodes ON run_id = runs.id
  WHERE runs.status = 'running' AND run_nodes.status IN ('waiting', 'running') AND ${makers}
    -- What a job stands for is there already.
    AND NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.run_id = runs.id AND "order" ->> 'nodeId' = node_id AND ${OPEN})
  UNION ALL
  SELECT runs.id || ' ' || node_id, 'failed', runs.id, node_id, node_title, node_type, NULL, NULL, provider, model,
    workflow_id, workflow_name, (
      SELECT id FROM jobs WHERE jobs.run_id = runs.id AND "order" ->> 'nodeId' = node_id
      ORDER BY created_at DESC LIMIT 1
    ), error_code, error_details, ifnull(run_nodes.ended_at, runs.started_at)
  FROM run_nodes INDEXED BY run_nodes_failed JOIN runs ON runs.id = run_id
  WHERE run_nodes.status IN ('failed', 'held') AND workflow_id IS NOT NULL AND ${makers}
    -- Whoever tried again has that one to look at.
    AND NOT EXISTS (
      SELECT 1 FROM runs AS later JOIN run_nodes AS again ON again.run_id = later.id AND again.node_id = run_nodes.node_id
      WHERE later.workflow_id = runs.workflow_id AND later.started_at >= runs.started_at AND later.rowid > runs.rowid
    )
    AND NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.run_id = runs.id AND "order" ->> 'nodeId' = node_id AND ${OPEN})
`

interface Asked {
  readonly states: readonly string[]
  readonly limit: number
  readonly offset: number
}

/** What is on its way into the library, and what did not get there. */
export function workTable(db: Db) {
  const wanted = 'state IN (SELECT value FROM json_each(@states))'
  const select = db.prepare<{ states: string; limit: number; offset: number }, StoredWork>(`
    SELECT * FROM (${work}) WHERE ${wanted} ORDER BY createdAt DESC, id LIMIT @limit OFFSET @offset
  `)
  const count = db
    .prepare<{ states: string }, number>(`SELECT count(*) FROM (${work}) WHERE ${wanted}`)
    .pluck()
  const selectRun = db.prepare<[string], string>('SELECT definition FROM runs WHERE id = ?').pluck()

  return {
    /** Newest first; `total` counts all pages. */
    list: ({ states, limit, offset }: Asked): { items: StoredWork[]; total: number } => {
      const asked = { states: JSON.stringify(states) }
      return { items: select.all({ ...asked, limit, offset }), total: count.get(asked)! }
    },
    /** The document that a run works on. */
    documentOf(runId: string): unknown {
      const text = selectRun.get(runId)
      return text === undefined ? undefined : JSON.parse(text)
    },
  }
}
export type WorkTable = ReturnType<typeof workTable>
