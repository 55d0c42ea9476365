import { collectionsTable, type CollectionsTable } from './collections.ts'
import type { Db } from './db.ts'
import { libraryFacets, type LibraryFacets } from './facets.ts'
import { generationsTable } from './generations.ts'
import type { GenerationsTable } from './generations.ts'
import { healthTable } from './health.ts'
import type { HealthTable } from './health.ts'
import { jobsTable } from './jobs.ts'
import type { JobsTable } from './jobs.ts'
import { linksTable } from './links.ts'
import type { LinksTable } from './links.ts'
import { createTitles, type Titles } from '../library/titles.ts'
import { mediaTable } from './media.ts'
import type { MediaTable } from './media.ts'
import { mediaPages, type MediaPages } from './media-pages.ts'
import { needsTable } from './needs.ts'
import type { NeedsTable } from './needs.ts'
import { putBackTable } from './put-back.ts'
import type { PutBackTable } from './put-back.ts'
import { resultsTable } from './results.ts'
import type { ResultsTable } from './results.ts'
import { runsTable } from './runs.ts'
import type { RunsTable } from './runs.ts'
import { savedSearchesTable, type SavedSearchesTable } from './saved-searches.ts'
import { searchTable, type SearchTable } from './search.ts'
import { settingsTable } from './settings.ts'
import type { SettingsTable } from './settings.ts'
import { snapshotsTable } from './snapshots.ts'
import type { SnapshotsTable } from './snapshots.ts'
import { storageTable } from './storage.ts'
import type { StorageTable } from './storage.ts'
import { trashTable } from './trash.ts'
import type { TrashTable } from './trash.ts'
import { tagsTable, type TagsTable } from './tags.ts'
import { usesTable, type UsesTable } from './uses.ts'
import { workTable, type WorkTable } from './work.ts'
import { workflowMediaTable } from './workflow-media.ts'
import type { WorkflowMediaTable } from './workflow-media.ts'
import { workflowsTable } from './workflows.ts'
import type { WorkflowsTable } from './workflows.ts'

export interface Tables {
  readonly media: MediaTable
  readonly pages: MediaPages
  readonly search: SearchTable
  readonly tags: TagsTable
  readonly collections: CollectionsTable
  readonly searches: SavedSearchesTable
  readonly facets: LibraryFacets
  readonly uses: UsesTable
  readonly work: WorkTable
  readonly links: LinksTable
  readonly generations: GenerationsTable
  readonly workflows: WorkflowsTable
  readonly workflowMedia: WorkflowMediaTable
  readonly runs: RunsTable
  readonly results: ResultsTable
  readonly jobs: JobsTable
  readonly snapshots: SnapshotsTable
  readonly settings: SettingsTable
  readonly putBack: PutBackTable
  readonly health: HealthTable
  readonly trash: TrashTable
  readonly needs: NeedsTable
  readonly storage: StorageTable
  /** Changes several tables in one transaction: all of it or nothing. */
  together<T>(change: () => T): T
}

/** Every table of one connection. */
export function createTables(db: Db, titles: Titles = createTitles()): Tables {
  const search = searchTable(db, titles)
  const tags = tagsTable(db)
  const collections = collectionsTable(db)
  return {
    search,
    tags,
    collections,
    searches: savedSearchesTable(db),
    facets: libraryFacets(db, { tags, collections }),
    uses: usesTable(db),
    work: workTable(db),
    media: mediaTable(db, tags),
    pages: mediaPages(db, { tags, search }),
    links: linksTable(db),
    generations: generationsTable(db, { tags, titles }),
    workflows: workflowsTable(db, tags),
    workflowMedia: workflowMediaTable(db, tags),
    runs: runsTable(db),
    results: resultsTable(db),
    jobs: jobsTable(db),
    snapshots: snapshotsTable(db),
    settings: settingsTable(db),
    putBack: putBackTable(db, tags),
    health: healthTable(db),
    trash: trashTable(db),
    needs: needsTable(db),
    storage: storageTable(db),
    together: <T>(change: () => T): T => db.transaction(change).immediate(),
  }
}
