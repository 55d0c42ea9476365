import { fillIn } from '../errors.ts'
import type { FilmPlan } from './film-plan.ts'
import type { Reason } from './reasons.ts'

/** How a plan is summed up. `{shots}` is the number of shots in the film. */
export const summaryTable = {
  one_copied: 'The clip is copied as it is',
  all_copied: 'All {shots} shots are copied as they are',
  some_copied: '{copied} of {shots} shots copied',
  some_in_part: '{copied} of {shots} shots copied, {partly} more in part',
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
  return {
    lines: [
      pictureLine(plan),
      ...(isMixed ? [line('frames_encoded', { percent: encodedPercent(plan) })] : []),
      line(soundLines[plan.sound.action], {}),
    ],
    reasons: [...plan.reasons, ...plan.shots.flatMap(({ reasons }) => reasons), ...plan.sound.reasons].filter(
      // Said of the film already.
      ({ code }) => code !== 'together',
    ),
  }
}

const soundLines = { none: 'sound_none', copy: 'sound_copied', encode: 'sound_encoded' } as const

function pictureLine(plan: FilmPlan): SummaryLine {
  const { mode } = plan
  const shots = plan.shots.length
  const countOf = (wanted: string) => plan.shots.filter(({ action }) => action === wanted).length
  const values = { shots, copied: countOf('copy'), partly: countOf('partly') }
  if (mode === 'encode') return line('none_copied', values)
  if (mode === 'copy') return line(shots === 1 ? 'one_copied' : 'all_copied', values)
  if (shots === 1) return line('one_in_part', { percent: encodedPercent(plan) })
  return line(values.partly > 0 ? 'some_in_part' : 'some_copied', values)
}

/** Never nothing where something is encoded, and never all where something is not. */
function encodedPercent({ encodedFrames, frames }: FilmPlan): number {
  return Math.min(99, Math.max(1, Math.round((100 * encodedFrames) / frames)))
}

function line(code: SummaryCode, values: SummaryLine['values']): SummaryLine {
  return { code, values, text: fillIn(summaryTable[code], values) }
}
