import type { Media } from '../nodes/media.ts'
import type { Db } from './db/db.ts'
import { closeDatabase, openDatabase } from './db/open.ts'
import { createTables, type Tables } from './db/tables.ts'
import { createEvents, type Events } from './events.ts'
import { createExports, type Exports } from './exports/exports.ts'
import type { Engine } from './ffmpeg/engine.ts'
import { locateEngine } from './ffmpeg/locate.ts'
import { createClips } from './films/clips.ts'
import { createLibrary } from './library/library.ts'
import { createTitles } from './library/titles.ts'
import { createFilms, type Films } from './films/films.ts'
import { fromDiskError } from './db/disk-error.ts'
import { createStore, type Store } from './files/store.ts'
import { createHistory, type History } from './history/history.ts'
import { createJobs, type Jobs } from './jobs/jobs.ts'
import type { JobStep } from './jobs/ledger.ts'
import { createPace } from './jobs/pace.ts'
import { parkCopied } from './jobs/park-copied.ts'
import type { StoredJob } from './jobs/stored-job.ts'
import { memoryKeyring, withEnvironment, type Keyring } from './keys/keyring.ts'
import { createHider, createRedactor } from './keys/redact.ts'
import { createImports, type Imports } from './imports/imports.ts'
import { createLinks, type Links } from './links/links.ts'
import { createMeasures } from './measure/measures.ts'
import { createMediaManager, type MediaManager } from './media-manager.ts'
import { createMoving, type Moving } from './packages/moving.ts'
import { createConnections, type Connections } from './providers/connections.ts'
import { createProviders, keyVariables } from './providers/index.ts'
import { createLanes } from './runs/lanes.ts'
import { linkTake } from './runs/link-take.ts'
import { mirrorJob, putJobsBack } from './mirrors/job-mirrors.ts'
import { startBringBack, type BringingBack } from './mirrors/start-bring-back.ts'
import { createRuns, type Runs } from './runs/runs.ts'
import { sweepWork } from './runs/work-folder.ts'
import { createSettings, type SettingsStore } from './settings.ts'
import { createUpkeep, type Upkeep } from './upkeep.ts'
import { createKeeping, type Keeping } from './storage/keeping.ts'
import { spareReturned } from './trash/spare-returned.ts'
import { createWebhooks, type Webhooks } from './webhooks/webhooks.ts'
import { createWorkflows, type Workflows } from './workflows.ts'

export interface CoreConfig {
  readonly dataFolder: string
  readonly version: string
  /** Where keys of providers are kept; in memory unless given. */
  readonly keyring?: Keyring
  /** Shortens every wait for a provider. For tests. */
  readonly waitScale?: number
  /** Told after each durable step of a paid job. For tests, which pull the plug there. */
  readonly onJobStep?: (step: JobStep, job: StoredJob) => void
}

export interface Assembled {
  readonly db: Db
  readonly tables: Tables
  readonly store: Store
  readonly events: Events
  readonly settings: SettingsStore
  readonly manager: MediaManager
  readonly workflows: Workflows
  readonly keyring: Keyring
  readonly connections: Connections
  readonly webhooks: Webhooks
  readonly jobs: Jobs
  readonly runs: Runs
  readonly films: Films
  readonly exports: Exports
  readonly library: ReturnType<typeof createLibrary>
  readonly moving: Moving
  readonly history: History
  readonly keeping: Keeping
  readonly upkeep: Upkeep
  readonly imports: Imports
  readonly links: Links
}

type Library = Pick<Assembled, 'db' | 'tables' | 'store' | 'events' | 'settings' | 'manager' | 'links'> & {
  readonly back: BringingBack
  readonly providers: ReturnType<typeof createProviders>
  readonly engine: () => Promise<Engine>
}

/** Every part of the app, put together on the library of one folder. */
export async function assemble(config: CoreConfig): Promise<Assembled> {
  const { dataFolder: folder } = config
  const db = openDatabase(folder)
  try {
    return await assembleOn(db, config)
  } catch (error) {
    // Whoever tries again, once there is room on the disk, must find it free.
    closeDatabase(db)
    throw fromDiskError(error, { what: 'the library', folder })
  }
}

