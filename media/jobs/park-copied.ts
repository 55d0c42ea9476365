import { randomUUID } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../nodes/errors.ts'
import type { Tables } from '../db/tables.ts'
import { writeWholeNow } from '../files/write-whole.ts'

const FILE = 'instance.json'
const SETTING = 'instance'

interface Instance {
  /** Changes at every start, in the database and beside it: a database that was put back from a backup lags behind. */
  readonly start: string
  /** This folder on this disk; it stays when the folder is renamed, and not when it is copied. */
  readonly place: string
  /** Only beside it, and only while a start is under way: what the database may still say if that start was cut off. */
  readonly before?: string | undefined
}

/**
 * A library that was copied, moved to another machine or put back from a backup may lead open jobs that another
 * copy follows, too. Such jobs are parked until the person says which copy goes on; in the library that they were
 * begun in, nothing happens here. `first` is what such a library, or one that begins anew, must learn before.
 */
export function parkCopied(tables: Tables, dataFolder: string, first: () => void = () => {}): void {
  const noted = tables.settings.get(SETTING) as Instance | undefined
  const beside = readBeside(dataFolder)
  const place = placeOf(dataFolder)
  const starts = [beside?.start, beside?.before]
  const isSame = noted?.place === place && starts.includes(noted.start)
  if (!isSame) first()
  if (!isSame && noted) park(tables)
  const next: Instance = { start: randomUUID(), place }
  writeBeside(dataFolder, { ...next, before: noted?.start })
  tables.settings.set(SETTING, next)
  writeBeside(dataFolder, next)
}

/** Whole or not at all: half a note would park everything. */
function writeBeside(dataFolder: string, instance: Instance): void {
  writeWholeNow(join(dataFolder, FILE), JSON.stringify(instance))
}

function park(tables: Tables): void {
  tables.together(() => {
    for (const job of tables.jobs.listOpen()) {
      const { code, details } = new AppError('job_parked', { provider: job.provider, charge: 'possible' })
      const state = job.state === 'intent' ? 'unknown' : job.state
      tables.jobs.put({ ...job, state, asks: true, error: { code, details } })
    }
  })
}

function readBeside(dataFolder: string): Instance | undefined {
  try {
    return JSON.parse(readFileSync(join(dataFolder, FILE), 'utf8')) as Instance
  } catch {
    return undefined
  }
}

function placeOf(dataFolder: string): string {
  return String(statSync(dataFolder, { bigint: true }).ino)
}
