import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join as joinPath } from 'node:path'
import type { BoundCut } from '../../nodes/cut/cut.ts'
import { plainCut } from '../../nodes/cut/bind.ts'
import { reason } from '../../nodes/cut/reasons.ts'
import type { FilmSettings } from '../../nodes/cut/settings.ts'
import { AppError } from '../../nodes/errors.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import type { Probe } from '../ffmpeg/probe.ts'
import { fromReadError, fromWriteError } from '../files/file-error.ts'
import type { Clips, InspectedClip } from '../films/clips.ts'
import { measureAll, withMeasure } from '../films/measuring.ts'
import type { Measures } from '../measure/measures.ts'
import { type FilmParts, type JoinedFile, joinFilm } from '../mp4/join.ts'
import { makeSound, type MadeSound } from '../sound/make-sound.ts'
import { assembleFilm } from './film-parts.ts'
import type { Piece, StitchPlan } from './film.ts'
import { bothOrNeither } from './both-or-neither.ts'
import { isStamped } from './stamp.ts'
import type { ClipSource } from './inspect.ts'
import { planFilm, type PlanOptions } from './plan.ts'
import { findHardware, type HardwareEncoder } from './render/hardware.ts'
import { renderPieces } from './render/render.ts'
import { type OnProgress, shareProgress } from './share-progress.ts'
import { verifyFilm } from './verify-film.ts'
import { writeFilm } from './write-film.ts'

export interface StitchJob {
  /** Only asked for when something must be decoded or encoded. */
  readonly engine: () => Promise<Engine>
  readonly clips: Clips
  readonly measures: Measures
  /** In the places that the cut names. */
  readonly sources: readonly ClipSource[]
  readonly music?: ClipSource | undefined
  readonly settings: FilmSettings
  readonly codec?: PlanOptions['codec']
  /** Encode on the graphics card, where one works and every frame is encoded. */
  readonly hardware?: boolean | undefined
  /** What the film is to carry, once it is known what it is made of. */
  readonly metadata?: ((plan: StitchPlan) => Readonly<Record<string, string>> | undefined) | undefined
  /** Absolute path of a file that is not there yet. */
  readonly output: string
  /** For what is made on the way; swept by whoever made it. */
  readonly folder: string
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((fraction: number) => void) | undefined
}

export interface Stitched {
  /** What was done in the end, and why. */
  readonly plan: StitchPlan
  readonly probe: Probe
  /** In LUFS and dBTP, where the sound was mixed anew. */
  readonly loudness?: MadeSound | undefined
}

/**
 * Joins clips into one film: measures them, decides what must be encoded, makes that, joins everything and checks
 * the result. Nothing is left at `output` unless it passed.
 */
export async function stitchFilm(job: StitchJob): Promise<Stitched> {
  const share = shareProgress({ measuring: 1, making: 4 }, job.onProgress)
  const clips = await measureClips(job, share.measuring)
  share.measuring(1)
  const plan = planOf(job, clips)
  const making = { ...job, onProgress: share.making }
  try {
    return await makeOrNothing(making, clips, plan)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'result_wrong') throw error
    // What the index and the decoder say of a clip may still not be all. Encoding mends what can be mended, once.
    if (plan.mode !== 'encode' || plan.sound.action === 'copy') {
      return makeOrNothing(making, clips, planOf(job, clips, String(error.details['reason'])))
    }
    // Nor can every chip be believed that says it is done.
    if (!(await hardwareFor(job, plan))) throw error
    const made = await makeOrNothing({ ...making, hardware: false }, clips, plan)
    return { ...made, plan: withoutHardware(plan) }
  }
}

async function measureClips(job: StitchJob, onProgress: OnProgress): Promise<InspectedClip[]> {
  const { sources, clips, measures, signal } = job
  const inspected = new Map<string, Promise<InspectedClip>>()
  const inspect = (source: ClipSource) => {
    const known = inspected.get(source.id) ?? clips.of(source)
    inspected.set(source.id, known)
    return known
  }
  const all = await Promise.all(sources.map(inspect))
  if (signal?.aborted) throw new AppError('stopped')
  // What a file is shows when it is opened; its name or its row may say something else.
  const kinds = sources.map((source, index) => ({ ...source, kind: all[index]!.facts.kind }))
  const measured = await measureAll(measures, kinds, { signal, onProgress })
  return all.map((clip) => withMeasure(clip, measured.get(clip.facts.id)))
}

function planOf(job: StitchJob, clips: readonly InspectedClip[], whyNotCopied?: string): StitchPlan {
  const music = job.music !== undefined
  const why = whyNotCopied === undefined ? {} : { mayCopy: whyNotCopied }
  return planFilm(clips, job.settings, { codec: job.codec, music, ...why })
}

