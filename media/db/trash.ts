import type { Db } from './db.ts'

/** What must be known of a file to delete it for good. */
export interface Trashed {
  readonly id: string
  readonly filePath: string
  readonly sizeBytes: number
  /** It lies where the person keeps it, and stays there. */
  readonly linked: boolean
}

type TrashedRow = { id: string; file_path: string; size_bytes: number; linked: 0 | 1 }

const chosen = 'id IN (SELECT value FROM json_each(?))'
const facts = 'id, file_path, size_bytes, link_path IS NOT NULL AS linked'
const named = 'EXISTS (SELECT 1 FROM workflow_media WHERE media_id = media.id)'

export function trashTable(db: Db) {
  const trash = db.prepare<[number, string]>(
    `UPDATE media SET trashed_at = ? WHERE trashed_at IS NULL AND ${chosen}`,
  )
  const keep = 'UPDATE media SET trashed_at = NULL, kept_since = ? WHERE deleted_at IS NULL'
  const restore = db.prepare<[number, string]>(`${keep} AND trashed_at IS NOT NULL AND ${chosen}`)
  const welcome = db.prepare<[number, string]>(`${keep} AND ${chosen}`)
  const waiting = 'trashed_at IS NOT NULL AND deleted_at IS NULL'
  const selectAll = db.prepare<[], string>(`SELECT id FROM media WHERE ${waiting}`).pluck()
  const condemn = db.prepare<[number, string], TrashedRow>(
    `UPDATE media SET deleted_at = ? WHERE ${waiting} AND ${chosen} RETURNING ${facts}`,
  )
  const reprieve = db.prepare<[string]>(`UPDATE media SET deleted_at = NULL WHERE ${chosen}`)
  const selectCondemned = db.prepare<[], TrashedRow>(
    `SELECT ${facts} FROM media WHERE deleted_at IS NOT NULL`,
  )
  const isCondemned = db
    .prepare<[string], 1>('SELECT 1 FROM media WHERE deleted_at IS NOT NULL AND id = ?')
    .pluck()
  const forgetResults = db.prepare<[string]>(
    `DELETE FROM results WHERE media_id IN
      (SELECT id FROM media WHERE deleted_at IS NOT NULL AND ${chosen})`,
  )
  const remove = db.prepare<[string, string]>(
    `DELETE FROM media WHERE deleted_at IS NOT NULL AND ${chosen} AND NOT ${named}
      AND id NOT IN (SELECT value FROM json_each(?))`,
  )

  const setNamed = db.prepare<[number, string]>('UPDATE media SET named_at = ? WHERE id = ?')

  return {
    /** A person gave it its name: it is not cleaned up. */
    setNamed: (id: string, at: number) => void setNamed.run(at, id),
    /** What is there already keeps the time at which it was thrown away. */
    add: (ids: readonly string[], at: number) => trash.run(at, JSON.stringify(ids)).changes,
    restore: (ids: readonly string[], at: number) => restore.run(at, JSON.stringify(ids)).changes,
    /** They came in again: out of the trash if they were there, and to a clean-up as young as any that come. */
    welcome: (ids: readonly string[], at: number) => void welcome.run(at, JSON.stringify(ids)),
    ids: () => selectAll.all(),
    /** The first step of deleting for good, and the last that decides anything. Only what is in the trash. */
    condemn: (ids: readonly string[], at: number) => condemn.all(at, JSON.stringify(ids)).map(fromRow),
    /** Its file could not be deleted: it is in the trash as before. */
    reprieve: (ids: readonly string[]) => void reprieve.run(JSON.stringify(ids)),
    condemned: () => selectCondemned.all().map(fromRow),
    isCondemned: (id: string) => isCondemned.get(id) !== undefined,
    /**
     * The last step, once the files are gone: no result answers them any more, and the rows go that nothing names.
     * `elsewhere`: named where this table cannot look, as in earlier versions of a workflow.
     */
    finish(ids: readonly string[], elsewhere: readonly string[]): void {
      db.transaction(() => {
        forgetResults.run(JSON.stringify(ids))
        remove.run(JSON.stringify(ids), JSON.stringify(elsewhere))
      }).immediate()
    },
  }
}
export type TrashTable = ReturnType<typeof trashTable>

function fromRow(row: TrashedRow): Trashed {
  return { id: row.id, filePath: row.file_path, sizeBytes: row.size_bytes, linked: row.linked === 1 }
}
