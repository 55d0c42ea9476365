import type { Input } from '../../nodes/contract/methods.ts'
import type { ClipFacts } from '../../nodes/cut/facts.ts'
import type { FilmPlan } from '../../nodes/cut/film-plan.ts'
import { AppError } from '../../nodes/errors.ts'
import { atMost } from '../at-most.ts'
import type { MediaManager } from '../media-manager.ts'
import type { ClipSource } from '../stitch/inspect.ts'
import type { Clips, InspectedClip } from './clips.ts'
import { planFilm } from './old-plan.ts'

export interface PlanningParts {
  readonly manager: Pick<MediaManager, 'get' | 'getMany' | 'pathOf'>
  readonly clips: Clips
}

/** What the Stitch dock asks while somebody cuts: fast enough for every keystroke, and nothing is decoded. */
export function createPlanning(parts: PlanningParts) {
  return {
    /** What cannot be measured is left out. */
    async facts(ids: readonly string[]): Promise<ClipFacts[]> {
      const measured = await fewAtOnce([...new Set(ids)], async (id) => {
        try {
          return (await parts.clips.of(sourceOf(parts.manager, id))).facts
        } catch (error) {
          if (error instanceof AppError) return undefined
          throw error
        }
      })
      return measured.filter((facts) => facts !== undefined)
    },

    async plan({ clips: ids, settings }: Input<'cut.plan'>): Promise<FilmPlan> {
      return planFilm(await inspectAll(parts, ids), settings)
    },
  }
}

/** Each file once, however often it is used. In the order asked. */
export async function inspectAll(
  { manager, clips }: PlanningParts,
  ids: readonly string[],
): Promise<InspectedClip[]> {
  const different = [...new Set(ids)]
  const inspected = await fewAtOnce(different, (id) => clips.of(sourceOf(manager, id)))
  const byId = new Map(different.map((id, index) => [id, inspected[index]!]))
  return ids.map((id) => byId.get(id)!)
}

export function sourceOf(manager: PlanningParts['manager'], id: string): ClipSource {
  const path = manager.pathOf(id)
  const { kind = 'video', name = id } = manager.get(id) ?? {}
  return { id, kind, name, path }
}

/** Programs that only measure are small, but a film may have hundreds of clips. */
const AT_ONCE = 4

function fewAtOnce<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const turn = atMost(AT_ONCE)
  return Promise.all(all.map((one) => turn(() => work(one))))
}
