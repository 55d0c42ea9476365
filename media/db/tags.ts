import type { RenamedTag } from '../../nodes/contract/library.ts'
import { tagKey, tagKinds, type Tag, type TagKind } from '../../nodes/tags.ts'
import type { Db } from './db.ts'

export interface CountedTag {
  readonly tag: Tag
  readonly count: number
}

interface TagRow {
  id: number
  kind: string
  name: string
  media_count: number
}

/** The tags of one media as one column of a select that has a row of `media_index`. */
export const tagsColumn = `(
  SELECT json_group_array(json_object('kind', kind, 'name', name)) FROM media_tags JOIN tags ON tags.id = tag_id
  WHERE media_tags.number = media_index.number
) AS tags`

/** What tags there are, without saying which media have them. */
function knownTags(db: Db) {
  const insertTag = db.prepare<[string, string, string]>(
    'INSERT INTO tags (kind, name, key) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING',
  )
  const selectTag = db.prepare<[string], TagRow>('SELECT id, kind, name, media_count FROM tags WHERE key = ?')
  const selectUsed = db
    .prepare<[number], 0 | 1>('SELECT EXISTS (SELECT 1 FROM media_tags WHERE tag_id = ?)')
    .pluck()
  const removeTag = db.prepare<[number]>('DELETE FROM tags WHERE id = ?')
  function idOf(tag: Tag): number {
    insertTag.run(tag.kind, tag.name, tagKey(tag))
    return selectTag.get(tagKey(tag))!.id
  }
  /** A tag that nothing has any more is none: the next person who writes it decides about its capitals. */
  function tidy(id: number) {
    if (!selectUsed.get(id)) removeTag.run(id)
  }

  return {
    idOf,
    tidy,
    find: (tag: Tag) => selectTag.get(tagKey(tag)),
    remove: (id: number) => void removeTag.run(id),
  }
}

/** Another name for a tag; with the name of another it becomes that one. Undefined where there is none. */
function renaming(db: Db, known: ReturnType<typeof knownTags>) {
  const rename = db.prepare<[string, string, string, number]>(
    'UPDATE tags SET kind = ?, name = ?, key = ? WHERE id = ?',
  )
  const merge = db.prepare<[number, number]>(
    'INSERT OR IGNORE INTO media_tags SELECT number, ? FROM media_tags WHERE tag_id = ?',
  )
  const selectMedia = db
    .prepare<{ id: number; other: number; shared: 0 | 1 }, string>(
      `
      SELECT media_id FROM media_tags JOIN media_index USING (number) WHERE tag_id = @id AND @shared = EXISTS (
        SELECT 1 FROM media_tags AS others WHERE others.number = media_tags.number AND others.tag_id = @other
      )
    `,
    )
    .pluck()
  const removeAll = db.prepare<[number]>('DELETE FROM media_tags WHERE tag_id = ?')

  return (from: Tag, to: Tag): RenamedTag | undefined => {
    const found = known.find(from)
    if (!found) return undefined
    const other = known.find(to)
    if (!other || other.id === found.id) {
      rename.run(to.kind, to.name, tagKey(to), found.id)
      return {}
    }
    const pair = { id: found.id, other: other.id }
    const merged = {
      moved: selectMedia.all({ ...pair, shared: 0 }),
      both: selectMedia.all({ ...pair, shared: 1 }),
    }
    merge.run(other.id, found.id)
    removeAll.run(found.id)
    known.remove(found.id)
    return { merged }
  }
}

export function tagsTable(db: Db) {
  const known = knownTags(db)
  const insert = db.prepare<[number, string]>(
    'INSERT OR IGNORE INTO media_tags SELECT number, ? FROM media_index WHERE media_id = ?',
  )
  const remove = db.prepare<[number, string]>(
    'DELETE FROM media_tags WHERE tag_id = ? AND number = (SELECT number FROM media_index WHERE media_id = ?)',
  )
  const selectCounts = db.prepare<[], TagRow>(
    'SELECT id, kind, name, media_count FROM tags WHERE media_count > 0 ORDER BY media_count DESC, key',
  )

  return {
    /** Unknown media are passed over. Answers whether anything changed. */
    add: (mediaIds: readonly string[], tags: readonly Tag[]): boolean =>
      db.transaction(() => {
        let changes = 0
        for (const tag of tags) {
          const id = known.idOf(tag)
          for (const mediaId of mediaIds) changes += insert.run(id, mediaId).changes
          known.tidy(id)
        }
        return changes > 0
      })(),
    remove: (mediaIds: readonly string[], tags: readonly Tag[]): boolean =>
      db.transaction(() => {
        let changes = 0
        for (const tag of tags) {
          const found = known.find(tag)
          if (!found) continue
          for (const mediaId of mediaIds) changes += remove.run(found.id, mediaId).changes
          known.tidy(found.id)
        }
        return changes > 0
      })(),
    rename: renaming(db, known),
    find: known.find,
    /** Those of media outside of the trash, the most used first. */
    counts: (): CountedTag[] =>
      selectCounts
        .all()
        .map(({ kind, name, media_count }) => ({ tag: { kind: kind as TagKind, name }, count: media_count })),
  }
}
export type TagsTable = ReturnType<typeof tagsTable>

/** From the column above: the person's first, in an order that does not depend on when they were given. */
export function readTags(json: string): Tag[] | undefined {
  const tags = JSON.parse(json) as Tag[]
  if (tags.length === 0) return undefined
  return tags.toSorted((a, b) => place(a) - place(b) || (tagKey(a) < tagKey(b) ? -1 : 1))
}

function place({ kind }: Tag): number {
  return tagKinds.indexOf(kind)
}
