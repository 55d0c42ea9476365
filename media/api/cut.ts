import type { Handlers } from '../../nodes/contract/rpc.ts'
import type { Films } from '../films/films.ts'

type CutHandlers = Pick<Handlers, Extract<keyof Handlers, `cut.${string}`>>

export function cutHandlers(films: Films): CutHandlers {
  return {
    'cut.facts': async ({ ids }) => films.facts(ids),
    'cut.plan': async (cut) => films.planOf(cut),
    'cut.peaks': async ({ id }) => films.peaks(id),
  }
}
