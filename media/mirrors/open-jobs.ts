import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { jobStates } from '../../nodes/contract/money.ts'
import type { Tables } from '../db/tables.ts'
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

const folderOf = (dataFolder: string) => join(dataFolder, 'jobs')
const fileOf = (dataFolder: string, id: string) => join(folderOf(dataFolder), `${id}.json`)

/**
 * Keeps every job that is open as a file, too: a database that is lost, or put back from before the job, must not
 * make anybody pay for it again. Called after the row is written and before anything leaves. A file that cannot be
 * written keeps nobody from working: the row is the truth.
 */
export function mirrorJob(dataFolder: string, job: StoredJob): void {
  try {
    if (!isOpen(job) && !job.asks) return rmSync(fileOf(dataFolder, job.id), { force: true })
    mkdirSync(folderOf(dataFolder), { recursive: true, mode: 0o700 })
    writeWholeNow(fileOf(dataFolder, job.id), JSON.stringify(job))
  } catch (error) {
    process.emitWarning(`An open job could not be mirrored: ${String(error)}`)
  }
}

/**
 * Gives a library that begins anew, or from a backup, the open jobs that it does not know or knows as they were
 * earlier; any other knows them all. Comes before they are parked: whether to go on with them is for the person to
 * say. A workflow that is not back yet is joined when this is called again.
 */
export function putJobsBack(tables: Tables, dataFolder: string): void {
  for (const job of readJobs(dataFolder)) {
    const workflowId =
      job.workflowId !== undefined && tables.workflows.exists(job.workflowId) ? job.workflowId : undefined
    const row = tables.jobs.get(job.id)
    if (!row) tables.jobs.put({ ...job, mediaId: undefined, workflowId })
    else if (!row.externalId && job.externalId) tables.jobs.put({ ...job, mediaId: row.mediaId, workflowId })
    else if (!row.workflowId && workflowId !== undefined) tables.jobs.put({ ...row, workflowId })
  }
}

function readJobs(dataFolder: string): StoredJob[] {
  let names: string[] = []
  try {
    names = readdirSync(folderOf(dataFolder)).filter((name) => name.endsWith('.json'))
  } catch {
    return []
  }
  return names.flatMap((name) => {
    try {
      const json: unknown = JSON.parse(readFileSync(join(folderOf(dataFolder), name), 'utf8'))
      return Head.safeParse(json).success ? [json as StoredJob] : []
    } catch {
      return []
    }
  })
}
