import { randomUUID } from 'node:crypto'
import type { Db } from './db.ts'

export interface Collection {
  readonly id: string
  readonly name: string
  /** Without what is in the trash. */
  readonly count: number
}

/** What a person put together: a media may be in several, and stays when one of them goes. */
export function collectionsTable(db: Db) {
  const insert = db.prepare<[string, string, number]>(
    'INSERT INTO collections (id, name, created_at) VALUES (?, ?, ?)',
  )
  const select = db.prepare<[], Collection>(`
    SELECT id, name, (SELECT count(*) FROM collection_media JOIN media_index USING (media_id)
      WHERE collection_id = collections.id AND shelf = 0) AS count
    FROM collections ORDER BY name COLLATE NOCASE, created_at
  `)
  const selectExists = db.prepare<[string], 1>('SELECT 1 FROM collections WHERE id = ?').pluck()
  const rename = db.prepare<[string, string]>('UPDATE collections SET name = ? WHERE id = ?')
  const selectMedia = db
    .prepare<[string], string>(
      'SELECT media_id FROM collection_media WHERE collection_id = ? ORDER BY position',
    )
    .pluck()
  const remove = db.prepare<[string]>('DELETE FROM collections WHERE id = ?')
  const insertMedia = db.prepare<{ id: string; media_id: string }>(`
    INSERT OR IGNORE INTO collection_media
    SELECT @id, id, (SELECT ifnull(max(position), 0) + 1 FROM collection_media WHERE collection_id = @id)
    FROM media WHERE id = @media_id
  `)
  const removeMedia = db.prepare<[string, string]>(
    'DELETE FROM collection_media WHERE collection_id = ? AND media_id = ?',
  )

  return {
    list: () => select.all(),
    exists: (id: string) => selectExists.get(id) !== undefined,
    create(name: string, at: number, id: string = randomUUID()): string {
      insert.run(id, name, at)
      return id
    },
    rename: (id: string, name: string) => rename.run(name, id).changes === 1,
    /** Answers what was in it, also what is in the trash; undefined if there is none. */
    remove(id: string): string[] | undefined {
      const ids = selectMedia.all(id)
      return remove.run(id).changes === 1 ? ids : undefined
    },
    /** Unknown media are passed over. Answers what really came and went. */
    change: (
      id: string,
      { add, remove: without }: { add: readonly string[]; remove: readonly string[] },
    ) => ({
      removed: without.filter((mediaId) => removeMedia.run(id, mediaId).changes === 1),
      added: add.filter((mediaId) => insertMedia.run({ id, media_id: mediaId }).changes === 1),
    }),
  }
}
export type CollectionsTable = ReturnType<typeof collectionsTable>
