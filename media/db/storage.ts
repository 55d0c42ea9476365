import type { MediaKind } from '../../nodes/media.ts'
import type { Question } from './ask-file.ts'
import type { Db } from './db.ts'

export interface KindSum {
  readonly kind: MediaKind
  readonly trashed: boolean
  readonly files: number
  readonly bytes: number
}

/** Something that a cleaning could take away. */
export interface Candidate {
  readonly id: string
  readonly name: string
  readonly bytes: number
}

type SumRow = { kind: MediaKind; trashed: 0 | 1; files: number; bytes: number }

/** What a person marked in any way is never cleaned up. */
const unmarked = `
  favourite = 0 AND named_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM collection_media WHERE media_id = media.id)
  AND NOT EXISTS (
    SELECT 1 FROM media_index JOIN media_tags USING (number) JOIN tags ON tags.id = tag_id
    WHERE media_id = media.id AND tags.kind <> 'auto')`
/**
 * In the library, its file in the store, and older than the parameter, also here: what comes from another library
 * brings its own date, and what was put back was wanted again.
 */
const old = `trashed_at IS NULL AND deleted_at IS NULL AND link_path IS NULL
  AND max(media.created_at, kept_since) <= @before`
const uses = 'SELECT 1 FROM workflow_media WHERE media_id = media.id'

/** Asked of each file by an index: the same for all of them and for a few. */
const conditions = {
  'unused-takes': `${old} AND ${unmarked}
    AND EXISTS (${uses}) AND NOT EXISTS (${uses} AND (role = 'input' OR activated_at > @before))`,
  'unused-media': `${old} AND ${unmarked} AND NOT EXISTS (${uses})`,
  trash: 'trashed_at <= @before AND deleted_at IS NULL',
} as const
export type MediaCleaning = keyof typeof conditions

/** The latest run of a workflow tells how its nodes stand; one that an open job belongs to is not over. */
const oldRuns = `
  ended_at <= @before AND status <> 'running'
  AND EXISTS (SELECT 1 FROM runs AS later WHERE later.workflow_id IS runs.workflow_id
    AND (later.started_at, later.rowid) > (runs.started_at, runs.rowid))
  AND NOT EXISTS (SELECT 1 FROM jobs WHERE run_id = runs.id AND (asks = 1
    OR state IN ('intent', 'submitted', 'running', 'succeeded', 'unknown')))`

/**
 * What could go, the largest first, as far as the rows tell: what a node shows is found out by comparing takes.
 */
export function candidatesFor(what: MediaCleaning, before: number): Question {
  const sql = `SELECT id, name, size_bytes AS bytes FROM media WHERE ${conditions[what]} ORDER BY size_bytes DESC, id`
  return { sql, params: [{ before }] }
}

/** What takes up room, and what of it could go. */
export function storageTable(db: Db) {
  const sums = db.prepare<[], SumRow>(`
    SELECT kind, shelf AS trashed, count(*) AS files, sum(size_bytes) AS bytes FROM media_index
    WHERE shelf < 2 GROUP BY kind, shelf
  `)
  const linkedSums = db.prepare<[], SumRow>(`
    SELECT kind, trashed_at IS NOT NULL AS trashed, count(*) AS files, sum(size_bytes) AS bytes FROM media
    WHERE link_path IS NOT NULL AND deleted_at IS NULL GROUP BY 1, 2
  `)
  const trashing = (where: string) =>
    db.prepare<{ before: number; at: number; ids: string }, Candidate>(
      `UPDATE media SET trashed_at = @at WHERE id IN (SELECT value FROM json_each(@ids)) AND ${where}
        RETURNING id, name, size_bytes AS bytes`,
    )
  const trash = {
    'unused-takes': trashing(conditions['unused-takes']),
    'unused-media': trashing(conditions['unused-media']),
  }
  const findRuns = db.prepare<{ before: number }, Candidate>(
    `SELECT id, workflow_name AS name, length(CAST(definition AS BLOB)) AS bytes FROM runs WHERE ${oldRuns}
      ORDER BY started_at`,
  )
  const removeRuns = db.prepare<{ before: number; ids: string }, Candidate>(
    `DELETE FROM runs WHERE id IN (SELECT value FROM json_each(@ids)) AND ${oldRuns}
      RETURNING id, workflow_name AS name, length(CAST(definition AS BLOB)) AS bytes`,
  )

  return {
    /** Of what lies in the store: a linked file takes up no room here. */
    sums(): KindSum[] {
      const linked = linkedSums.all()
      return sums.all().map(({ kind, trashed, files, bytes }) => {
        const out = linked.find((row) => row.kind === kind && row.trashed === trashed)
        const left = { files: files - (out?.files ?? 0), bytes: bytes - (out?.bytes ?? 0) }
        return { kind, trashed: trashed === 1, ...left }
      })
    },
    /** Into the trash, as far as each is still as unused as it was. Answers those that went. */
    trash: (
      what: 'unused-takes' | 'unused-media',
      ids: readonly string[],
      { before, at }: { before: number; at: number },
    ) => trash[what].all({ before, at, ids: JSON.stringify(ids) }),
    /** Oldest first. */
    findRuns: (before: number) => findRuns.all({ before }),
    removeRuns: (ids: readonly string[], before: number) =>
      removeRuns.all({ before, ids: JSON.stringify(ids) }),
  }
}
export type StorageTable = ReturnType<typeof storageTable>
