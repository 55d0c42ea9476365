import { dirname } from 'node:path'
import type { Receipt } from '../../nodes/contract/films.ts'
import { type Note, note } from '../../nodes/contract/notes.ts'
import type { WorkflowSummary } from '../../nodes/contract/records.ts'
import type { Layout } from '../../nodes/cut/layout.ts'
import { AppError } from '../../nodes/errors.ts'
import type { FilmRequest } from '../../nodes/engine/services.ts'
import { parseDocumentText } from '../../nodes/graph/document.ts'
import type { Tables } from '../db/tables.ts'
import type { Engine } from '../ffmpeg/engine.ts'
import type { Measures } from '../measure/measures.ts'
import type { MediaManager } from '../media-manager.ts'
import { readMetadata } from '../mp4/metadata.ts'
import { openWorkFolder } from '../runs/work-folder.ts'
import { notesOn } from '../stitch/describe-film.ts'
import type { PlanOptions } from '../stitch/plan.ts'
import { stitchFilm, type Stitched } from '../stitch/stitch-film.ts'
import type { Workflows } from '../workflows.ts'
import { takesToBring } from './bring-back.ts'
import { type Carried, knownReceipt, loadFilm, unloadFilm } from './carried.ts'
import type { Clips } from './clips.ts'
import { type FilmPlace, originsOf, takesBehind } from './origins.ts'
import { createPlanning, sourceOf } from './planning.ts'
import { buildReceipt } from './receipt.ts'

export interface FilmsParts {
  readonly tables: Tables
  readonly manager: MediaManager
  readonly workflows: Workflows
  readonly engine: () => Promise<Engine>
  readonly clips: Clips
  readonly measures: Measures
  readonly dataFolder: string
  onMeasured(id: string): void
}

export interface FilmOrder {
  readonly request: FilmRequest
  /** The node that makes it. Its receipt and its workflow go into the file; without one nothing does. */
  readonly carries?: FilmPlace | undefined
  /** Encode on the graphics card, where one works and every frame is encoded. */
  readonly hardware: boolean
  readonly codec?: 'h264' | undefined
  /** Absolute path of a file that is not there yet. */
  readonly output: string
  readonly signal: AbortSignal
  onProgress(fraction: number): void
}

export interface MadeFilm extends Stitched {
  readonly receipt: Receipt
  /** What was done. */
  readonly notes: readonly Note[]
}

export type Films = ReturnType<typeof createFilms>

/** Films out of the library: planned, made, and asked where they come from. */
export function createFilms(parts: FilmsParts) {
  const planning = createPlanning(parts)
  return {
    facts: planning.facts,
    peaks: planning.peaks,
    planOf: planning.plan,
    plan: ({ clips, music, settings }: FilmRequest, wanted: Pick<PlanOptions, 'codec'> = {}) =>
      planning.plan({ clips: clips.map(({ id }) => id), music: music?.id, settings }, wanted),
    /** Resolves when the film is whole and checked; nothing is at `output` before. */
    async render(order: FilmOrder): Promise<MadeFilm> {
      const room = openWorkFolder(parts.dataFolder)
      try {
        return await render(parts, order, dirname(room.file('mp4')))
      } finally {
        room.sweep()
      }
    },
    close: planning.close,
    receipt: (id: string) => receiptOf(parts, id),
    restore: (id: string) => restore(parts, id),
  }
}

async function render(parts: FilmsParts, order: FilmOrder, folder: string): Promise<MadeFilm> {
  const { request, carries, hardware, codec, output, signal, onProgress } = order
  const ids = request.clips.map(({ id }) => id)
  const madeAt = Date.now()
  const load = (layout: Layout) => {
    const origins = originsOf(parts, ids, carries)
    const receipt = buildReceipt({ workflow: carries?.workflowName ?? '', madeAt, layout, origins })
    const takes = carries ? takesBehind(parts, carries) : []
    return loadFilm({ receipt, document: carries?.document, takes })
  }
  const made = await stitchFilm({
    ...parts,
    sources: ids.map((id) => sourceOf(parts.manager, id)),
    music: request.music && sourceOf(parts.manager, request.music.id),
    settings: request.settings,
    hardware,
    codec,
    metadata: ({ layout }) => (carries ? load(layout).metadata : undefined),
    output,
    folder,
    signal,
    onProgress,
  })
  const { receipt, leftOut } = load(made.plan.layout)
  const told = leftOut ? [note('workflow_too_large')] : []
  return { ...made, receipt, notes: [...notesOn(made.plan), ...told] }
}

/** The library knows its own films; one that came from elsewhere may tell by itself. */
async function receiptOf(parts: FilmsParts, id: string): Promise<Receipt | undefined> {
  const known = knownReceipt(parts.manager.get(id)?.generation?.params['receipt'])
  return known ?? (await carriedIn(parts, id))?.receipt
}

async function restore(parts: FilmsParts, id: string): Promise<WorkflowSummary> {
  const name = parts.manager.get(id)?.name ?? ''
  const carried = await carriedIn(parts, id)
  if (carried?.workflow === undefined) throw new AppError('film_without_workflow', { name })
  const document = parseDocumentText(carried.workflow, name)
  const takes = takesToBring(parts.manager, { document, takes: carried.takes, filmId: id })
  return parts.workflows.restore(carried.receipt.workflow || name, document, takes)
}

async function carriedIn({ manager }: FilmsParts, id: string): Promise<Carried | undefined> {
  return unloadFilm(await readMetadata(manager.pathOf(id)))
}
