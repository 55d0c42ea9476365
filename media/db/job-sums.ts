import type { Db } from './db.ts'

/** A job of which something may still come, or that is not settled. */
export const OPEN = "state IN ('intent', 'submitted', 'running', 'succeeded', 'unknown')"

export interface Counted {
  readonly micros: number
  readonly reservedMicros: number
  readonly clips: number
}

export interface CountedShare {
  readonly name: string
  readonly micros: number
  readonly clips: number
}

/** What the ledger adds up to: for the limits and for whoever wants to know where the money went. */
export function jobSums(db: Db) {
  const sums = `ifnull(sum(counted_micros), 0) AS micros,
    ifnull(sum(CASE WHEN ${OPEN} THEN counted_micros ELSE 0 END), 0) AS reservedMicros,
    ifnull(sum(counted_clips), 0) AS clips`
  const sumSince = db.prepare<[number], Counted>(`SELECT ${sums} FROM jobs WHERE created_at >= ?`)
  const sumOfRun = db.prepare<[string], Counted>(`SELECT ${sums} FROM jobs WHERE run_id = ?`)
  const shares = (name: string) =>
    db.prepare<[number], CountedShare>(`
      SELECT ${name} AS name, sum(counted_micros) AS micros, sum(counted_clips) AS clips FROM jobs
      WHERE created_at >= ? GROUP BY 1 HAVING micros > 0 OR clips > 0 ORDER BY micros DESC, clips DESC, name
    `)
  const byProvider = shares('provider')
  const byModel = shares('model')
  const byWorkflow = shares('workflow_name')
  const byDay = shares("date(created_at / 1000, 'unixepoch', 'localtime')")
  const sumUnused = db
    .prepare<[], number>(
      `
      SELECT ifnull(sum(counted_micros), 0) FROM jobs
      WHERE NOT (${OPEN}) AND (
        media_id IS NULL OR NOT EXISTS (SELECT 1 FROM workflow_media WHERE workflow_media.media_id = jobs.media_id)
      )
    `,
    )
    .pluck()

  return {
    countedSince: (at: number): Counted => sumSince.get(at)!,
    countedInRun: (runId: string): Counted => sumOfRun.get(runId)!,
    sharesSince: (at: number) => ({
      byProvider: byProvider.all(at),
      byModel: byModel.all(at),
      byWorkflow: byWorkflow.all(at),
    }),
    daysSince: (at: number): CountedShare[] => byDay.all(at),
    /** Paid for, and in no workflow any more (or nothing ever came of it). */
    unusedMicros: (): number => sumUnused.get()!,
  }
}
