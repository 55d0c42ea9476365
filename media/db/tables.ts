import type { Db } from './db.ts'
import { generationsTable } from './generations.ts'
import type { GenerationsTable } from './generations.ts'
import { jobsTable } from './jobs.ts'
import type { JobsTable } from './jobs.ts'
import { linksTable } from './links.ts'
import type { LinksTable } from './links.ts'
import { mediaTable } from './media.ts'
import type { MediaTable } from './media.ts'
import { resultsTable } from './results.ts'
import type { ResultsTable } from './results.ts'
import { runsTable } from './runs.ts'
import type { RunsTable } from './runs.ts'
import { settingsTable } from './settings.ts'
import type { SettingsTable } from './settings.ts'
import { snapshotsTable } from './snapshots.ts'
import type { SnapshotsTable } from './snapshots.ts'
import { workflowMediaTable } from './workflow-media.ts'
import type { WorkflowMediaTable } from './workflow-media.ts'
import { workflowsTable } from './workflows.ts'
import type { WorkflowsTable } from './workflows.ts'

export interface Tables {
  readonly media: MediaTable
  readonly links: LinksTable
  readonly generations: GenerationsTable
  readonly workflows: WorkflowsTable
  readonly workflowMedia: WorkflowMediaTable
  readonly runs: RunsTable
  readonly results: ResultsTable
  readonly jobs: JobsTable
  readonly snapshots: SnapshotsTable
  readonly settings: SettingsTable
  /** Changes several tables in one transaction: all of it or nothing. */
  together<T>(change: () => T): T
}

/** Every table of one connection. */
export function createTables(db: Db): Tables {
  return {
    media: mediaTable(db),
    links: linksTable(db),
    generations: generationsTable(db),
    workflows: workflowsTable(db),
    workflowMedia: workflowMediaTable(db),
    runs: runsTable(db),
    results: resultsTable(db),
    jobs: jobsTable(db),
    snapshots: snapshotsTable(db),
    settings: settingsTable(db),
    together: <T>(change: () => T): T => db.transaction(change).immediate(),
  }
}
