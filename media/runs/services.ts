import { extname } from 'node:path'
import { sentencesOf } from '../../nodes/contract/notes.ts'
import { AppError } from '../../nodes/errors.ts'
import type { Work } from '../../nodes/engine/execute.ts'
import type { ClipRequest, FilmRequest, Services } from '../../nodes/engine/services.ts'
import type { Generation, MediaValue } from '../../nodes/media.ts'
import type { GenerationMode, ImageRequest } from '../../nodes/models.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import type { Films } from '../films/films.ts'
import type { FilmPlace } from '../films/origins.ts'
import type { MediaManager } from '../media-manager.ts'
import { extractLastFrame } from '../pictures/last-frame.ts'
import { findLocalModel, type Provider, type Workbench } from '../providers/provider.ts'
import { requireWorkRoom } from '../storage/room.ts'
import { requestParams } from './request-params.ts'
import { titleOf } from './run-record.ts'
import { openWorkFolder, type WorkFolder } from './work-folder.ts'

export interface ServiceParts {
  readonly manager: MediaManager
  readonly providers: readonly Provider[]
  readonly engine: () => Promise<Engine>
  readonly films: Films
  readonly dataFolder: string
}

/** What one piece of work reports while it goes on. */
export interface WorkReport {
  readonly signal: AbortSignal
  onProgress(fraction: number): void
  onNote(note: string): void
}

/** The workflow that runs, as the person has it. */
export type RunOf = Pick<FilmPlace, 'workflowId' | 'workflowName' | 'document'>

/** Has a provider make it, for pay or on somebody's own server. Undefined: it is made on this machine. */
export type Ordering = (
  request: ImageRequest | ClipRequest,
  mode: GenerationMode,
) => { readonly local: string } | { readonly made: Promise<MediaValue> }

/** The abilities that a node's `run` is given, bound to that node: its name, its stop signal, its progress. */
export function createServices(
  parts: ServiceParts,
  work: Work,
  { report, order, run }: { report: WorkReport; order: Ordering; run: RunOf },
): Services {
  const making = <T>(make: (bench: Workbench) => Promise<T>) => inWorkFolder(parts.dataFolder, report, make)

  return {
    async generateImage(request) {
      const ordered = order(request, 'text-to-image')
      if ('made' in ordered) return ordered.made
      return making((bench) => makeImage(parts, { request, model: ordered.local, work, bench }))
    },
    async generateVideo(request) {
      const ordered = order(request, request.firstFrame ? 'image-to-video' : 'text-to-video')
      if ('made' in ordered) return ordered.made
      return making((bench) => makeVideo(parts, { request, model: ordered.local, work, bench }))
    },
    stitch: (request) => making((bench) => makeFilm(parts, { request, work, bench, report, run })),
    extractLastFrame: (video) => making((bench) => makeLastFrame(parts, { video, work, bench })),
  }
}

interface Order<R> {
  readonly request: R
  /** The one that was chosen, where the request leaves it open. */
  readonly model: string
  readonly work: Work
  readonly bench: Workbench
}

async function makeImage(
  parts: ServiceParts,
  { request, model: key, work, bench }: Order<ImageRequest>,
): Promise<MediaValue> {
  const { provider, model } = modelFor(parts, key, 'text-to-image')
  const startedAt = Date.now()
  const file = await provider.makeImage({ ...request, model: model.id }, bench)
  const generation = generationOf(request, { provider: provider.id, model: model.id, startedAt })
  return keepFile(parts.manager, file, { work, generation })
}

async function makeVideo(
  parts: ServiceParts,
  { request, model: key, work, bench }: Order<ClipRequest>,
): Promise<MediaValue> {
  const { firstFrame, lastFrame: _last, ...asked } = request
  const { provider, model } = modelFor(parts, key, firstFrame ? 'image-to-video' : 'text-to-video')
  const startedAt = Date.now()
  const picture = firstFrame && parts.manager.pathOf(firstFrame.id)
  const file = await provider.makeVideo(
    { ...asked, model: model.id, ...(picture !== undefined && { firstFrame: picture }) },
    bench,
  )
  const generation = generationOf(request, { provider: provider.id, model: model.id, startedAt })
  return keepFile(parts.manager, file, { work, generation })
}

interface FilmWork {
  readonly request: FilmRequest
  readonly work: Work
  readonly bench: Workbench
  readonly report: WorkReport
  readonly run: RunOf
}

async function makeFilm(
  { films, manager }: ServiceParts,
  { request: { clips, music, settings }, work, bench, report, run }: FilmWork,
): Promise<MediaValue> {
  const startedAt = Date.now()
  const { signal, progress: onProgress } = bench
  const output = bench.tempFile('mp4')
  const { node, signature } = work
  const carries = { ...run, node, signature }
  const request = { clips, music, settings }
  const { receipt, loudness, notes } = await films.render({
    request,
    carries,
    hardware: false,
    output,
    signal,
    onProgress,
  })
  report.onNote(sentencesOf(notes))
  const heard = { ...(music && { music: music.id }), ...(loudness && { loudness }) }
  const generation = ownWork(
    'stitcher',
    { ...settings, clips: clips.map(({ id }) => id), ...heard, receipt },
    startedAt,
  )
  return keepFile(manager, output, { work, generation, sourceType: 'stitched' })
}

async function makeLastFrame(
  { manager, engine }: ServiceParts,
  { video, work, bench }: { video: MediaValue; work: Work; bench: Workbench },
): Promise<MediaValue> {
  const startedAt = Date.now()
  const output = bench.tempFile('png')
  await extractLastFrame(await engine(), manager.pathOf(video.id), { output, signal: bench.signal })
  const generation = ownWork('last-frame', { video: video.id }, startedAt)
  return keepFile(manager, output, { work, generation, sourceType: 'extracted' })
}

async function inWorkFolder<T>(
  dataFolder: string,
  report: WorkReport,
  make: (bench: Workbench) => Promise<T>,
): Promise<T> {
  await requireWorkRoom(dataFolder)
  const folder: WorkFolder = openWorkFolder(dataFolder)
  try {
    return await make({
      signal: report.signal,
      progress: (fraction) => report.onProgress(fraction),
      tempFile: (extension) => folder.file(extension),
    })
  } finally {
    folder.sweep()
  }
}

function modelFor(parts: ServiceParts, key: string, mode: GenerationMode) {
  const found = findLocalModel(parts.providers, key, mode)
  if (!found) throw new AppError('model_unknown', { model: key })
  return found
}

function generationOf(
  request: ImageRequest | ClipRequest,
  made: { provider: string; model: string; startedAt: number },
): Generation {
  const { prompt } = request
  return { ...made, prompt, params: requestParams(request), completedAt: Date.now(), cost: 0 }
}

function ownWork(model: string, params: Record<string, unknown>, startedAt: number): Generation {
  return { provider: 'sceneloom', model, prompt: '', params, startedAt, completedAt: Date.now(), cost: 0 }
}

async function keepFile(
  manager: MediaManager,
  file: string,
  {
    work,
    generation,
    sourceType = 'generated',
  }: { work: Work; generation: Generation; sourceType?: 'generated' | 'stitched' | 'extracted' },
): Promise<MediaValue> {
  const name = `${titleOf(work.node)}${extname(file)}`
  const { media } = await manager.adopt(file, { name, sourceType, generation })
  return { id: media.id, kind: media.kind }
}
