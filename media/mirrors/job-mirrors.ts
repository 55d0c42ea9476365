import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { jobStates } from '../../nodes/contract/money.ts'
import type { Tables } from '../db/tables.ts'
import { removeNow } from '../files/remove-now.ts'
import { writeWholeNow } from '../files/write-whole.ts'
import { isOpen, type StoredJob } from '../jobs/stored-job.ts'

/** As much as must be right about a job that is read from a file; the rest was written by the same ledger. */
const Head = z.looseObject({
  id: z.uuid(),
  signatureHash: z.string(),
  variation: z.number().int(),
  provider: z.string(),
  model: z.string(),
  state: z.enum(jobStates),
  order: z.looseObject({ prompt: z.string(), nodeId: z.string(), signature: z.string() }),
  workflowName: z.string(),
  createdAt: z.number().int(),
  estimatedMicros: z.number().int().min(0),
  countedMicros: z.number().int().min(0),
})

/** Those that are over lie apart: they are many, and only a library that was replaced reads them. */
const folders = { open: 'jobs', ended: join('jobs', 'ended') }
type Which = keyof typeof folders

const fileOf = (dataFolder: string, which: Which, id: string) =>
  join(dataFolder, folders[which], `${id}.json`)

/**
 * Keeps every job that is open, or that counted for something, as a file, too: a database that is lost, or put back
 * from before the job, must neither make anybody pay for it again nor forget what was spent. Called after the row is
 * written and before anything leaves. A file that cannot be written keeps nobody from working: the row is the truth.
 */
export function mirrorJob(dataFolder: string, job: StoredJob): void {
  const place = placeOf(job)
  try {
    if (place) {
      const path = fileOf(dataFolder, place, job.id)
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      writeWholeNow(path, JSON.stringify(job))
    }
    if (place !== 'open') removeNow(fileOf(dataFolder, 'open', job.id))
    if (place !== 'ended') removeNow(fileOf(dataFolder, 'ended', job.id))
  } catch (error) {
    process.emitWarning(`A job could not be mirrored: ${String(error)}`)
  }
}

function placeOf(job: StoredJob): Which | undefined {
  if (isOpen(job) || job.asks) return 'open'
  return job.countedMicros > 0 || job.countedClips > 0 ? 'ended' : undefined
}

/** Writes what a full disk, or a version that did not keep them, left out of those that are over. */
export async function mirrorMissed(tables: Tables, dataFolder: string, signal: AbortSignal): Promise<void> {
  const there = new Set(namesIn(dataFolder, 'ended'))
  for (const id of tables.jobs.countedIds()) {
    if (signal.aborted) return
    if (there.has(`${id}.json`)) continue
    const job = tables.jobs.get(id)
    if (job) mirrorJob(dataFolder, job)
    await setImmediate()
  }
}

/**
 * Gives a library that begins anew, or from a backup, the open jobs that it does not know or knows as they were
 * earlier, and with `all` also those that are over since; any other knows them all. Comes before they are parked:
 * whether to go on with them is for the person to say. A workflow or file that is not back yet is joined when this
 * is called again.
 */
export function putJobsBack(tables: Tables, dataFolder: string, which: 'open' | 'all'): void {
  const open = readJobs(dataFolder, 'open')
  for (const job of open) putJobBack(tables, job, (row) => !row.externalId && job.externalId !== undefined)
  if (which === 'open') return
  const openIds = new Set(open.map(({ id }) => id))
  for (const job of readJobs(dataFolder, 'ended')) {
    if (!openIds.has(job.id)) putJobBack(tables, job, (row) => isOpen(row) || row.asks)
  }
}

function putJobBack(tables: Tables, told: StoredJob, isOlder: (row: StoredJob) => boolean): void {
  const { jobs, workflows, media } = tables
  const { id, provider, externalId } = told
  const same = externalId === undefined ? undefined : jobs.findExternal(provider, externalId)
  // Whatever the file says, what the provider has is in the book once.
  if (same && same.id !== id) return
  const row = jobs.get(id)
  const job = !row || isOlder(row) ? told : row
  const workflowId = row?.workflowId ?? told.workflowId
  const mediaId = row?.mediaId ?? told.mediaId
  const joined: StoredJob = {
    ...job,
    workflowId: workflowId !== undefined && workflows.exists(workflowId) ? workflowId : undefined,
    mediaId: mediaId !== undefined && media.get(mediaId) ? mediaId : undefined,
  }
  const isNew = job !== row || joined.workflowId !== row.workflowId || joined.mediaId !== row.mediaId
  if (isNew) jobs.put(joined)
}

function namesIn(dataFolder: string, which: Which): string[] {
  try {
    return readdirSync(join(dataFolder, folders[which])).filter((name) => name.endsWith('.json'))
  } catch {
    return []
  }
}

function readJobs(dataFolder: string, which: Which): StoredJob[] {
  return namesIn(dataFolder, which).flatMap((name) => {
    try {
      const json: unknown = JSON.parse(readFileSync(join(dataFolder, folders[which], name), 'utf8'))
      return Head.safeParse(json).success ? [json as StoredJob] : []
    } catch {
      return []
    }
  })
}
