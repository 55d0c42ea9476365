import { createWriteStream } from 'node:fs'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { CoreEvent } from '../nodes/contract/events.ts'
import type { Handlers } from '../nodes/contract/rpc.ts'
import { MediaId, type Media } from '../nodes/media.ts'
import { appHandlers } from './api/app.ts'
import { backupHandlers } from './api/backups.ts'
import { cutHandlers } from './api/cut.ts'
import { doctorHandlers } from './api/doctor.ts'
import { exportHandlers } from './api/exports.ts'
import { filmHandlers } from './api/films.ts'
import { historyHandlers } from './api/history.ts'
import { importHandlers } from './api/imports.ts'
import { libraryHandlers } from './api/library.ts'
import { jobHandlers } from './api/jobs.ts'
import { mediaHandlers } from './api/media.ts'
import { packageHandlers } from './api/packages.ts'
import { providerHandlers } from './api/providers.ts'
import { runHandlers } from './api/runs.ts'
import { transferHandlers } from './api/transfers.ts'
import { storageHandlers } from './api/storage.ts'
import { trashHandlers } from './api/trash.ts'
import { workflowHandlers } from './api/workflows.ts'
import { assemble, type Assembled, type CoreConfig } from './assemble.ts'
import { closeDatabase } from './db/open.ts'
import type { Exports } from './exports/exports.ts'
import { fromDiskError } from './db/disk-error.ts'
import { fromWriteError } from './files/file-error.ts'
import type { Imports } from './imports/imports.ts'
import type { MediaManager } from './media-manager.ts'
import type { Moving } from './packages/moving.ts'
import type { Runs } from './runs/runs.ts'
import type { Rendition } from './http/media-file.ts'
import { reopenable } from './reopen.ts'
import { openWorkFolder } from './runs/work-folder.ts'
import type { Workflows } from './workflows.ts'

export type { CoreConfig }

export interface ImportOptions {
  readonly name?: string
  readonly signal?: AbortSignal
  readonly onProgress?: (fraction: number) => void
}

export interface Imported {
  readonly media: Media
  /** The library already had these bytes: nothing was stored. */
  readonly existed: boolean
}

/** The whole app without a window. Shells and the command line are adapters of this. */
export interface Core {
  readonly handlers: Handlers
  readonly workflows: Workflows
  readonly runs: Runs
  readonly manager: MediaManager
  readonly exports: Exports
  readonly moving: Moving
  readonly imports: Imports
  onEvent(listener: (event: CoreEvent) => void): () => void
  /** The file behind a media id, as the shells serve it. */
  fileOf(
    id: string,
    rendition: Rendition,
  ): Promise<{ readonly path: string; readonly contentType: string } | undefined>
  importFile(path: string, options?: ImportOptions): Promise<Imported>
  /** Streams to a temporary file first, for shells that have no path. */
  uploadFile(name: string, body: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<Imported>
  /** Keeps a package beside the library; `packages.inspect` and `packages.import` then take what this answers. */
  uploadPackage(
    name: string,
    body: AsyncIterable<Uint8Array>,
    signal?: AbortSignal,
  ): Promise<{ readonly upload: string }>
  close(): Promise<void>
}

/**
 * Opens the library in a folder, for this process alone, and puts the parts together. Throws an AppError with
 * the sentence for the person: library_in_use, library_newer, library_damaged, folder_not_writable, disk_full.
 */
export function openCore(config: CoreConfig): Promise<Core> {
  return reopenable((reopen) => openOnce(config, reopen))
}

async function openOnce(config: CoreConfig, reopen: () => Promise<void>): Promise<Core> {
  const { dataFolder } = config
  const parts = await assemble(config)
  const { db, events, manager, workflows, webhooks, jobs, runs, films, exports, imports, links, moving } =
    parts

  async function announced(importing: Promise<Imported>): Promise<Imported> {
    const imported = await importing
    events.emit({ type: 'media.changed', media: imported.media })
    return imported
  }

  return {
    handlers: inOurWords(dataFolder, handlersOf(parts, config, reopen)),
    workflows,
    runs,
    manager,
    exports: {
      ...exports,
      // A package that was written is fetched and shown like a film.
      fileOf: (id, index) => exports.fileOf(id, index) ?? moving.transfers.fileOf(id, index),
    },
    moving,
    imports,
    onEvent: events.on,
    importFile: (path, options) => announced(manager.importFile(path, options)),

    async fileOf(id, rendition) {
      if (!MediaId.safeParse(id).success || !manager.get(id)) return undefined
      return rendition === 'original' ? manager.fileOf(id) : manager.renditionOf(id, rendition)
    },

    async uploadFile(name, body, signal) {
      const folder = openWorkFolder(dataFolder)
      try {
        const file = folder.file('upload')
        await pipeline(Readable.from(body), createWriteStream(file, { mode: 0o600 }), { signal })
        const origin = { name: basename(name), sourceType: 'uploaded', ...(signal && { signal }) } as const
        // It is ours already: moved in, not copied once more.
        return await announced(manager.adopt(file, origin))
      } catch (error) {
        throw fromWriteError(error, { what: basename(name), folder: dataFolder })
      } finally {
        folder.sweep()
      }
    },

    uploadPackage: moving.packages.receive,

    async close() {
      try {
        await webhooks.close()
        await parts.library.close()
        await Promise.all([runs, jobs, exports, films, imports, links, moving].map((part) => part.close()))
        await parts.keeping.trash.close()
        await parts.keeping.retention.close()
        await parts.upkeep.close()
      } finally {
        // Whatever went wrong before: nobody else could open it as long as it is held.
        closeDatabase(db)
      }
    },
  }
}

function handlersOf(
  parts: Assembled,
  { dataFolder, version }: CoreConfig,
  reopen: () => Promise<void>,
): Handlers {
  const { events, settings, manager, workflows, keyring, connections, webhooks, jobs } = parts
  return {
    ...appHandlers({ settings, keyring, dataFolder, version }),
    ...providerHandlers(connections, jobs),
    ...jobHandlers(jobs),
    'webhooks.status': async () => webhooks.status(),
    ...workflowHandlers(workflows),
    ...mediaHandlers(manager, events),
    ...libraryHandlers(parts.library),
    ...cutHandlers(parts.films),
    ...filmHandlers(parts.films),
    ...exportHandlers(parts.exports),
    ...importHandlers(parts.imports),
    ...packageHandlers(parts.moving),
    ...transferHandlers(parts.moving.transfers),
    ...historyHandlers(parts.history),
    ...backupHandlers(parts.upkeep.backups, reopen),
    ...doctorHandlers(parts.upkeep.doctor),
    ...storageHandlers(parts.keeping.storage),
    ...trashHandlers(parts.keeping.trash),
    ...runHandlers(parts.runs, workflows),
  }
}

/** What the database or the disk refuses, the window hears as a sentence: it is full, or cannot be written. */
function inOurWords(folder: string, handlers: Handlers): Handlers {
  const wrapped = Object.entries(handlers).map(([name, handler]) => [
    name,
    async (input: never) => {
      try {
        return await (handler as (input: never) => Promise<unknown>)(input)
      } catch (error) {
        throw fromDiskError(error, { folder, what: 'your change' })
      }
    },
  ])
  return Object.fromEntries(wrapped) as Handlers
}
