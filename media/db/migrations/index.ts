import type { Db } from '../db.ts'
import { first } from './0001_first.ts'
import { jobs } from './0002_jobs.ts'
import { library } from './0003_library.ts'
import { history } from './0004_history.ts'
import { awaited } from './0005_awaited.ts'

/** One step of the file's history. A step that was shipped is never edited: a change is the next step. */
export interface Migration {
  readonly version: number
  up(db: Db): void
}

/** In order, append only. */
export const migrations: readonly Migration[] = [first, jobs, library, history, awaited]
