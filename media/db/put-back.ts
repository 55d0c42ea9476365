import type { Tag } from '../../nodes/tags.ts'
import type { Db } from './db.ts'
import type { StoredResult } from './results.ts'
import type { TagsTable } from './tags.ts'
import { workflowTags } from './workflow-tags.ts'
import type { StoredWorkflow } from './workflows.ts'
import type { WorkflowMedia } from './workflow-media.ts'

export interface MirroredAt {
  readonly id: string
  /** When the workflow, or what belongs to it, last changed. */
  readonly at: number
}

interface MediaHistory {
  readonly createdAt: number
  readonly favourite: boolean
  readonly tags?: readonly Tag[] | undefined
}

type Params = Record<string, string | number | null>

const workflowSql = `
  INSERT INTO workflows (id, name, description, status, definition, rev, created_at, updated_at, last_executed_at)
  VALUES (@id, @name, @description, @status, @definition, @rev, @created_at, @updated_at, @last_executed_at)
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, description = excluded.description,
    status = excluded.status, definition = excluded.definition, rev = excluded.rev,
    updated_at = excluded.updated_at, last_executed_at = excluded.last_executed_at
  WHERE excluded.rev > workflows.rev OR excluded.updated_at > workflows.updated_at
`
const takeSql = `
  INSERT OR IGNORE INTO workflow_media (workflow_id, media_id, node_id, node_type, role, execution_id, take,
    variation, signature, created_at, activated_at)
  SELECT @workflow_id, media.id, @node_id, @node_type, @role, @execution_id, @take, @variation, @signature,
    @created_at, @activated_at
  FROM media WHERE media.id = @media_id AND EXISTS (SELECT 1 FROM workflows WHERE id = @workflow_id)
`
const resultSql = `
  INSERT OR IGNORE INTO results (signature_hash, variation, signature, media_id, created_at)
  SELECT @signature_hash, @variation, @signature, media.id, @created_at FROM media WHERE media.id = @media_id
`

/** What is brought in again from files beside the library, exactly as it was: numbers, times and all. */
export function putBackTable(db: Db, tags: Pick<TagsTable, 'add' | 'remove'>) {
  const marks = workflowTags(db, tags)
  const workflow = db.prepare<Params>(workflowSql)
  const take = db.prepare<Params>(takeSql)
  const result = db.prepare<Params>(resultSql)
  const history = db.prepare<{ id: string; created_at: number; favourite: number }>(
    'UPDATE media SET created_at = @created_at, favourite = @favourite WHERE id = @id',
  )
  const selectTimes = db.prepare<[], MirroredAt>(`
    SELECT id, max(updated_at, ifnull(last_executed_at, 0), ifnull((
      SELECT max(max(created_at), max(activated_at)) FROM workflow_media WHERE workflow_id = workflows.id
    ), 0)) AS at FROM workflows
  `)
  const selectMediaTimes = db.prepare<[], [string, number]>('SELECT id, created_at FROM media').raw()

  return {
    /** Answers whether it was unknown or older here. */
    workflow: (stored: StoredWorkflow): boolean =>
      workflow.run({
        id: stored.id,
        name: stored.name,
        description: stored.description,
        status: stored.status,
        definition: JSON.stringify(stored.definition),
        rev: stored.rev,
        created_at: stored.createdAt,
        updated_at: stored.updatedAt,
        last_executed_at: stored.lastExecutedAt ?? null,
      }).changes === 1,
    /** Left out where the media is not here. Answers whether it was unknown, and is there now. */
    take(made: WorkflowMedia): boolean {
      const { changes } = take.run({
        workflow_id: made.workflowId,
        media_id: made.mediaId,
        node_id: made.nodeId,
        node_type: made.nodeType,
        role: made.role,
        execution_id: made.executionId ?? null,
        take: made.take,
        variation: made.variation,
        signature: made.signature,
        created_at: made.createdAt,
        activated_at: made.activatedAt,
      })
      if (changes === 1 && made.role !== 'input') marks.mark(made.workflowId, [made.mediaId])
      return changes === 1
    },
    /** What a signature gave: so that nobody pays for the same again. */
    result: (made: StoredResult) =>
      void result.run({
        signature_hash: made.signatureHash,
        variation: made.variation,
        signature: made.signature,
        media_id: made.mediaId,
        created_at: made.createdAt,
      }),
    /** What its person gave it, and when it came. */
    mediaHistory(id: string, { createdAt, favourite, tags: given = [] }: MediaHistory) {
      history.run({ id, created_at: createdAt, favourite: Number(favourite) })
      tags.add([id], given)
    },
    /** When each file came. */
    mediaTimes: () => new Map(selectMediaTimes.all()),
    workflowTimes: () => selectTimes.all(),
  }
}
export type PutBackTable = ReturnType<typeof putBackTable>
