import type { Db } from '../db/db.ts'
import { openScratch } from '../db/scratch.ts'
import { createTables, type Tables } from '../db/tables.ts'
import { createLedger, type JobStep, type Ledger, type NewJob } from './ledger.ts'
import type { StoredJob } from './stored-job.ts'

/** A real ledger in memory, whose clock is set by hand. */
export interface Book {
  readonly db: Db
  readonly tables: Tables
  readonly ledger: Ledger
  readonly clock: { now: number }
  /** Each step that was told, as "<step> <state>". */
  readonly steps: string[]
}

export function openBook(now = Date.parse('2026-11-21T12:00:00Z')): Book {
  const db = openScratch()
  const tables = createTables(db)
  const clock = { now }
  const steps: string[] = []
  const onChange = (job: StoredJob, step: JobStep | undefined) =>
    void steps.push(`${step ?? 'silent'} ${job.state}`)
  return { db, tables, clock, steps, ledger: createLedger({ tables, now: () => clock.now, onChange }) }
}

/** What a node orders, for tests that do not care which. */
export function someOrder(change: Partial<NewJob> = {}): NewJob {
  return {
    signatureHash: 'signature-1',
    variation: 0,
    provider: 'runway',
    model: 'runway/gen4.5',
    mode: 'text-to-video',
    workflowName: 'Rain',
    runId: 'run-1',
    order: {
      prompt: 'Rain on a window, at night',
      written: 'Rain on a window',
      settings: { aspect: '9:16', seconds: 5, sound: false },
      references: [],
      params: { seed: 3 },
      signature: 'signature-1 in full',
      nodeId: 'clip',
      nodeType: 'text-to-video',
      nodeTitle: 'Rain',
      role: 'output',
    },
    ...change,
  }
}

/** Puts a job down as it would be after that much of its life. */
export function someJob(id: string, change: Partial<StoredJob> = {}): StoredJob {
  return {
    ...someOrder(),
    id,
    state: 'submitted',
    asks: false,
    attempts: 1,
    externalId: `external-${id}`,
    estimatedMicros: 600_000,
    countedMicros: 600_000,
    countedClips: 1,
    createdAt: Date.parse('2026-11-21T12:00:00Z'),
    submittedAt: Date.parse('2026-11-21T12:00:01Z'),
    ...change,
  }
}
