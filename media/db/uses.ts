import type { Db } from './db.ts'

/** One place where a workflow has a media. */
export interface StoredUse {
  readonly mediaId: string
  readonly workflowId: string
  readonly nodeId: string
  readonly nodeType: string
  readonly role: 'output' | 'input' | 'intermediate'
  readonly executionId: string | null
}

export function usesTable(db: Db) {
  const select = db.prepare<[string], StoredUse>(`
    SELECT media_id AS mediaId, workflow_id AS workflowId, node_id AS nodeId, node_type AS nodeType, role,
      execution_id AS executionId
    FROM json_each(?) AS asked JOIN workflow_media ON media_id = asked.value
    ORDER BY asked.key, created_at, workflow_media.rowid
  `)
  return {
    /** In the order of the media asked. */
    of: (mediaIds: readonly string[]) => select.all(JSON.stringify(mediaIds)),
  }
}
export type UsesTable = ReturnType<typeof usesTable>
