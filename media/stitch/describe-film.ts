import { type Note, note, sentencesOf } from '../../nodes/contract/notes.ts'
import type { FilmPlan } from '../../nodes/cut/film-plan.ts'
import { summarise } from '../../nodes/cut/summary.ts'
import { rateLabel, sizeLabel } from './frame.ts'

/** More reasons than this nobody reads; the plan itself has the rest. */
const MAX_REASONS = 3

/** What a plan does, in a few notes. */
export function notesOn(plan: FilmPlan): Note[] {
  const { lines, reasons } = summarise(plan)
  const telling = [...new Map(reasons.map((reason) => [reason.text, reason])).values()]
  const count = telling.length - MAX_REASONS
  return [
    note('film_size', { size: sizeLabel(plan), fps: rateLabel(plan.fps) }),
    ...lines,
    ...telling.slice(0, MAX_REASONS),
    ...(count > 0 ? [note('more_reasons', { count })] : []),
  ]
}

export function describeFilm(plan: FilmPlan): string {
  return sentencesOf(notesOn(plan))
}
