import type { Db } from './db.ts'
import type { TagsTable } from './tags.ts'
import { workflowInputs } from './workflow-inputs.ts'
import { workflowTags } from './workflow-tags.ts'

/** One take of one node: which media it is, and what it was made from. */
export interface WorkflowMedia {
  readonly workflowId: string
  readonly mediaId: string
  readonly nodeId: string
  readonly nodeType: string
  readonly role: 'output' | 'input' | 'intermediate'
  readonly executionId?: string | undefined
  /** Counts up within a node, from 1. */
  readonly take: number
  readonly variation: number
  readonly signature: string
  readonly createdAt: number
  /** When a run last made or reused it; the newest of a node is its active take. */
  readonly activatedAt: number
}

type Row = ReturnType<typeof toRow>

export function workflowMediaTable(db: Db, tags: Pick<TagsTable, 'add' | 'remove'>) {
  const upsert = db.prepare<Row, Row>(`
    INSERT INTO workflow_media (workflow_id, media_id, node_id, node_type, role, execution_id, take, variation,
      signature, created_at, activated_at)
    VALUES (@workflow_id, @media_id, @node_id, @node_type, @role, @execution_id, @take, @variation, @signature,
      @created_at, max(@activated_at, (
        SELECT ifnull(max(activated_at), 0) + 1 FROM workflow_media
        WHERE workflow_id = @workflow_id AND node_id = @node_id
      )))
    ON CONFLICT (workflow_id, media_id, node_id) DO UPDATE SET
      -- A node may have named the file before it made it: now it is a take.
      role = CASE WHEN role = 'input' THEN excluded.role ELSE role END,
      node_type = CASE WHEN role = 'input' THEN excluded.node_type ELSE node_type END,
      take = CASE WHEN role = 'input' THEN excluded.take ELSE take END,
      created_at = CASE WHEN role = 'input' THEN excluded.created_at ELSE created_at END,
      signature = excluded.signature, variation = excluded.variation, execution_id = excluded.execution_id,
      activated_at = excluded.activated_at
    RETURNING *
  `)
  const selectByWorkflow = db.prepare<[string], Row>(
    'SELECT * FROM workflow_media WHERE workflow_id = ? ORDER BY node_id, take, created_at, rowid',
  )
  const selectByNode = db.prepare<[string, string], Row>(
    'SELECT * FROM workflow_media WHERE workflow_id = ? AND node_id = ? ORDER BY take, created_at, rowid',
  )
  const selectNext = db
    .prepare<[string, string], number>(
      'SELECT ifnull(max(take), 0) + 1 FROM workflow_media WHERE workflow_id = ? AND node_id = ?',
    )
    .pluck()
  const copyAll = db.prepare<{ from: string; to: string }>(`
    INSERT INTO workflow_media
    SELECT @to, media_id, node_id, node_type, role, execution_id, take, variation, signature, created_at, activated_at
    FROM workflow_media WHERE workflow_id = @from AND role <> 'input'
  `)
  const marks = workflowTags(db, tags)

  return {
    ...workflowInputs(db),
    /**
     * The same media again for the same node is the same take, made current again: it keeps its number and its
     * time, and learns what it was made from this time. Answers the take as it is now; `activatedAt` is raised
     * above that of the node's other takes, whatever the clock says.
     */
    add: (take: WorkflowMedia): WorkflowMedia =>
      db.transaction(() => {
        const row = upsert.get(toRow(take))!
        marks.mark(take.workflowId, [take.mediaId])
        return fromRow(row)
      })(),
    /** By node, in the order of the takes. */
    listByWorkflow: (workflowId: string) => selectByWorkflow.all(workflowId).map(fromRow),
    listByNode: (workflowId: string, nodeId: string) => selectByNode.all(workflowId, nodeId).map(fromRow),
    nextTake: (workflowId: string, nodeId: string) => selectNext.get(workflowId, nodeId) ?? 1,
    /** A copy of a workflow keeps every take of the original; what its Media nodes show is its own. */
    copy: (from: string, to: string) =>
      db.transaction(() => {
        copyAll.run({ from, to })
        marks.mark(to)
      })(),
  }
}
export type WorkflowMediaTable = ReturnType<typeof workflowMediaTable>

function toRow(take: WorkflowMedia) {
  return {
    workflow_id: take.workflowId,
    media_id: take.mediaId,
    node_id: take.nodeId,
    node_type: take.nodeType,
    role: take.role,
    execution_id: take.executionId ?? null,
    take: take.take,
    variation: take.variation,
    signature: take.signature,
    created_at: take.createdAt,
    activated_at: take.activatedAt,
  }
}

function fromRow(row: Row): WorkflowMedia {
  return {
    workflowId: row.workflow_id,
    mediaId: row.media_id,
    nodeId: row.node_id,
    nodeType: row.node_type,
    role: row.role,
    executionId: row.execution_id ?? undefined,
    take: row.take,
    variation: row.variation,
    signature: row.signature,
    createdAt: row.created_at,
    activatedAt: row.activated_at,
  }
}
