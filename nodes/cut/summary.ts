import { fillIn } from '../errors.ts'
import type { FilmPlan } from './film-plan.ts'
import { forcesEncode, type Reason } from './reasons.ts'

/** How a plan is summed up. `{shots}` is the number of shots in the film. */
export const summaryTable = {
  one_copied: 'The clip is copied as it is',
  all_copied: 'All {shots} clips are copied as they are',
  some_copied: '{copied} of {shots} clips copied',
  some_in_part: '{copied} of {shots} clips copied, {partly} more in part',
  only_in_part: '{partly} of {shots} clips copied in part',
  but_for_a_join: '{copied} of {shots} clips copied; {frames} frames at 1 transition encoded',
  but_for_joins: '{copied} of {shots} clips copied; {frames} frames at {joins} transitions encoded',
  one_in_part: 'The clip is copied but for {percent} % of its frames',
  none_copied: 'Every frame is encoded',
  frames_encoded: '{percent} % of the frames are encoded',
  sound_copied: 'The sound is copied',
  sound_encoded: 'The sound is encoded',
  sound_none: 'The film is silent',
} as const satisfies Record<string, string>
export type SummaryCode = keyof typeof summaryTable

/** Plain data; the window translates by code and falls back to `text`. */
export interface SummaryLine {
  readonly code: SummaryCode
  readonly values: Readonly<Record<string, string | number>>
  readonly text: string
}

export interface PlanSummary {
  /** What becomes of the picture, of its frames where some are encoded, and of the sound. */
  readonly lines: readonly SummaryLine[]
  /** Why, the film first, then shot by shot, then the sound. */
  readonly reasons: readonly Reason[]
}

/** What a plan does, from the most important on. */
export function summarise(plan: FilmPlan): PlanSummary {
  const isMixed = plan.mode === 'partly' && plan.shots.length > 1
  const picture = pictureLine(plan)
  return {
    lines: [
      picture,
      ...(isMixed && picture.values['frames'] === undefined
        ? [line('frames_encoded', { percent: encodedPercent(plan) })]
        : []),
      line(soundLines[plan.sound.action], {}),
    ],
    reasons: [...plan.reasons, ...plan.shots.flatMap(({ reasons }) => reasons), ...plan.sound.reasons].filter(
      // Said of the film already.
      ({ code }) => code !== 'together',
    ),
  }
}

const soundLines = { none: 'sound_none', copy: 'sound_copied', encode: 'sound_encoded' } as const

/** The picture in one sentence: nothing is called copied without a word of what is encoded of it. */
export function pictureLine(plan: FilmPlan): SummaryLine {
  const { mode, encodedFrames: frames } = plan
  const shots = plan.shots.length
  const countOf = (wanted: string) => plan.shots.filter(({ action }) => action === wanted).length
  const values = { shots, copied: countOf('copy'), partly: countOf('partly') }
  if (mode === 'encode') return line('none_copied', values)
  if (mode === 'copy') return line(shots === 1 ? 'one_copied' : 'all_copied', values)
  if (shots === 1) return line('one_in_part', { percent: encodedPercent(plan) })
  if (plan.shots.every(isWholeButForJoins)) {
    const joins = plan.joins.filter(({ action }) => action === 'encode').length
    return line(joins === 1 ? 'but_for_a_join' : 'but_for_joins', { shots, copied: shots, frames, joins })
  }
  if (values.partly === 0) return line('some_copied', values)
  return line(values.copied === 0 ? 'only_in_part' : 'some_in_part', values)
}

/** Beside a transition, frames up to the next whole picture may have to be encoded with it. */
function isWholeButForJoins({ action, reasons }: FilmPlan['shots'][number]): boolean {
  if (action === 'copy') return true
  const codes = reasons.filter(forcesEncode).map(({ code }) => code)
  const flows = codes.includes('transition')
  return (
    action === 'partly' && flows && codes.every((code) => code === 'transition' || code === 'beside_cuts')
  )
}

/** Never nothing where something is encoded, and never all where something is not. */
function encodedPercent({ encodedFrames, frames }: FilmPlan): number {
  return Math.min(99, Math.max(1, Math.round((100 * encodedFrames) / frames)))
}

function line(code: SummaryCode, values: SummaryLine['values']): SummaryLine {
  return { code, values, text: fillIn(summaryTable[code], values) }
}
