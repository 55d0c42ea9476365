import type { FilmPlan } from '../../nodes/cut/film-plan.ts'
import { summarise } from '../../nodes/cut/summary.ts'
import { rateLabel, sizeLabel } from './frame.ts'

/** More reasons than this nobody reads; the plan itself has the rest. */
const MAX_REASONS = 3

/** What a plan does, in a few sentences. */
export function describeFilm(plan: FilmPlan): string {
  const { lines, reasons } = summarise(plan)
  const telling = [...new Set(reasons.map(({ text }) => text))]
  const rest = telling.length > MAX_REASONS ? [`And ${telling.length - MAX_REASONS} more`] : []
  return [
    `${sizeLabel(plan)}, ${rateLabel(plan.fps)} fps`,
    ...lines.map(({ text }) => text),
    ...telling.slice(0, MAX_REASONS),
    ...rest,
  ]
    .map((sentence) => `${sentence}.`)
    .join(' ')
}
