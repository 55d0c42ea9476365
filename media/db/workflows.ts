import type { Db } from './db.ts'
import type { TagsTable } from './tags.ts'
import { workflowTags } from './workflow-tags.ts'

export type WorkflowStatus = 'draft' | 'saved'

export interface StoredWorkflow {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly status: WorkflowStatus
  /** The whole document, as nodes/graph/document.ts writes and upgrades it. */
  readonly definition: unknown
  /** Counts the saves: whoever saves says which one they started from. */
  readonly rev: number
  readonly createdAt: number
  readonly updatedAt: number
  readonly lastExecutedAt?: number | undefined
}

/** What a list shows; the definition stays where it is. */
export interface WorkflowSummary extends Omit<StoredWorkflow, 'definition'> {
  readonly nodeCount: number
  readonly videoCount: number
  /** The newest picture or clip that the workflow made. */
  readonly posterId?: string | undefined
}

interface SharedRow {
  id: string
  name: string
  description: string
  status: string
  rev: number
  created_at: number
  updated_at: number
  last_executed_at: number | null
}
type WorkflowRow = SharedRow & { definition: string }
type SummaryRow = SharedRow & { node_count: number | null; video_count: number; poster_id: string | null }

const summaries = `
  SELECT id, name, description, status, rev, created_at, updated_at, last_executed_at,
    json_array_length(definition, '$.nodes') AS node_count,
    (SELECT count(DISTINCT media_id) FROM workflow_media JOIN media ON media.id = media_id
      WHERE workflow_id = workflows.id AND kind = 'video') AS video_count,
    (SELECT media_id FROM workflow_media JOIN media ON media.id = media_id
      WHERE workflow_id = workflows.id AND kind <> 'audio' AND role = 'output'
      ORDER BY workflow_media.created_at DESC, workflow_media.rowid DESC LIMIT 1) AS poster_id
  FROM workflows
`

export function workflowsTable(db: Db, tags: Pick<TagsTable, 'add' | 'remove'>) {
  const insert = db.prepare<WorkflowRow>(`
    INSERT INTO workflows (id, name, description, status, definition, rev, created_at, updated_at, last_executed_at)
    VALUES (@id, @name, @description, @status, @definition, @rev, @created_at, @updated_at, @last_executed_at)
  `)
  const select = db.prepare<[string], WorkflowRow>('SELECT * FROM workflows WHERE id = ?')
  const selectExists = db.prepare<[string], 1>('SELECT 1 FROM workflows WHERE id = ?').pluck()
  const selectSummary = db.prepare<[string], SummaryRow>(`${summaries} WHERE id = ?`)
  const selectSummaries = db.prepare<[], SummaryRow>(`${summaries} ORDER BY updated_at DESC, rowid DESC`)
  const updateDefinition = db
    .prepare<{ id: string; rev: number; definition: string; at: number }, number>(
      'UPDATE workflows SET definition = @definition, updated_at = @at, rev = rev + 1 WHERE id = @id AND rev = @rev RETURNING rev',
    )
    .pluck()
  const updateName = db.prepare<[string, number, string]>(
    'UPDATE workflows SET name = ?, updated_at = ? WHERE id = ?',
  )
  const updateDescription = db.prepare<[string, number, string]>(
    'UPDATE workflows SET description = ?, updated_at = ? WHERE id = ?',
  )
  const updateStatus = db.prepare<[string, string]>('UPDATE workflows SET status = ? WHERE id = ?')
  const updateExecuted = db.prepare<[number, string]>(
    'UPDATE workflows SET last_executed_at = ? WHERE id = ?',
  )
  const remove = db.prepare<[string]>('DELETE FROM workflows WHERE id = ?')
  const marks = workflowTags(db, tags)

  return {
    add: (workflow: StoredWorkflow) => void insert.run(toRow(workflow)),
    get(id: string): StoredWorkflow | undefined {
      const row = select.get(id)
      return row && { ...fromShared(row), definition: JSON.parse(row.definition) }
    },
    exists: (id: string) => selectExists.get(id) !== undefined,
    summary(id: string): WorkflowSummary | undefined {
      const row = selectSummary.get(id)
      return row && toSummary(row)
    },
    /** Last changed first. */
    list: () => selectSummaries.all().map(toSummary),
    /**
     * Compare and swap: answers the new rev, or undefined if somebody else saved since `rev`, so that one window
     * never silently overwrites another.
     */
    save: (id: string, change: { rev: number; definition: unknown; at: number }): number | undefined =>
      updateDefinition.get({
        id,
        rev: change.rev,
        definition: JSON.stringify(change.definition),
        at: change.at,
      }),
    rename: (id: string, name: string, at: number): boolean =>
      db.transaction(() => marks.renaming(id, () => updateName.run(name, at, id).changes === 1))(),
    setDescription: (id: string, text: string, at: number) =>
      updateDescription.run(text, at, id).changes === 1,
    setStatus: (id: string, status: WorkflowStatus) => updateStatus.run(status, id).changes === 1,
    touchExecuted: (id: string, at: number) => void updateExecuted.run(at, id),
    /** Its media stay in the library, and its runs on record. */
    remove: (id: string) => remove.run(id).changes === 1,
  }
}
export type WorkflowsTable = ReturnType<typeof workflowsTable>

function toRow(workflow: StoredWorkflow): WorkflowRow {
  return {
    id: workflow.id,
    name: workflow.name,
    description: workflow.description,
    status: workflow.status,
    definition: JSON.stringify(workflow.definition),
    rev: workflow.rev,
    created_at: workflow.createdAt,
    updated_at: workflow.updatedAt,
    last_executed_at: workflow.lastExecutedAt ?? null,
  }
}

function fromShared(row: SharedRow) {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    // Held to these words by the table's CHECK.
    status: row.status as WorkflowStatus,
    rev: row.rev,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    lastExecutedAt: row.last_executed_at ?? undefined,
  }
}

function toSummary(row: SummaryRow): WorkflowSummary {
  return {
    ...fromShared(row),
    nodeCount: row.node_count ?? 0,
    videoCount: row.video_count,
    posterId: row.poster_id ?? undefined,
  }
}
