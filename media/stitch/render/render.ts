import { mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { framesToSeconds } from '../../../nodes/cut/layout.ts'
import { AppError } from '../../../nodes/errors.ts'
import { atMost } from '../../at-most.ts'
import { runFfmpeg } from '../../ffmpeg/run.ts'
import type { Piece } from '../film.ts'
import { readPart } from '../read-part.ts'
import { canSeek } from './clock.ts'
import { needsToneMap } from './colors.ts'
import { deviceOptions, type Encoder, encoderFilters, encoderOptions } from './encoder.ts'
import { hasFilter } from './filters.ts'
import { partGraph } from './graph.ts'
import type { RenderJob, Stretch } from './job.ts'
import { splitStretch } from './parts.ts'
import { segmentsOf } from './segments.ts'
import { createStills, type Stills } from './stills.ts'

export type { Encoder } from './encoder.ts'
export type { RenderClip, RenderJob } from './job.ts'

/** Decoding and filtering are done by one thread of ffmpeg, encoding by others. */
const PROCESSES = 2

/**
 * Makes the picture of every rendered piece of a film: one or more MP4 files without sound, in order, that together
 * hold exactly its frames. Stopping, or failing, leaves no process and no file behind.
 */
export async function renderPieces(job: RenderJob): Promise<ReadonlyMap<Piece, readonly string[]>> {
  const encoder = job.encoder ?? 'software'
  if (encoder === 'software' || job.plan.format.like) return renderWith('software', job)
  try {
    return await renderWith(encoder, job)
  } catch (error) {
    // A chip may refuse a size, be taken by another program or lose frames. Mixing encoders in one film helps nobody.
    const isOfTheChip =
      error instanceof AppError && ['encode_unfinished', 'result_wrong'].includes(error.code)
    if (!isOfTheChip) throw error
    job.onFallback?.()
    return renderWith('software', job)
  }
}

interface PartJob {
  readonly piece: Piece
  readonly stretch: Stretch
  readonly output: string
}

async function renderWith(encoder: Encoder, job: RenderJob): Promise<Map<Piece, readonly string[]>> {
  if (job.signal?.aborted) throw new AppError('stopped')
  const folder = await mkdtemp(join(job.folder, 'render-'))
  const failed = new AbortController()
  const signal = job.signal ? AbortSignal.any([job.signal, failed.signal]) : failed.signal
  try {
    const parts = listParts(job, folder)
    const inTurn = atMost(PROCESSES)
    const onProgress = sumProgress(parts, job.onProgress)
    const work = { job: { ...job, signal }, encoder, stills: createStills(job, folder) }
    const results = await Promise.allSettled(
      parts.map((part, index) =>
        inTurn(() => renderPart(part, { ...work, onProgress: (done) => onProgress(index, done) })).catch(
          (error: unknown) => {
            failed.abort(error)
            throw error
          },
        ),
      ),
    )
    // The first failure stops the others: theirs only say that they were stopped.
    if (failed.signal.aborted) throw job.signal?.aborted ? new AppError('stopped') : failed.signal.reason
    for (const result of results) if (result.status === 'rejected') throw result.reason
    return group(parts)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

function listParts({ plan, clips }: RenderJob, folder: string): PartJob[] {
  const { pieces, layout, format } = plan
  const canBeginWithin = (shot: number) => {
    const clip = clips[layout.shots[shot]!.shot.clip ?? -1]
    return !clip?.clip || canSeek(clip)
  }
  return pieces
    .filter((piece) => piece.kind === 'render')
    .flatMap((piece, place) =>
      splitStretch(piece, layout, { size: format, canBeginWithin }).map((stretch, index) => ({
        piece,
        stretch,
        output: join(folder, `${place}-${index}.mp4`),
      })),
    )
}

function group(parts: readonly PartJob[]): Map<Piece, readonly string[]> {
  const files = new Map<Piece, readonly string[]>()
  for (const { piece, output } of parts) files.set(piece, [...(files.get(piece) ?? []), output])
  return files
}

function sumProgress(parts: readonly PartJob[], onProgress: RenderJob['onProgress']) {
  const all = parts.reduce((sum, { stretch }) => sum + stretch.frames, 0)
  const done = parts.map(() => 0)
  return (index: number, fraction: number) => {
    done[index] = fraction * parts[index]!.stretch.frames
    onProgress?.(done.reduce((sum, frames) => sum + frames, 0) / all)
  }
}

interface PartWork {
  readonly job: RenderJob
  readonly encoder: Encoder
  readonly stills: Stills
  readonly onProgress: (fraction: number) => void
}

async function renderPart({ stretch, output }: PartJob, work: PartWork): Promise<void> {
  const { job, encoder, onProgress } = work
  const { engine, signal, plan } = job
  if (signal?.aborted) throw new AppError('stopped')
  const { inputs, filters } = await prepareGraph(stretch, work)
  const [first, ...others] = inputs
  const unfinished = `${output}.part`
  await runFfmpeg(engine, {
    what: 'the film',
    inputs: [{ ...first!, options: [...deviceOptions(encoder), ...(first!.options ?? [])] }, ...others],
    options: [
      '-filter_complex',
      filters,
      '-map',
      '[v]',
      '-r',
      `${plan.format.fps.num}/${plan.format.fps.den}`,
      '-frames:v',
      String(stretch.frames),
      ...encoderOptions(encoder, plan.format),
      '-map_metadata',
      '-1',
      '-map_chapters',
      '-1',
      '-f',
      'mp4',
    ],
    output: unfinished,
    seconds: framesToSeconds(stretch.frames, plan.format.fps),
    signal,
    onProgress,
  })
  await requireFrames(unfinished, stretch)
  await rename(unfinished, output)
  onProgress(1)
}

async function prepareGraph(stretch: Stretch, { job, encoder, stills }: PartWork) {
  const { plan, clips, engine } = job
  const shots = [...new Set(segmentsOf(stretch, plan.layout).flatMap(({ shots }) => [...shots]))]
  const still = shots.filter((shot) => !plan.layout.shots[shot]!.source)
  const drawn = await Promise.all(still.map(async (shot) => [shot, await stills.ofShot(shot)] as const))
  const captions = await stills.captionsWithin(stretch)
  const isHdr = shots.some((shot) => {
    const { clip } = clips[plan.layout.shots[shot]!.shot.clip ?? -1] ?? {}
    return clip && needsToneMap(clip.video, plan.format)
  })
  const canToneMap = isHdr && (await hasFilter(engine, 'zscale'))
  const { inputs, filters } = partGraph({
    plan,
    clips,
    stretch,
    stills: new Map(drawn),
    captions,
    canToneMap,
  })
  const last = encoderFilters(encoder)
  return { inputs, filters: last.length > 0 ? filters.replace(/\[v\]$/, `,${last.join(',')}[v]`) : filters }
}

/** ffmpeg's exit code says nothing: it is 0 for a film that ends early. */
async function requireFrames(path: string, { at, frames }: Stretch): Promise<void> {
  const { tracks } = await readPart(path, 'the film')
  const count = tracks.find(({ kind }) => kind === 'video')?.samples.count ?? 0
  if (count === frames) return
  const message = `frames ${at} to ${at + frames} of the film became ${count}`
  throw new AppError('result_wrong', { reason: 'some of its frames are missing' }, { message })
}
