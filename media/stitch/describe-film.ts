import type { FilmPlan } from '../../nodes/cut/film-plan.ts'
import { rateLabel, sizeLabel } from './frame.ts'

/** More than this nobody reads; the plan itself has the rest. */
const MAX_SENTENCES = 3

/** What a plan does, in a few sentences. */
export function describeFilm(plan: FilmPlan): string {
  const said = [...plan.reasons, ...plan.shots.flatMap(({ reasons }) => reasons), ...plan.sound.reasons]
  const telling = [...new Set(said.filter(({ code }) => code !== 'together').map(({ text }) => text))]
  const sentences = telling.slice(0, MAX_SENTENCES).map((text) => `${text}.`)
  const rest = telling.length > MAX_SENTENCES ? [`And ${telling.length - MAX_SENTENCES} more.`] : []
  return [whatIsDone(plan), ...sentences, ...rest].join(' ')
}

function whatIsDone(plan: FilmPlan): string {
  const { mode, shots, frames, encodedFrames } = plan
  const format = `${sizeLabel(plan)}, ${rateLabel(plan.fps)} fps`
  const all = `${shots.length} ${shots.length === 1 ? 'shot' : 'shots'}`
  switch (mode) {
    case 'copy':
      return `${all} joined without encoding a picture: ${format}.`
    case 'partly': {
      const copied = shots.filter(({ action }) => action === 'copy').length
      return `${copied} of ${all} copied, ${encodedFrames} of ${frames} frames encoded: ${format}.`
    }
    case 'encode':
      return `${all} encoded to ${format}.`
  }
}
