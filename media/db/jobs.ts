import type { ErrorCode } from '../../nodes/errors.ts'
import type { StoredJob } from '../jobs/stored-job.ts'
import type { Db } from './db.ts'
import { jobSums, OPEN } from './job-sums.ts'

type Row = ReturnType<typeof toRow>

const columns = [
  'signature_hash',
  'variation',
  'provider',
  'model',
  'mode',
  '"order"',
  'workflow_id',
  'workflow_name',
  'run_id',
  'state',
  'asks',
  'sent_at',
  'attempts',
  'external_id',
  'links',
  'outputs',
  'media_id',
  'estimated_micros',
  'counted_micros',
  'counted_clips',
  'charged_by',
  'error_code',
  'error_details',
  'created_at',
  'submitted_at',
  'heard_at',
  'ended_at',
  'kept_until',
]
const bare = (column: string) => column.replaceAll('"', '')

/** Selects over the ledger; what a change of state means is the business of media/jobs/ledger.ts. */
export function jobsTable(db: Db) {
  const upsert = db.prepare<Row>(`
    INSERT INTO jobs (id, ${columns.join(', ')}) VALUES (@id, ${columns.map((name) => `@${bare(name)}`).join(', ')})
    ON CONFLICT (id) DO UPDATE SET ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}
  `)
  const select = db.prepare<[string], Row>('SELECT * FROM jobs WHERE id = ?')
  const selectOpen = db.prepare<[], Row>(`SELECT * FROM jobs WHERE ${OPEN} ORDER BY created_at, rowid`)
  const selectBySignature = db.prepare<[string, number], Row>(`
    SELECT * FROM jobs WHERE signature_hash = ? AND variation = ? AND (${OPEN} OR (state = 'expired' AND asks = 1))
    ORDER BY created_at DESC, rowid DESC
  `)
  const selectAdopted = db.prepare<[string, number], Row>(`
    SELECT * FROM jobs WHERE signature_hash = ? AND variation = ? AND state = 'adopted'
    ORDER BY created_at DESC, rowid DESC
  `)
  const selectByExternal = db.prepare<[string, string], Row>(
    'SELECT * FROM jobs WHERE provider = ? AND external_id = ?',
  )
  const selectPage = db.prepare<{ which: string; workflow_id: string | null; limit: number }, Row>(`
    SELECT * FROM jobs
    WHERE (@which = 'all' OR (@which = 'inbox' AND asks = 1) OR (@which = 'open' AND ${OPEN}))
      AND (@workflow_id IS NULL OR workflow_id = @workflow_id)
    ORDER BY created_at DESC, rowid DESC LIMIT @limit
  `)
  const selectCounted = db
    .prepare<[], string>(
      `
      SELECT id FROM jobs WHERE NOT (${OPEN}) AND asks = 0 AND (counted_micros > 0 OR counted_clips > 0)
    `,
    )
    .pluck()
  const mediaOfJob = db.prepare<[string], string>('SELECT media_id FROM generations WHERE job_id = ?').pluck()

  return {
    ...jobSums(db),
    put: (job: StoredJob) => void upsert.run(toRow(job)),
    get(id: string): StoredJob | undefined {
      const row = select.get(id)
      return row && fromRow(row)
    },
    /** Over, and it counted for something. */
    countedIds: (): string[] => selectCounted.all(),
    listOpen: (): StoredJob[] => selectOpen.all().map(fromRow),
    /** What is open, or asked about, for exactly this take of this signature; newest first. */
    findOpen: (signatureHash: string, variation: number): StoredJob[] =>
      selectBySignature.all(signatureHash, variation).map(fromRow),
    /** What came home for exactly this take of this signature, whether its file is still there or not; newest first. */
    findAdopted: (signatureHash: string, variation: number): StoredJob[] =>
      selectAdopted.all(signatureHash, variation).map(fromRow),
    findExternal(provider: string, externalId: string): StoredJob | undefined {
      const row = selectByExternal.get(provider, externalId)
      return row && fromRow(row)
    },
    list: (query: { which: 'open' | 'inbox' | 'all'; workflowId?: string | undefined; limit: number }) =>
      selectPage
        .all({ which: query.which, workflow_id: query.workflowId ?? null, limit: query.limit })
        .map(fromRow),
    /** A file that this job brought into the library, though the job does not know it yet. */
    mediaMadeBy: (jobId: string): string | undefined => mediaOfJob.get(jobId),
  }
}
export type JobsTable = ReturnType<typeof jobsTable>

function toRow(job: StoredJob) {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value))
  return {
    id: job.id,
    signature_hash: job.signatureHash,
    variation: job.variation,
    provider: job.provider,
    model: job.model,
    mode: job.mode as string,
    order: JSON.stringify(job.order),
    workflow_id: job.workflowId ?? null,
    workflow_name: job.workflowName,
    run_id: job.runId ?? null,
    state: job.state as string,
    asks: job.asks ? 1 : 0,
    sent_at: job.sentAt ?? null,
    attempts: job.attempts,
    external_id: job.externalId ?? null,
    links: json(job.links),
    outputs: json(job.outputs),
    media_id: job.mediaId ?? null,
    estimated_micros: job.estimatedMicros,
    counted_micros: job.countedMicros,
    counted_clips: job.countedClips as number,
    charged_by: (job.chargedBy as string | undefined) ?? null,
    error_code: (job.error?.code as string | undefined) ?? null,
    error_details: json(job.error?.details),
    created_at: job.createdAt,
    submitted_at: job.submittedAt ?? null,
    heard_at: job.heardAt ?? null,
    ended_at: job.endedAt ?? null,
    kept_until: job.keptUntil ?? null,
  }
}

function fromRow(row: Row): StoredJob {
  const parsed = (text: string | null) => (text === null ? undefined : JSON.parse(text))
  return {
    id: row.id,
    signatureHash: row.signature_hash,
    variation: row.variation,
    provider: row.provider,
    model: row.model,
    // The words below were written by toRow from the same lists.
    mode: row.mode as StoredJob['mode'],
    order: JSON.parse(row.order),
    workflowId: row.workflow_id ?? undefined,
    workflowName: row.workflow_name,
    runId: row.run_id ?? undefined,
    state: row.state as StoredJob['state'],
    asks: row.asks === 1,
    sentAt: row.sent_at ?? undefined,
    attempts: row.attempts,
    externalId: row.external_id ?? undefined,
    links: parsed(row.links),
    outputs: parsed(row.outputs),
    mediaId: row.media_id ?? undefined,
    estimatedMicros: row.estimated_micros,
    countedMicros: row.counted_micros,
    countedClips: row.counted_clips as 0 | 1,
    chargedBy: (row.charged_by as StoredJob['chargedBy'] | null) ?? undefined,
    error: row.error_code
      ? { code: row.error_code as ErrorCode, details: parsed(row.error_details) ?? {} }
      : undefined,
    createdAt: row.created_at,
    submittedAt: row.submitted_at ?? undefined,
    heardAt: row.heard_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    keptUntil: row.kept_until ?? undefined,
  }
}
