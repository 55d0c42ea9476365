import type { Db } from './db.ts'

/** What the examination of the library needs of a media: where its file is and how long it should be. */
export interface Held {
  /** Its place in the order of pages. */
  readonly row: number
  readonly id: string
  readonly name: string
  readonly filePath: string
  readonly sizeBytes: number
  readonly linkedPath?: string | undefined
  readonly missingAt?: number | undefined
}

export interface UseOfMedia {
  readonly mediaId: string
  readonly workflowId: string
  readonly workflowName: string
  readonly nodeId: string
  readonly role: string
}

/** A finished paid job whose result may still lie at the provider. */
export interface KeptResult {
  readonly mediaId: string
  readonly jobId: string
  readonly keptUntil: number
}

interface HeldRow {
  row: number
  id: string
  name: string
  file_path: string
  size_bytes: number
  link_path: string | null
  missing_at: number | null
}

/** Reads in pages, so that a library of any size is gone through without holding up anything else. */
export function healthTable(db: Db) {
  const selectPage = db.prepare<[number, number], HeldRow>(`
    SELECT rowid AS row, id, name, file_path, size_bytes, link_path, missing_at
    FROM media WHERE rowid > ? AND deleted_at IS NULL ORDER BY rowid LIMIT ?
  `)
  const selectHeld = db.prepare<[string], HeldRow>(`
    SELECT media.rowid AS row, media.id, name, file_path, size_bytes, link_path, missing_at
    FROM json_each(?) JOIN media ON media.id = value
  `)
  const countMedia = db.prepare<[], number>('SELECT count(*) FROM media WHERE deleted_at IS NULL').pluck()
  const selectShelf = db
    .prepare<[string, string], string>('SELECT file_path FROM media WHERE id >= ? AND id < ?')
    .pluck()
  const selectIds = db
    .prepare<[string, string], string>('SELECT id FROM media WHERE id >= ? AND id < ?')
    .pluck()
  const selectUnknown = db
    .prepare<[string], string>('SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM media)')
    .pluck()
  const selectUses = db.prepare<[string], UseOfMedia>(`
    SELECT media_id AS mediaId, workflow_id AS workflowId, workflows.name AS workflowName, node_id AS nodeId, role
    FROM json_each(?) JOIN workflow_media ON media_id = value JOIN workflows ON workflows.id = workflow_id
    ORDER BY workflow_media.created_at
  `)
  const selectKept = db.prepare<{ ids: string; now: number }, KeptResult>(`
    SELECT media_id AS mediaId, jobs.id AS jobId, kept_until AS keptUntil
    FROM jobs WHERE media_id IN (SELECT value FROM json_each(@ids)) AND state = 'adopted'
      AND external_id IS NOT NULL AND kept_until > @now
  `)
  const selectWorkflows = db.prepare<[], { id: string; name: string }>(
    'SELECT id, name FROM workflows ORDER BY rowid',
  )
  const updateMissing = db.prepare<{ ids: string; at: number | null }>(
    'UPDATE media SET missing_at = @at WHERE id IN (SELECT value FROM json_each(@ids))',
  )

  const selectChanges = db.prepare<[], number>('SELECT total_changes()').pluck()
  const selectOldest = db.prepare<[], number | null>('SELECT min(created_at) FROM workflows').pluck()

  return {
    /** How many rows this process has changed since it opened the library. */
    changes: () => selectChanges.get() ?? 0,
    oldestWorkflow: () => selectOldest.get() ?? undefined,
    /** Those behind a place in the order of the table. */
    page: (after: number, limit: number): Held[] => selectPage.all(after, limit).map(fromRow),
    held: (ids: readonly string[]): Held[] => selectHeld.all(JSON.stringify(ids)).map(fromRow),
    count: () => countMedia.get() ?? 0,
    /** Where the files are of all media whose id begins with these two digits. */
    filesOfShelf: (digits: string): string[] => selectShelf.all(digits, `${digits}g`),
    /** Quicker: the index alone answers it. */
    idsOfShelf: (digits: string): string[] => selectIds.all(digits, `${digits}g`),
    unknown: (ids: readonly string[]): string[] => selectUnknown.all(JSON.stringify(ids)),
    uses: (ids: readonly string[]): UseOfMedia[] => selectUses.all(JSON.stringify(ids)),
    kept: (ids: readonly string[], now: number): KeptResult[] =>
      selectKept.all({ ids: JSON.stringify(ids), now }),
    workflows: () => selectWorkflows.all(),
    setMissing: (ids: readonly string[], at: number | undefined) =>
      void updateMissing.run({ ids: JSON.stringify(ids), at: at ?? null }),
  }
}
export type HealthTable = ReturnType<typeof healthTable>

function fromRow(row: HeldRow): Held {
  return {
    row: row.row,
    id: row.id,
    name: row.name,
    filePath: row.file_path,
    sizeBytes: row.size_bytes,
    linkedPath: row.link_path ?? undefined,
    missingAt: row.missing_at ?? undefined,
  }
}
