import { randomUUID } from 'node:crypto'
import { basename, join } from 'node:path'
import type { ExportEstimate, ExportOrder, FilmExport } from '../../nodes/contract/films.ts'
import { AppError, toWire } from '../../nodes/errors.ts'
import type { Events } from '../events.ts'
import { namesMedia } from './handoff-files.ts'
import { folderFor, freeIn, openPlace } from './place.ts'
import { type ExportJob, freeStem, idsOf, performExport, type PerformParts } from './perform.ts'
import { bytesFor, extensionOf, isAsItIs, mustBeH264, requestFor } from './preset.ts'
import { type FilmSource, readSource, type SourceParts } from './source.ts'

export interface ExportParts extends PerformParts, SourceParts {
  readonly manager: PerformParts['manager'] & SourceParts['manager']
  readonly events: Pick<Events, 'emit'>
}

export type Exports = ReturnType<typeof createExports>

/** What must stay free beside an export, so that the system and the library can go on. */
const RESERVE_BYTES = 64 * 1024 ** 2
const PROGRESS_EVERY_MS = 250

interface Entry {
  state: FilmExport
  readonly stopper: AbortController
  done: Promise<void>
}

/** Films that leave the library: rendered from their sources, never over anything, whole or not at all. */
export function createExports(parts: ExportParts) {
  const entries = new Map<string, Entry>()

  const change = (entry: Entry, news: Partial<FilmExport>) => {
    entry.state = { ...entry.state, ...news }
    parts.events.emit({ type: 'export.changed', export: entry.state })
  }

  return {
    async estimate(order: ExportOrder): Promise<ExportEstimate> {
      const prepared = await prepare(parts, order)
      const { folder, bytes, free, plan } = prepared
      const stem = await freeStem(folder, { ...prepared, startedAt: new Date() })
      const path = join(folder, `${stem}.${extensionOf(order.preset)}`)
      return { plan, bytes, path, ...(free !== undefined && { free }) }
    },

    /** Answers as soon as it is sure that the export can begin. */
    async start(order: ExportOrder): Promise<FilmExport> {
      const prepared = await prepare(parts, order)
      await requireRoom(prepared, parts.dataFolder)
      const id = randomUUID()
      const place = await openPlace(prepared.folder, id)
      const startedAt = new Date()
      const entry = newEntry(id, order, startedAt)
      entries.set(id, entry)
      change(entry, {})
      const began = entry.state
      const { signal } = entry.stopper
      const onProgress = calmly((progress) => {
        if (isRunning(entry)) change(entry, { progress })
      })
      entry.done = seeThrough(parts, { ...prepared, place, startedAt, signal, onProgress }).then((end) =>
        change(entry, end),
      )
      return began
    },

    stop(id: string): void {
      const entry = entries.get(id)
      if (!entry) throw new AppError('not_found', { what: 'This export' })
      entry.stopper.abort()
    },

    /** Newest first. */
    list: (): FilmExport[] => [...entries.values()].map(({ state }) => state).toReversed(),

    /** The export as it ended. */
    async finished(id: string): Promise<FilmExport> {
      const entry = entries.get(id)
      if (!entry) throw new AppError('not_found', { what: 'This export' })
      await entry.done
      return entry.state
    },

    /** A finished file by its place in the list; undefined for everything else. */
    fileOf(id: string, index: number): { readonly path: string; readonly name: string } | undefined {
      const path = entries.get(id)?.state.files[index]
      return path === undefined ? undefined : { path, name: basename(path) }
    },

    async close(): Promise<void> {
      for (const { stopper } of entries.values()) stopper.abort()
      await Promise.all([...entries.values()].map(({ done }) => done))
    },
  }
}

function newEntry(id: string, { workflowId, nodeId, preset }: ExportOrder, startedAt: Date): Entry {
  const begun = { state: 'running' as const, progress: 0, files: [], startedAt: startedAt.getTime() }
  const state = { id, workflowId, nodeId, preset, ...begun }
  return { state, stopper: new AbortController(), done: Promise.resolve() }
}

/** How it ended. Never throws, and leaves nothing unfinished behind. */
async function seeThrough(parts: ExportParts, job: ExportJob): Promise<Partial<FilmExport>> {
  try {
    const { names, notes } = await performExport(parts, job)
    const files = names.map((name) => join(job.place.folder, name))
    return { ...ended('done'), progress: 1, files, ...(notes.length > 0 && { notes: [...notes] }) }
  } catch (error) {
    await job.place.sweep().catch(() => {})
    return job.signal.aborted ? ended('stopped') : { ...ended('failed'), error: toWire(error) }
  }
}

interface Prepared extends Pick<ExportEstimate, 'bytes' | 'free'> {
  readonly order: ExportOrder
  readonly source: FilmSource
  readonly request: FilmSource['request']
  readonly plan: NonNullable<ExportEstimate['plan']>
  readonly folder: string
}

async function prepare(parts: ExportParts, order: ExportOrder): Promise<Prepared> {
  const source = readSource(parts, order)
  const request = requestFor(source, order)
  const plan = await parts.films.plan(request, mustBeH264(order.preset) ? { codec: 'h264' } : {})
  const folder = folderFor(order.folder, parts.dataFolder)
  const free = await freeIn(folder)
  const sizeOf = (id: string) => parts.manager.get(id)?.sizeBytes ?? 0
  const asItIs = source.film !== undefined && isAsItIs(source, order)
  const film = asItIs ? sizeOf(source.film) : bytesFor(order.preset, plan)
  const copies = order.withMedia && order.handoff.some(namesMedia) ? idsOf(request) : []
  const bytes = copies.reduce((sum, id) => sum + sizeOf(id), film)
  return { order, source, request, plan, folder, bytes, free }
}

/** Where it goes, and in the library: what is rendered or made into something else is made there first. */
async function requireRoom({ order, bytes, plan, folder }: Prepared, dataFolder: string): Promise<void> {
  const isMadeOver = order.preset === 'master' || order.preset === 'gif'
  const places = [
    { place: folder, needed: bytes },
    { place: dataFolder, needed: isMadeOver ? plan.bytes : 0 },
  ]
  for (const { place, needed } of places) {
    const free = await freeIn(place)
    if (free === undefined || free >= needed + RESERVE_BYTES) continue
    throw new AppError('no_room', { needed: inMegabytes(needed), free: inMegabytes(free), folder: place })
  }
}

function inMegabytes(bytes: number): string {
  const megabytes = bytes / 1024 ** 2
  return megabytes < 1024 ? `${Math.ceil(megabytes)} MB` : `${(megabytes / 1024).toFixed(1)} GB`
}

function isRunning({ state }: Entry): boolean {
  return state.state === 'running'
}

function ended(state: 'done' | 'stopped' | 'failed'): Pick<FilmExport, 'state' | 'endedAt'> {
  return { state, endedAt: Date.now() }
}

/** No window can show more. */
function calmly(tell: (fraction: number) => void): (fraction: number) => void {
  let next = 0
  return (fraction) => {
    const now = performance.now()
    if (now < next) return
    next = now + PROGRESS_EVERY_MS
    tell(Math.min(1, Math.max(0, fraction)))
  }
}
