import type { ErrorCode, WireError } from '../nodes/errors.ts'

/** What can be done about an error where it is shown. The words are `canvas:remedy.<kind>`. */
export const remedyKinds = [
  'add-key',
  'check-key',
  'animatic',
  'limits',
  'inbox',
  'choose-model',
  'provider-settings',
  'billing',
  'edit-prompt',
  'storage',
  'engine',
  'retry',
] as const
export type RemedyKind = (typeof remedyKinds)[number]

const otherModel = ['choose-model', 'animatic'] as const
const again = ['retry', 'animatic'] as const
const engine = ['engine', 'retry'] as const

const table: Partial<Readonly<Record<ErrorCode, readonly RemedyKind[]>>> = {
  key_missing: ['add-key', 'animatic'],
  key_awaited: ['add-key'],
  key_rejected: ['check-key', 'animatic'],
  key_not_allowed: ['check-key', 'animatic'],
  no_credit: ['billing', 'retry', 'animatic'],
  provider_settings: ['provider-settings', 'retry'],
  settings_refused: ['choose-model', 'retry'],
  setting_unfit: otherModel,
  no_model_fits: otherModel,
  model_unknown: otherModel,
  model_retired: otherModel,
  provider_unknown: otherModel,
  content_refused: ['edit-prompt', 'retry'],
  over_budget: ['limits', 'animatic'],
  over_clip_limit: ['limits', 'animatic'],
  price_unknown: ['limits', 'choose-model', 'animatic'],
  disk_low: ['storage', 'retry'],
  disk_tight: ['storage', 'retry'],
  // Another try of these could be paid for twice: they are settled where that is asked.
  outcome_unknown: ['inbox'],
  job_parked: ['inbox'],
  result_missing: ['inbox', 'retry'],
  result_damaged: ['inbox', 'retry'],
  result_untrusted: ['inbox'],
  result_unfetched: ['inbox'],
  provider_busy: again,
  provider_trouble: again,
  provider_unreachable: again,
  generation_unfinished: again,
  job_gone: again,
  ffmpeg_missing: engine,
  ffmpeg_unsuitable: engine,
}

interface Possible {
  /** Whether a free local model could make it instead. */
  readonly standIn: boolean
  /** Whether the provider told where its bills are. */
  readonly billing: boolean
}

/** The most helpful first. */
export function remediesFor({ code }: Pick<WireError, 'code'>, { standIn, billing }: Possible): RemedyKind[] {
  return (table[code] ?? ['retry']).filter(
    (kind) => (kind !== 'animatic' || standIn) && (kind !== 'billing' || billing),
  )
}

/** Whether it starts a run, which cannot be while one works. */
export function startsRun(kind: RemedyKind): boolean {
  return kind === 'retry' || kind === 'animatic'
}
