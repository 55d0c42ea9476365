import type { ExportOrder, HandoffFormat } from '../../nodes/contract/films.ts'
import { type Note, note } from '../../nodes/contract/notes.ts'
import type { FilmPlan } from '../../nodes/cut/film-plan.ts'
import { framesToSeconds } from '../../nodes/cut/layout.ts'
import type { FilmRequest } from '../../nodes/engine/services.ts'
import { AppError } from '../../nodes/errors.ts'
import { leftOut } from '../../nodes/handoff/left-out.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import type { MediaManager } from '../media-manager.ts'
import { openWorkFolder } from '../runs/work-folder.ts'
import type { FilmPort } from './film-port.ts'
import { describeFilm, type Handoff } from './handoff-film.ts'
import {
  addressBeside,
  addressInLibrary,
  copyWhole,
  mediaFolderOf,
  namesMedia,
  writeHandoff,
  writeMedia,
} from './handoff-files.ts'
import { MOST_TRIES, namesFrom } from './names.ts'
import { guarded, isFree, type Place, syncFile } from './place.ts'
import { extensionOf, GIF_SECONDS, isAsItIs, mustBeH264, showsTheSame } from './preset.ts'
import type { FilmSource } from './source.ts'
import { makeGif, makeMaster } from './transcode.ts'

export interface PerformParts {
  readonly films: FilmPort
  readonly manager: Pick<MediaManager, 'get' | 'pathOf'>
  readonly engine: () => Promise<Engine>
  readonly dataFolder: string
}

/** One export, with everything that was found out before it began. */
export interface ExportJob {
  readonly order: ExportOrder
  readonly source: FilmSource
  readonly request: FilmRequest
  readonly plan: FilmPlan
  readonly place: Place
  readonly startedAt: Date
  readonly signal: AbortSignal
  onProgress(fraction: number): void
}

export interface Performed {
  /** Names in the folder, the film first. */
  readonly names: readonly string[]
  readonly notes: readonly Note[]
}

/** Copying is quick beside rendering. */
const SHARE_OF_FILM = 0.95

/** Makes everything under unfinished names, and gives all of it its names in one go at the end. */
export async function performExport(parts: PerformParts, job: ExportJob): Promise<Performed> {
  const { order, place, signal, onProgress } = job
  const withMedia = order.withMedia && order.handoff.some(namesMedia)
  const facts = order.handoff.length > 0 ? await parts.films.facts(idsOf(job.request)) : []
  const describe = (stem: string) =>
    describeFilm(job.source, job.request, {
      ...parts,
      facts,
      plan: job.plan,
      address: (file) => (withMedia ? addressBeside(stem, file) : addressInLibrary(parts.manager, file)),
    })
  // What cannot be described is said before somebody waits for the film.
  const lost = order.handoff.length > 0 ? leftOut(describe('media').film, order.handoff) : []
  const film = place.part()
  const notes = await guarded(place.folder, () =>
    makeFilm(parts, { ...job, onProgress: (fraction) => onProgress(fraction * SHARE_OF_FILM) }, film),
  )
  await guarded(place.folder, () => syncFile(film))
  const media = withMedia ? place.part() : undefined
  const texts = order.handoff.map((format) => ({ format, part: place.part() }))
  if (media !== undefined) {
    const rest = (fraction: number) => onProgress(SHARE_OF_FILM + fraction * (1 - SHARE_OF_FILM))
    await guarded(place.folder, () =>
      writeMedia({ ...parts, ...describe('media'), folder: media, signal, onProgress: rest }),
    )
  }
  const names = await finish(job, { film, media, texts, describe })
  return { names, notes: [...notes, ...lost] }
}

interface Made {
  readonly film: string
  readonly media: string | undefined
  readonly texts: readonly { readonly format: HandoffFormat; readonly part: string }[]
  describe(stem: string): Handoff
}

