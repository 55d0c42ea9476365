import { rateLabel, sizeLabel } from './frame.ts'
import type { StitchPlan } from './plan.ts'

/** More than this nobody reads; the plan itself has the rest. */
const MAX_SENTENCES = 3

/** What a plan does, in a few sentences. */
export function describePlan({ mode, clips, output, reasons }: StitchPlan): string {
  const films = `${clips.length} ${clips.length === 1 ? 'clip' : 'clips'}`
  const format = `${sizeLabel(output)}, ${rateLabel(output.fps)} fps`
  const done =
    mode === 'copy' ? `${films} joined without encoding: ${format}.` : `${films} encoded to ${format}.`
  const said = [...reasons, ...clips.flatMap((clip) => clip.reasons)].filter(
    ({ code }) => code !== 'together',
  )
  const sentences = said.slice(0, MAX_SENTENCES).map(({ text }) => `${text}.`)
  const rest = said.length > MAX_SENTENCES ? [`And ${said.length - MAX_SENTENCES} more.`] : []
  return [done, ...sentences, ...rest].join(' ')
}
