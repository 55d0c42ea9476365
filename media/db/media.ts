import type { Media, MediaKind, SourceType } from '../../nodes/media.ts'
import type { Db } from './db.ts'
import { generationFromRow } from './generations.ts'
import type { GenerationRow } from './generations.ts'
import { sortKey } from '../library/search-text.ts'
import { tagsOfSource } from '../library/auto-tags.ts'
import { readTags, tagsColumn, type TagsTable } from './tags.ts'

/** A media as it is kept: with the place of its file, and everything that was measured. */
export interface StoredMedia extends Omit<Media, 'missing'> {
  /** Relative to the data folder: objects/ab/<sha256>.<ext>. */
  readonly filePath: string
  readonly metadata: unknown
}

type MediaRow = ReturnType<typeof toRow>
type JoinedRow = MediaRow & { link_path: string | null; deleted_at: number | null; tags: string } & {
  [C in keyof GenerationRow]: GenerationRow[C] | null
}

const insertion = `
  INSERT INTO media (id, kind, name, file_path, size_bytes, duration_seconds, width, height, aspect_ratio, codec,
    audio_codec, fps, has_audio, source_type, created_at, favourite, trashed_at, kept_since, metadata)
  VALUES (@id, @kind, @name, @file_path, @size_bytes, @duration_seconds, @width, @height, @aspect_ratio, @codec,
    @audio_codec, @fps, @has_audio, @source_type, @created_at, @favourite, @trashed_at, @kept_since, @metadata)
  ON CONFLICT (id) DO UPDATE SET file_path = excluded.file_path, trashed_at = NULL, deleted_at = NULL,
    kept_since = excluded.kept_since
`

const joined = `media.*, generations.*, ${tagsColumn}`

export function mediaTable(db: Db, tags: Pick<TagsTable, 'add'>) {
  const insert = db.prepare<MediaRow & { kept_since: number }>(insertion)
  const select = db.prepare<[string], JoinedRow>(`
    SELECT ${joined} FROM media JOIN media_index ON media_index.media_id = media.id
    LEFT JOIN generations ON generations.media_id = media.id WHERE media.id = ?
  `)
  const selectSome = db.prepare<[string], JoinedRow>(`
    SELECT ${joined} FROM json_each(?) AS asked
    JOIN media ON media.id = asked.value JOIN media_index ON media_index.media_id = media.id
    LEFT JOIN generations ON generations.media_id = media.id ORDER BY asked.key
  `)
  const count = db.prepare<[], number>('SELECT count(*) FROM media_index WHERE shelf = 0').pluck()
  const selectOfSize = db
    .prepare<[number], string>('SELECT file_path FROM media WHERE size_bytes = ? LIMIT 20')
    .pluck()
  const selectIds = db.prepare<[], string>('SELECT id FROM media').pluck()
  const updateName = db.prepare<[string, string]>('UPDATE media SET name = ? WHERE id = ?')
  const updateSortName = db.prepare<[string, string]>(
    'UPDATE media_index SET sort_name = ? WHERE media_id = ?',
  )
  const updateFavourite = db.prepare<[number, string]>('UPDATE media SET favourite = ? WHERE id = ?')

  return {
    /** Of bytes that are known already only the place is learnt anew; the first name stays. */
    put: (media: StoredMedia) =>
      db.transaction(() => {
        insert.run({ ...toRow(media), kept_since: Date.now() })
        const { name } = select.get(media.id)!
        updateSortName.run(sortKey(name), media.id)
        tags.add([media.id], tagsOfSource(media))
      })(),
    get(id: string): StoredMedia | undefined {
      const row = select.get(id)
      return row && fromRow(row)
    },
    /** In the order asked; unknown ids are left out. */
    getMany: (ids: readonly string[]) => selectSome.all(JSON.stringify(ids)).map(fromRow),
    /** Without the trash. */
    count: () => count.get()!,
    ids: () => new Set(selectIds.all()),
    /** The files that have this many bytes: one of them may be the one at hand. */
    filesOfSize: (bytes: number) => selectOfSize.all(bytes),
    rename: (id: string, name: string) =>
      db.transaction(() => {
        updateName.run(name, id)
        updateSortName.run(sortKey(name), id)
      })(),
    setFavourite: (id: string, favourite: boolean) =>
      updateFavourite.run(Number(favourite), id).changes === 1,
  }
}
export type MediaTable = ReturnType<typeof mediaTable>

function toRow(media: StoredMedia) {
  return {
    id: media.id,
    kind: media.kind as string,
    name: media.name,
    file_path: media.filePath,
    size_bytes: media.sizeBytes,
    duration_seconds: media.durationSeconds ?? null,
    width: media.width ?? null,
    height: media.height ?? null,
    aspect_ratio: media.aspectRatio ?? null,
    codec: media.codec ?? null,
    audio_codec: media.audioCodec ?? null,
    fps: media.fps ?? null,
    has_audio: Number(media.hasAudio),
    source_type: media.sourceType as string,
    created_at: media.createdAt,
    favourite: Number(media.favourite),
    trashed_at: media.trashedAt ?? null,
    metadata: JSON.stringify(media.metadata),
  }
}

function fromRow(row: JoinedRow): StoredMedia {
  return {
    id: row.id,
    // The table's CHECK constraints hold these two to the words of the type.
    kind: row.kind as MediaKind,
    sourceType: row.source_type as SourceType,
    name: row.name,
    filePath: row.file_path,
    sizeBytes: row.size_bytes,
    durationSeconds: row.duration_seconds ?? undefined,
    width: row.width ?? undefined,
    height: row.height ?? undefined,
    aspectRatio: row.aspect_ratio ?? undefined,
    codec: row.codec ?? undefined,
    audioCodec: row.audio_codec ?? undefined,
    fps: row.fps ?? undefined,
    hasAudio: row.has_audio === 1,
    createdAt: row.created_at,
    favourite: row.favourite === 1,
    tags: readTags(row.tags),
    linkedPath: row.link_path ?? undefined,
    trashedAt: row.trashed_at ?? undefined,
    deletedAt: row.deleted_at ?? undefined,
    metadata: JSON.parse(row.metadata),
    generation: row.media_id === null ? undefined : generationFromRow(row as GenerationRow),
  }
}
