import type { ClipFacts } from '../../nodes/cut/facts.ts'
import { FilmPlan } from '../../nodes/cut/film-plan.ts'
import { reason } from '../../nodes/cut/reasons.ts'
import { AppError } from '../../nodes/errors.ts'
import type { FilmRequest } from '../../nodes/engine/services.ts'
import { atMost } from '../at-most.ts'
import type { Measure, Measures } from '../measure/measures.ts'
import type { MediaManager } from '../media-manager.ts'
import type { ClipSource } from '../stitch/inspect.ts'
import { planFilm, type PlanOptions } from '../stitch/plan.ts'
import type { Clips, InspectedClip } from './clips.ts'
import { createLookThrough } from './look-through.ts'
import { withMeasure } from './measuring.ts'

export interface PlanningParts {
  readonly manager: Pick<MediaManager, 'get' | 'pathOf'>
  readonly clips: Clips
  readonly measures: Measures
  /** A clip that a plan was unsure of was looked through: asked again, the plan knows more. */
  onMeasured(id: string): void
}

export type PlannedRequest = Pick<FilmRequest, 'settings'> & {
  readonly clips: readonly string[]
  readonly music?: string | undefined
}

/** More than any cut has clips. */
const MOST_REMEMBERED = 5_000
/** What is not remembered is a file to open. */
const READ_AT_ONCE = 16

/** What the Stitch dock asks while somebody cuts: fast enough for every keystroke. */
export function createPlanning(parts: PlanningParts) {
  const lookThrough = createLookThrough(parts.measures, (id) => parts.onMeasured(id))
  const remembered = new Map<string, Measure>()
  const turn = atMost(READ_AT_ONCE)
  /** Read from disk once: what the same bytes told stays true. */
  const knownOf = async (id: string): Promise<Measure | undefined> => {
    const kept = remembered.get(id) ?? (await parts.measures.known(id))
    if (!kept) return undefined
    if (remembered.size >= MOST_REMEMBERED) remembered.clear()
    remembered.set(id, { ...kept, peaks: '' })
    return kept
  }

  return {
    /** What cannot be measured is left out. */
    async facts(ids: readonly string[]): Promise<ClipFacts[]> {
      const measured = await Promise.all(
        [...new Set(ids)].map(async (id) => {
          try {
            return (await parts.clips.of(sourceOf(parts.manager, id))).facts
          } catch (error) {
            if (error instanceof AppError) return undefined
            throw error
          }
        }),
      )
      return measured.filter((facts) => facts !== undefined)
    },

    /** As far as it is known without waiting for a decoder; what may still change is said, and looked into. */
    async plan(request: PlannedRequest, { codec }: Pick<PlanOptions, 'codec'> = {}): Promise<FilmPlan> {
      const clips = await inspectAll(parts, request.clips)
      const known = await Promise.all(clips.map(({ facts }) => turn(() => knownOf(facts.id))))
      const measured = clips.map((clip, index) => withMeasure(clip, known[index]))
      const plan = planFilm(measured, request.settings, { codec, music: request.music !== undefined })
      const open = clips.filter(({ facts }, index) => facts.kind === 'video' && !known[index])
      lookThrough.soon(open.map(({ facts }) => sourceOf(parts.manager, facts.id)))
      // Zod leaves out what is not for the window: layout, pieces, format.
      return FilmPlan.parse(open.length > 0 ? withDoubt(plan) : plan)
    },

    close: () => lookThrough.close(),
    peaks: (id: string) => parts.measures.peaksOf(sourceOf(parts.manager, id)),
  }
}

/** What is encoded anyway is not changed by anything that decoding may tell. */
function withDoubt(plan: FilmPlan): FilmPlan {
  if (plan.mode === 'encode' && plan.sound.action !== 'copy') return plan
  return { ...plan, reasons: [...plan.reasons, reason('unmeasured', {})] }
}

/** Each file once, however often it is used. In the order asked. */
async function inspectAll(
  { manager, clips }: PlanningParts,
  ids: readonly string[],
): Promise<InspectedClip[]> {
  const different = [...new Set(ids)]
  const inspected = await Promise.all(different.map((id) => clips.of(sourceOf(manager, id))))
  const byId = new Map(different.map((id, index) => [id, inspected[index]!]))
  return ids.map((id) => byId.get(id)!)
}

export function sourceOf(manager: PlanningParts['manager'], id: string): ClipSource {
  const path = manager.pathOf(id)
  const { kind = 'video', name = id } = manager.get(id) ?? {}
  return { id, kind, name, path }
}
