import type { RunTarget } from '../../nodes/engine/plan.ts'
import { questionOf, type RunQuestion } from './confirm.ts'
import type { Get } from './editor.ts'
import { graphOf } from './graph-lookup.ts'
import { selectPlanRows } from './selectors.ts'
import type { Store } from './types.ts'

/** Whether the person has to agree before this runs. What was spent is looked up where a limit depends on it. */
export async function mustAsk(get: Get, target: RunTarget): Promise<boolean> {
  const { paid } = questionAbout(get(), target)
  if (paid.length === 0) return false
  const { usd, clips } = get().settings.budget
  if ([usd.day, usd.month, clips.day, clips.month].some((limit) => limit !== undefined)) {
    await get().readSpending()
  }
  return questionAbout(get(), target).asks
}

export function questionAbout(state: Store, target: RunTarget): RunQuestion {
  const { budget } = state.settings
  const graph = graphOf(state.document)
  return questionOf(selectPlanRows(state, target), { budget, spending: state.spending, graph })
}
