import type { Handlers } from '../../nodes/contract/rpc.ts'
import type { createPlanning } from '../films/planning.ts'

type CutHandlers = Pick<Handlers, 'cut.facts' | 'cut.plan'>

export function cutHandlers(planning: ReturnType<typeof createPlanning>): CutHandlers {
  return {
    'cut.facts': async ({ ids }) => planning.facts(ids),
    'cut.plan': async (cut) => planning.plan(cut),
  }
}