/** Somebody may take the name that was free a moment ago: then it is the next one's turn. */
async function finish(job: ExportJob, { film, media, texts, describe }: Made): Promise<string[]> {
  const { order, place, signal } = job
  let tries = 0
  for (const stem of stemsOf(job)) {
    if (signal.aborted) throw new AppError('stopped')
    if (++tries > MOST_TRIES) break
    const named = [
      { part: film, name: `${stem}.${extensionOf(order.preset)}` },
      ...texts.map(({ format, part }) => ({ part, name: `${stem}.${format}` })),
      ...(media === undefined ? [] : [{ part: media, name: mediaFolderOf(stem) }]),
    ]
    if (!(await allFree(place.folder, named))) continue
    if (texts.length > 0) {
      const handoff = describe(stem)
      for (const { format, part } of texts)
        await guarded(place.folder, () => writeHandoff(part, format, handoff.film))
    }
    if (await place.finish(named)) return named.map(({ name }) => name)
  }
  throw new AppError('folder_not_writable', { folder: place.folder })
}

/** The name that an export would get now. */
export async function freeStem(
  folder: string,
  job: Pick<ExportJob, 'order' | 'source' | 'startedAt'>,
): Promise<string> {
  let tries = 0
  for (const stem of stemsOf(job)) {
    const names = [extensionOf(job.order.preset), ...job.order.handoff].map((end) => ({
      name: `${stem}.${end}`,
    }))
    if (++tries > MOST_TRIES || (await allFree(folder, names))) return stem
  }
  return job.order.name
}

function stemsOf({ order, source, startedAt }: Pick<ExportJob, 'order' | 'source' | 'startedAt'>) {
  return namesFrom(order.name, { workflow: source.workflowName, node: source.title, date: startedAt })
}

async function allFree(folder: string, named: readonly { readonly name: string }[]): Promise<boolean> {
  const free = await Promise.all(named.map(({ name }) => isFree(folder, name)))
  return free.every(Boolean)
}

export function idsOf({ clips, music }: FilmRequest): string[] {
  return [...new Set([...clips, ...(music ? [music] : [])].map(({ id }) => id))]
}

/** Answers what was done. */
async function makeFilm(parts: PerformParts, job: ExportJob, output: string): Promise<readonly Note[]> {
  const { order, source } = job
  const film = source.film === undefined ? undefined : parts.manager.pathOf(source.film)
  if (film !== undefined && isAsItIs(source, order)) {
    await copyWhole(film, output)
    return []
  }
  if (order.preset !== 'master' && order.preset !== 'gif') return render(parts, job, output)
  if (film !== undefined && showsTheSame(source, order)) return makeOver(parts, job, { film, output })
  return inWorkFolder(parts.dataFolder, async (file) => {
    const { onProgress } = job
    const notes = await render(parts, { ...job, onProgress: (fraction) => onProgress(fraction / 2) }, file)
    const second = { ...job, onProgress: (fraction: number) => onProgress(0.5 + fraction / 2) }
    const shortened = await makeOver(parts, second, { film: file, output })
    return [...notes, ...shortened]
  })
}

async function render({ films }: PerformParts, job: ExportJob, output: string): Promise<readonly Note[]> {
  const { order, source, request, signal, onProgress } = job
  const { notes } = await films.render({
    request,
    carries: order.carriesWorkflow ? source : undefined,
    hardware: order.hardware,
    output,
    signal,
    onProgress,
    ...(mustBeH264(order.preset) && { codec: 'h264' }),
  })
  return notes
}

async function makeOver(
  { engine }: PerformParts,
  { order, plan, signal, onProgress }: ExportJob,
  { film, output }: { film: string; output: string },
): Promise<readonly Note[]> {
  const made = { engine: await engine(), film, plan, output, signal, onProgress }
  if (order.preset === 'gif') await makeGif(made)
  else await makeMaster(made)
  const isCut = order.preset === 'gif' && framesToSeconds(plan.frames, plan.fps) > GIF_SECONDS
  return isCut ? [note('preview_is_cut', { seconds: GIF_SECONDS })] : []
}

async function inWorkFolder<T>(dataFolder: string, work: (file: string) => Promise<T>): Promise<T> {
  const folder = openWorkFolder(dataFolder)
  try {
    return await work(folder.file('mp4'))
  } finally {
    folder.sweep()
  }
}