function withoutHardware(plan: StitchPlan): StitchPlan {
  return { ...plan, reasons: [...plan.reasons, reason('hardware_failed', {})] }
}

interface Making {
  readonly plan: StitchPlan
  readonly cut: BoundCut
  readonly clips: readonly InspectedClip[]
}

async function makeFilm(
  job: StitchJob,
  clips: readonly InspectedClip[],
  plan: StitchPlan,
): Promise<Stitched> {
  const { engine, output, signal } = job
  const making = { plan, clips, cut: job.settings.cut ?? plainCut(job.sources.length) }
  const share = shareProgress(weigh(plan), job.onProgress)
  const [rendered, sound] = await bothOrNeither(
    signal,
    (both) => render({ ...job, signal: both, onProgress: share.rendering }, making),
    (both) => mix({ ...job, signal: both, onProgress: share.mixing }, making),
  )
  const named = clips.map((clip) => ({ ...clip, name: clip.facts.name }))
  const carried = { metadata: job.metadata?.(plan), sound: sound?.path }
  const assembly = await assembleFilm({ ...making, clips: named, rendered: rendered.files, ...carried })
  const { files, parts } = assembly
  await writeFilm(join(parts), { files, output, signal, onProgress: share.writing })
  const check = { engine, file: output, plan, assembly, clips, signal, onProgress: share.verifying }
  const probe = await verifyFilm(check)
  const done = rendered.fellBack ? withoutHardware(plan) : plan
  return { plan: done, probe, ...(sound && { loudness: sound.loudness }) }
}

/** Makes it whole and from the clips that were measured, or not at all. */
async function makeOrNothing(...[job, clips, plan]: Parameters<typeof makeFilm>): Promise<Stitched> {
  try {
    const made = await makeFilm(job, clips, plan)
    await requireUnchanged(clips)
    job.onProgress?.(1)
    return made
  } catch (error) {
    await rm(job.output, { force: true })
    // That a clip was touched or is gone tells more than what a program said about it.
    const isStopped = error instanceof AppError && error.code === 'stopped'
    if (!isStopped) await requireUnchanged(clips)
    throw fromWriteError(error, { what: 'the film', folder: job.folder })
  }
}

async function requireUnchanged(clips: readonly InspectedClip[]): Promise<void> {
  for (const { path, stamp, facts } of new Set(clips)) {
    const isSame = await isStamped(path, stamp).catch((error: unknown) => {
      throw fromReadError(error, facts.name)
    })
    if (!isSame) throw new AppError('clip_changed', { name: facts.name })
  }
}

/** About how many seconds each part takes, as seen with a frame of 1080 x 1920. */
function weigh({ mode, frames, encodedFrames, bytes, fps, sound }: StitchPlan) {
  const seconds = (frames * fps.den) / fps.num
  return {
    rendering: encodedFrames / 40,
    mixing: sound.action === 'encode' ? seconds / 25 : 0,
    writing: 0.05 + bytes / 500_000_000,
    verifying: 0.05 + (mode === 'encode' ? frames : encodedFrames) / 250,
  }
}

async function hardwareFor(job: StitchJob, plan: StitchPlan): Promise<HardwareEncoder | undefined> {
  return job.hardware && plan.mode === 'encode' ? findHardware(await job.engine()) : undefined
}

interface Rendered {
  readonly files: ReadonlyMap<Piece, readonly string[]>
  /** In software, after the hardware that was asked for gave up. */
  readonly fellBack: boolean
}

/** A film of which nothing is encoded is made without starting another program. */
async function render(job: StitchJob, making: Making): Promise<Rendered> {
  if (making.plan.pieces.every(({ kind }) => kind === 'copy')) return { files: new Map(), fellBack: false }
  const { folder, signal, onProgress } = job
  const engine = await job.engine()
  const encoder = await hardwareFor(job, making.plan)
  let fellBack = false
  const onFallback = () => void (fellBack = true)
  const files = await renderPieces({ ...making, engine, folder, encoder, signal, onProgress, onFallback })
  return { files, fellBack }
}

async function mix(job: StitchJob, making: Making) {
  if (making.plan.sound.action !== 'encode') return undefined
  const { folder, signal, onProgress } = job
  const path = joinPath(folder, `${randomUUID()}.m4a`)
  const engine = await job.engine()
  const { music } = job
  const loudness = await makeSound({ ...making, engine, music, output: path, signal, onProgress })
  return { path, loudness }
}

/** Parts that turn out not to fit each other are a film that failed its check: encoding may still make one. */
function join(parts: FilmParts): JoinedFile {
  try {
    return joinFilm(parts)
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause
    const reason = 'its parts do not fit each other'
    throw new AppError('result_wrong', { reason }, { message: cause.message, cause })
  }
}
