import type { Db } from './db.ts'

/** What a signature once produced. A signature is long, so it is found by its hash and kept for explaining. */
export interface StoredResult {
  readonly signatureHash: string
  /** 0 for the first take of a request, then 1, 2, … */
  readonly variation: number
  readonly signature: string
  readonly mediaId: string
  readonly createdAt: number
}

type Row = ReturnType<typeof toRow>

export function resultsTable(db: Db) {
  const upsert = db.prepare<Row>(`
    INSERT INTO results (signature_hash, variation, signature, media_id, created_at)
    VALUES (@signature_hash, @variation, @signature, @media_id, @created_at)
    ON CONFLICT (signature_hash, variation) DO UPDATE SET
      signature = excluded.signature, media_id = excluded.media_id, created_at = excluded.created_at
  `)
  const selectAll = db.prepare<[string], Row>(
    'SELECT * FROM results WHERE signature_hash = ? ORDER BY created_at DESC, variation DESC',
  )
  const selectOne = db.prepare<[string, number]>(
    'SELECT 1 FROM results WHERE signature_hash = ? AND variation = ?',
  )

  return {
    has: (signatureHash: string, variation: number) => selectOne.get(signatureHash, variation) !== undefined,
    put: (result: StoredResult) => void upsert.run(toRow(result)),
    /** Every variation, newest first. */
    list: (signatureHash: string) => selectAll.all(signatureHash).map(fromRow),
  }
}
export type ResultsTable = ReturnType<typeof resultsTable>

/** One at a time: signatures are long. */
export function* everyResult(db: Db): Generator<StoredResult> {
  for (const row of db.prepare<[], Row>('SELECT * FROM results').iterate()) yield fromRow(row)
}

function toRow(result: StoredResult) {
  return {
    signature_hash: result.signatureHash,
    variation: result.variation,
    signature: result.signature,
    media_id: result.mediaId,
    created_at: result.createdAt,
  }
}

function fromRow(row: Row): StoredResult {
  return {
    signatureHash: row.signature_hash,
    variation: row.variation,
    signature: row.signature,
    mediaId: row.media_id,
    createdAt: row.created_at,
  }
}