async function assembleOn(db: Db, config: CoreConfig): Promise<Assembled> {
  const library = await openLibrary(db, config)
  const { tables, events, settings, manager, engine, providers } = library
  const { dataFolder, waitScale, onJobStep } = config
  const history = createHistory({ tables, events, manager })
  const workflows = createWorkflows({ tables, events, manager, settings, history })
  const keyring = withEnvironment(config.keyring ?? memoryKeyring(), keyVariables(providers))
  const redact = createRedactor(() => keyring.known())
  const pace = createPace(waitScale)
  const connections = createConnections({ providers, tables, events, keyring, redact, pace })
  const parts = { ...library, connections, dataFolder, history, workflows, pace, redact }
  const webhooks = createWebhooks(parts)
  const jobs = createJobs({
    ...parts,
    callbackFor: (provider) => webhooks.callbackFor(provider),
    link: (job, media) => linkJob(parts, job, media),
    mirror: (job) => mirrorJob(dataFolder, job),
    onStep: onJobStep,
  })
  const offers = () => ({
    models: connections.models(),
    ready: connections.ready(),
    policy: settings.get().policy,
  })
  const measures = createMeasures({ folder: dataFolder, engine: library.engine })
  const films = createFilms({
    ...parts,
    clips: createClips({ engine }),
    measures,
    onMeasured: (id) => library.events.emit({ type: 'clip.measured', id }),
  })
  const exports = createExports({ ...parts, films })
  const imports = createImports(parts)
  const hideKeys = createHider(() => keyring.known())
  const moving = createMoving({ ...parts, hideKeys, version: config.version })
  const runs = createRuns({ ...parts, films, jobs, offers, lanes: createLanes(connections) })
  await webhooks.begin((provider, externalId) => jobs.wake(provider, externalId))
  runs.pickUp()
  const keeping = createKeeping({ ...parts, exports, packages: moving.packages })
  const upkeep = createUpkeep({ ...parts, jobs, runs, offers })
  const finding = createLibrary(parts)
  return {
    ...parts,
    library: finding,
    keyring,
    webhooks,
    jobs,
    runs,
    films,
    exports,
    imports,
    moving,
    keeping,
    upkeep,
  }
}

async function openLibrary(db: Db, { dataFolder }: CoreConfig): Promise<Library> {
  sweepWork(dataFolder)
  const titles = createTitles()
  const tables = createTables(db, titles)
  const store = createStore(dataFolder)
  // Also where the person put an older library back: it knows nothing of what was ordered since.
  putJobsBack(tables, dataFolder, 'open')
  parkCopied(tables, dataFolder, () => {
    putJobsBack(tables, dataFolder, 'all')
    spareReturned(tables, store)
  })
  const events = createEvents()
  const settings = createSettings(tables, events)
  const engine = () => locateEngine({ configured: settings.get().ffmpegPath })
  const providers = createProviders({ engine })
  // Before anything comes back: a file is tagged with what made it.
  titles.learn(providers)
  const manager: MediaManager = createMediaManager({
    tables,
    store,
    engine,
    folder: dataFolder,
    noticeLink: (id) => links.notice(id),
  })
  const links = createLinks({ tables, events, get: manager.get })
  const back = startBringBack({ tables, manager, events, dataFolder })
  await back.soon
  // Nobody waits for it: what is not there is found out when it is wanted, too.
  void links.begin().catch((error: unknown) => process.emitWarning(String(error)))
  return { db, tables, events, settings, engine, providers, manager, links, store, back }
}

/** What a paid job made becomes a take of its node, also when no run waits for it any more. */
function linkJob(
  { tables, events }: { tables: Tables; events: Events },
  { order, variation, workflowId, runId }: StoredJob,
  media: Media,
): void {
  const take = linkTake(tables, { ...order, variation, workflowId, runId, mediaId: media.id })
  if (take && workflowId !== undefined) events.emit({ type: 'take.made', workflowId, take, media })
}
