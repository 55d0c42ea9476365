import { extname } from 'node:path'
import { AppError } from '../../nodes/errors.ts'
import type { Work } from '../../nodes/engine/execute.ts'
import type { Services } from '../../nodes/engine/services.ts'
import type { Generation, MediaValue } from '../../nodes/media.ts'
import type { GenerationMode, ImageRequest, VideoRequest } from '../../nodes/models.ts'
import type { StitchSettings } from '../../nodes/stitch.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import type { MediaManager } from '../media-manager.ts'
import { findModel, type Provider, type Workbench } from '../providers/provider.ts'
import { describePlan } from '../stitch/describe.ts'
import { stitchClips } from '../stitch/stitch.ts'
import { openWorkFolder, type WorkFolder } from './work-folder.ts'

export interface ServiceParts {
  readonly manager: MediaManager
  readonly providers: readonly Provider[]
  readonly engine: () => Promise<Engine>
  readonly dataFolder: string
}

/** What one piece of work reports while it goes on. */
export interface WorkReport {
  readonly signal: AbortSignal
  onProgress(fraction: number): void
  onNote(note: string): void
}

/** The abilities that a node's `run` is given, bound to that node: its name, its stop signal, its progress. */
export function createServices(parts: ServiceParts, work: Work, report: WorkReport): Services {
  const making = <T>(make: (bench: Workbench) => Promise<T>) => inWorkFolder(parts.dataFolder, report, make)

  return {
    generateImage: (request) => making((bench) => makeImage(parts, { request, work, bench })),
    generateVideo: (request) => making((bench) => makeVideo(parts, { request, work, bench })),
    stitch: (clips, settings) => making((bench) => makeFilm(parts, { clips, settings, work, bench, report })),
  }
}

interface Order<R> {
  readonly request: R
  readonly work: Work
  readonly bench: Workbench
}

async function makeImage(
  parts: ServiceParts,
  { request, work, bench }: Order<ImageRequest>,
): Promise<MediaValue> {
  const { provider, model } = modelFor(parts, request.model, 'text-to-image')
  const startedAt = Date.now()
  const file = await provider.makeImage({ ...request, model: model.id }, bench)
  const generation = generationOf(request, { provider: provider.id, model: model.id, startedAt })
  return keepFile(parts.manager, file, { work, generation })
}

async function makeVideo(
  parts: ServiceParts,
  { request, work, bench }: Order<Parameters<Services['generateVideo']>[0]>,
): Promise<MediaValue> {
  const { firstFrame, ...asked } = request
  const { provider, model } = modelFor(parts, request.model, firstFrame ? 'image-to-video' : 'text-to-video')
  const startedAt = Date.now()
  const picture = firstFrame && parts.manager.pathOf(firstFrame.id)
  const file = await provider.makeVideo(
    { ...asked, model: model.id, ...(picture !== undefined && { firstFrame: picture }) },
    bench,
  )
  const generation = generationOf(asked, { provider: provider.id, model: model.id, startedAt }, firstFrame)
  return keepFile(parts.manager, file, { work, generation })
}

interface FilmOrder {
  readonly clips: readonly MediaValue[]
  readonly settings: StitchSettings
  readonly work: Work
  readonly bench: Workbench
  readonly report: WorkReport
}

async function makeFilm(
  parts: ServiceParts,
  { clips, settings, work, bench, report }: FilmOrder,
): Promise<MediaValue> {
  const startedAt = Date.now()
  const output = bench.tempFile('mp4')
  const sources = await Promise.all(
    clips.map(async ({ id }) => ({
      mediaId: id,
      name: parts.manager.get(id)?.name ?? id,
      path: await parts.manager.pathOf(id),
    })),
  )
  const engine = await parts.engine()
  const { signal, progress: onProgress } = bench
  const { plan } = await stitchClips({ engine, clips: sources, settings, output, signal, onProgress })
  report.onNote(describePlan(plan))
  const generation = {
    provider: 'sceneloom',
    model: 'stitcher',
    prompt: '',
    params: { ...settings, clips: clips.map(({ id }) => id) },
    startedAt,
    completedAt: Date.now(),
    cost: 0,
  }
  return keepFile(parts.manager, output, { work, generation, stitched: true })
}

async function inWorkFolder<T>(
  dataFolder: string,
  report: WorkReport,
  make: (bench: Workbench) => Promise<T>,
): Promise<T> {
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
  const found = findModel(parts.providers, key, mode)
  if (!found) throw new AppError('model_unknown', { model: key })
  return found
}

function generationOf(
  request: ImageRequest | VideoRequest,
  made: { provider: string; model: string; startedAt: number },
  firstFrame?: MediaValue,
): Generation {
  const { model: _model, prompt, ...params } = request
  return {
    ...made,
    prompt,
    params: { ...params, ...(firstFrame && { firstFrame: firstFrame.id }) },
    completedAt: Date.now(),
    cost: 0,
  }
}

async function keepFile(
  manager: MediaManager,
  file: string,
  { work, generation, stitched }: { work: Work; generation: Generation; stitched?: true },
): Promise<MediaValue> {
  const title = work.node.title || nodeTypeOf(work.node.type)?.title || work.node.type
  const name = `${title}${extname(file)}`
  const sourceType = stitched ? 'stitched' : 'generated'
  const { media } = await manager.adopt(file, { name, sourceType, generation })
  return { id: media.id, kind: media.kind }
}
