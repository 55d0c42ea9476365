import type { Db } from './db.ts'

/** A file that stays where the person keeps it, as it was when its bytes were last read whole. */
export interface Link {
  /** The media: the SHA-256 of the bytes that were read. */
  readonly id: string
  /** Absolute. */
  readonly path: string
  readonly sizeBytes: number
  /** In microseconds. When one of them moved on, nobody knows what is in the file until it is read again. */
  readonly mtime: number
  readonly ctime: number
  /** When it was last looked for, and not found as it was. */
  readonly missingAt?: number | undefined
}

interface LinkRow {
  id: string
  link_path: string
  size_bytes: number
  link_mtime: number
  link_ctime: number
  missing_at: number | null
}

const columns = 'id, link_path, size_bytes, link_mtime, link_ctime, missing_at'

export function linksTable(db: Db) {
  const select = db.prepare<[string], LinkRow>(
    `SELECT ${columns} FROM media WHERE id = ? AND link_path IS NOT NULL`,
  )
  const selectBelow = db.prepare<{ from: string; to: string }, LinkRow>(
    `SELECT ${columns} FROM media WHERE link_path >= @from AND link_path < @to ORDER BY link_path`,
  )
  const selectAll = db.prepare<[], LinkRow>(
    `SELECT ${columns} FROM media WHERE link_path IS NOT NULL ORDER BY link_path`,
  )
  const selectPaths = db
    .prepare<[], string>('SELECT link_path FROM media WHERE link_path IS NOT NULL')
    .pluck()
  const selectMissing = db.prepare<[], LinkRow>(
    `SELECT ${columns} FROM media WHERE link_path IS NOT NULL AND missing_at IS NOT NULL ORDER BY link_path`,
  )
  const selectAt = db.prepare<[string], LinkRow>(`SELECT ${columns} FROM media WHERE link_path = ?`)
  const selectOfSize = db.prepare<[number], LinkRow>(
    `SELECT ${columns} FROM media WHERE size_bytes = ? AND link_path IS NOT NULL LIMIT 20`,
  )
  const update = db.prepare<[string, number, number, string]>(
    'UPDATE media SET link_path = ?, link_mtime = ?, link_ctime = ?, missing_at = NULL WHERE id = ?',
  )
  const cut = db.prepare<[string]>(
    'UPDATE media SET link_path = NULL, link_mtime = NULL, link_ctime = NULL, missing_at = NULL WHERE id = ?',
  )
  const updateMissing = db.prepare<[number | null, string]>('UPDATE media SET missing_at = ? WHERE id = ?')

  return {
    get: (id: string): Link | undefined => fromRow(select.get(id)),
    all: (): Link[] => selectAll.all().map((row) => fromRow(row)),
    paths: (): string[] => selectPaths.all(),
    missing: (): Link[] => selectMissing.all().map((row) => fromRow(row)),
    /** Of whatever media: after a file was changed and linked anew, two may name it. */
    at: (path: string): Link[] => selectAt.all(path).map((row) => fromRow(row)),
    ofSize: (bytes: number): Link[] => selectOfSize.all(bytes).map((row) => fromRow(row)),
    /** `prefix` ends in the separator of folders. */
    below: (prefix: string): Link[] =>
      selectBelow
        .all({
          from: prefix,
          to: prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1),
        })
        .map((row) => fromRow(row)),
    put(id: string, { path, mtime, ctime }: Pick<Link, 'path' | 'mtime' | 'ctime'>) {
      update.run(path, mtime, ctime, id)
    },
    /** The library has the bytes itself now. */
    remove: (id: string) => void cut.run(id),
    setMissing: (id: string, at: number | undefined) => void updateMissing.run(at ?? null, id),
  }
}
export type LinksTable = ReturnType<typeof linksTable>

function fromRow(row: LinkRow): Link
function fromRow(row: LinkRow | undefined): Link | undefined
function fromRow(row: LinkRow | undefined): Link | undefined {
  return (
    row && {
      id: row.id,
      path: row.link_path,
      sizeBytes: row.size_bytes,
      mtime: row.link_mtime,
      ctime: row.link_ctime,
      missingAt: row.missing_at ?? undefined,
    }
  )
}
