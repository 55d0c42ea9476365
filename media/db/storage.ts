import type { MediaKind } from '../../nodes/media.ts'
import type { Db } from './db.ts'
import { SHOWN } from './needs.ts'

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

/** What a person marked in any way is never cleaned up. Lists that are made once, not a question for each file. */
const unmarked = `
  favourite = 0 AND named_at IS NULL
  AND id NOT IN (SELECT media_id FROM collection_media)
  AND id NOT IN (
    SELECT media_id FROM tags JOIN media_tags ON tag_id = tags.id
      JOIN media_index ON media_index.number = media_tags.number
    WHERE tags.kind <> 'auto')`

/** In the library, its file in the store, and older than the first parameter. */
const old = 'trashed_at IS NULL AND deleted_at IS NULL AND link_path IS NULL AND media.created_at <= @before'

const conditions = {
  'unused-takes': `${old} AND ${unmarked}
    AND id IN (SELECT media_id FROM workflow_media)
    AND id NOT IN (SELECT media_id FROM workflow_media WHERE activated_at > @before)
    AND id NOT IN (${SHOWN})`,
  'unused-media': `${old} AND ${unmarked}
    AND id NOT IN (SELECT media_id FROM workflow_media)`,
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
  const finding = (where: string) =>
    db.prepare<{ before: number }, Candidate>(
      `SELECT id, name, size_bytes AS bytes FROM media WHERE ${where} ORDER BY size_bytes DESC, id`,
    )
  const find = {
    'unused-takes': finding(conditions['unused-takes']),
    'unused-media': finding(conditions['unused-media']),
    trash: finding(conditions.trash),
  }
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
    /** The largest first. */
    find: (what: MediaCleaning, before: number) => find[what].all({ before }),
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
