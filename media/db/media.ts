import type { Generation, Media, MediaKind, SourceType } from '../../nodes/media.ts'
import type { Db } from './db.ts'
import { generationFromRow } from './generations.ts'
import type { GenerationRow } from './generations.ts'

/** A media as it is kept: with the place of its file, and everything that was measured. */
export interface StoredMedia extends Omit<Media, 'missing'> {
  /** Relative to the data folder: objects/ab/<sha256>.<ext>. */
  readonly filePath: string
  readonly metadata: unknown
}

export interface MediaQuery {
  readonly kind?: MediaKind | undefined
  /** Words that must all be in the name or the prompt. */
  readonly search?: string | undefined
  readonly favouritesOnly?: boolean | undefined
}

type MediaRow = ReturnType<typeof toRow>
type JoinedRow = MediaRow & { link_path: string | null } & {
  [C in keyof GenerationRow]: GenerationRow[C] | null
}

const insertion = `
  INSERT INTO media (id, kind, name, file_path, size_bytes, duration_seconds, width, height, aspect_ratio, codec,
    audio_codec, fps, has_audio, source_type, created_at, favourite, trashed_at, search_text, metadata)
  VALUES (@id, @kind, @name, @file_path, @size_bytes, @duration_seconds, @width, @height, @aspect_ratio, @codec,
    @audio_codec, @fps, @has_audio, @source_type, @created_at, @favourite, @trashed_at, @search_text, @metadata)
  ON CONFLICT (id) DO UPDATE SET file_path = excluded.file_path
`

const wanted = `
  trashed_at IS NULL
  AND (@kind IS NULL OR kind = @kind)
  AND (@favourite IS NULL OR favourite = @favourite)
  AND NOT EXISTS (SELECT 1 FROM json_each(@words) WHERE instr(search_text, json_each.value) = 0)
`

export function mediaTable(db: Db) {
  const insert = db.prepare<MediaRow & { search_text: string }>(insertion)
  const select = db.prepare<[string], JoinedRow>(`
    SELECT media.*, generations.* FROM media LEFT JOIN generations ON media_id = id WHERE id = ?
  `)
  const selectSome = db.prepare<[string], JoinedRow>(`
    SELECT media.*, generations.* FROM json_each(?) AS asked
    JOIN media ON media.id = asked.value LEFT JOIN generations ON media_id = media.id ORDER BY asked.key
  `)
  const selectPage = db.prepare<PageParams, JoinedRow>(`
    SELECT media.*, generations.* FROM (
      SELECT rowid AS number FROM media WHERE ${wanted}
      ORDER BY created_at DESC, rowid DESC LIMIT @limit OFFSET @offset
    ) AS page
    JOIN media ON media.rowid = page.number LEFT JOIN generations ON media_id = id
    ORDER BY media.created_at DESC, media.rowid DESC
  `)
  const countPage = db.prepare<QueryParams, number>(`SELECT count(*) FROM media WHERE ${wanted}`).pluck()
  const selectOfSize = db
    .prepare<[number], string>('SELECT file_path FROM media WHERE size_bytes = ? LIMIT 20')
    .pluck()
  const selectIds = db.prepare<[], string>('SELECT id FROM media').pluck()
  const updateName = db.prepare<[string, string, string]>(
    'UPDATE media SET name = ?, search_text = ? WHERE id = ?',
  )
  const updateFavourite = db.prepare<[number, string]>('UPDATE media SET favourite = ? WHERE id = ?')

  return {
    /** Of bytes that are known already only the place is learnt anew; the first name stays. */
    put(media: StoredMedia) {
      insert.run({ ...toRow(media), search_text: searchText(media.name, media.generation) })
    },
    get(id: string): StoredMedia | undefined {
      const row = select.get(id)
      return row && fromRow(row)
    },
    /** In the order asked; unknown ids are left out. */
    getMany: (ids: readonly string[]) => selectSome.all(JSON.stringify(ids)).map(fromRow),
    /** Newest first. */
    list: (query: MediaQuery, page: { limit: number; offset: number }) =>
      selectPage.all({ ...queryParams(query), ...page }).map(fromRow),
    count: (query: MediaQuery = {}) => countPage.get(queryParams(query)) ?? 0,
    ids: () => new Set(selectIds.all()),
    /** The files that have this many bytes: one of them may be the one at hand. */
    filesOfSize: (bytes: number) => selectOfSize.all(bytes),
    rename(media: StoredMedia, name: string) {
      updateName.run(name, searchText(name, media.generation), media.id)
    },
    setFavourite: (id: string, favourite: boolean) =>
      updateFavourite.run(Number(favourite), id).changes === 1,
  }
}
export type MediaTable = ReturnType<typeof mediaTable>

type QueryParams = { kind: string | null; favourite: number | null; words: string }
type PageParams = QueryParams & { limit: number; offset: number }

function queryParams({ kind, search, favouritesOnly }: MediaQuery): QueryParams {
  const words = fold(search ?? '')
    .split(/\s+/)
    .filter(Boolean)
  return { kind: kind ?? null, favourite: favouritesOnly ? 1 : null, words: JSON.stringify(words) }
}

function searchText(name: string, generation: Generation | undefined): string {
  return fold(`${name}\n${generation?.prompt ?? ''}`)
}

/** SQLite folds the case of ASCII only, and a Mac writes "é" in two characters: so both sides are folded here. */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

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
    linkedPath: row.link_path ?? undefined,
    trashedAt: row.trashed_at ?? undefined,
    metadata: JSON.parse(row.metadata),
    generation: row.media_id === null ? undefined : generationFromRow(row as GenerationRow),
  }
}
