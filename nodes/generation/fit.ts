import { AppError, toWire, type WireError } from '../errors.ts'
import type { Aspect, GenerationMode, ModelInfo, Resolution } from '../models.ts'
import type { Need } from './need.ts'
import { settingsFor } from './settings.ts'

/** The settings that are sent: each is one the model has, or absent. */
export interface Fitted {
  /** Where a model has no aspects to choose from, what it makes follows its picture or its own ways. */
  readonly aspect: Aspect
  readonly seconds?: number | undefined
  readonly resolution?: Resolution | undefined
  /** Undefined where the model has no switch. */
  readonly sound?: boolean | undefined
  readonly seed?: number | undefined
}

export const settingNames = [
  'aspect',
  'seconds',
  'resolution',
  'sound',
  'seed',
  'lastFrame',
  'references',
  'prompt',
] as const
export type SettingName = (typeof settingNames)[number]

/** What becomes of one setting: shown before the run, so that nothing is silently replaced. */
export interface Adjustment {
  readonly setting: SettingName
  readonly fate: 'kept' | 'rounded' | 'refused'
  /** For `rounded`: from what to what, ready to be shown ("5 s" and "6 s"). */
  readonly asked?: string | undefined
  readonly sent?: string | undefined
}

export type Fit =
  | { readonly ok: true; readonly fitted: Fitted; readonly adjustments: readonly Adjustment[] }
  /** Something the model cannot do and that may not be dropped, such as a last frame. */
  | { readonly ok: false; readonly error: WireError; readonly adjustments: readonly Adjustment[] }

/**
 * What a model makes of a need. Every setting that was asked for is in `adjustments` once. A loss that would make
 * another shot (its shape, its last frame, its references, words cut off) is no fit; a loss that only makes it
 * plainer (sound, seed, resolution, length) is told. A local draft only stands in for the shot and costs nothing, so
 * there every loss but that of the shape is merely told.
 */
export function fit(need: Need, model: ModelInfo): Fit {
  const fitted = settingsFor(need, model)
  const checks = checkAll(need, model, fitted).filter((check) => check !== undefined)
  const adjustments = checks.map(({ reason: _, ...adjustment }): Adjustment => adjustment)
  const unfit = checks.filter(({ reason, setting }) => reason && (!model.local || setting === 'aspect'))
  const mode = model.modes.includes(need.mode) ? undefined : `it does not make ${makes[need.mode]}`
  const reasons = [mode, ...unfit.map(({ reason }) => reason)].filter((reason) => reason !== undefined)
  if (reasons.length === 0) return { ok: true, fitted, adjustments }
  const error = new AppError('setting_unfit', {
    model: model.title,
    reason: reasons.join('; '),
    setting: (mode === undefined && unfit[0]?.setting) || 'mode',
  })
  return { ok: false, error: toWire(error), adjustments }
}

export const makes: Readonly<Record<GenerationMode, string>> = {
  'text-to-image': 'pictures from words',
  'image-to-video': 'clips from a picture',
  'text-to-video': 'clips from words',
}

/** `reason`: why the model is no fit at all. */
interface Check extends Adjustment {
  readonly reason?: string
}

type Checked = Check | undefined

function checkAll(need: Need, model: ModelInfo, fitted: Fitted): Checked[] {
  return [
    checkAspect(need, model),
    compare('seconds', inSeconds(need.seconds), inSeconds(fitted.seconds)),
    compare('resolution', need.resolution, fitted.resolution),
    checkSound(need, model),
    // Seed 0 is what every node has that nobody gave a seed.
    need.seed === 0 ? undefined : { setting: 'seed', fate: model.seed ? 'kept' : 'refused' },
    checkLastFrame(need, model),
    checkReferences(need, model),
    checkPrompt(need, model),
  ]
}

function compare(
  setting: SettingName,
  asked: string | undefined,
  sent: string | undefined,
): Adjustment | undefined {
  if (asked === undefined) return undefined
  if (sent === undefined) return { setting, fate: 'refused' }
  return sent === asked ? { setting, fate: 'kept' } : { setting, fate: 'rounded', asked, sent }
}

function inSeconds(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : `${seconds} s`
}

function checkAspect({ aspect, mode }: Need, { aspects }: ModelInfo): Check {
  if (aspects.includes(aspect)) return { setting: 'aspect', fate: 'kept' }
  if (aspects.length === 0) {
    return { setting: 'aspect', fate: mode === 'image-to-video' ? 'kept' : 'refused' }
  }
  return { setting: 'aspect', fate: 'refused', reason: `it makes ${aspects.join(', ')} but not ${aspect}` }
}

function checkSound({ sound }: Need, model: ModelInfo): Checked {
  if (sound === undefined) return undefined
  const lost = model.sound === (sound ? 'none' : 'always')
  return { setting: 'sound', fate: lost ? 'refused' : 'kept' }
}

function checkLastFrame({ lastFrame }: Need, model: ModelInfo): Checked {
  if (!lastFrame) return undefined
  if (model.lastFrame) return { setting: 'lastFrame', fate: 'kept' }
  return { setting: 'lastFrame', fate: 'refused', reason: 'it cannot end on a given frame' }
}

function checkReferences({ references }: Need, model: ModelInfo): Checked {
  if (references === 0) return undefined
  if (references <= model.references) return { setting: 'references', fate: 'kept' }
  const most =
    model.references === 0 ? 'no reference pictures' : `at most ${model.references} reference pictures`
  const reason = `it takes ${most}, and ${references} ${references === 1 ? 'is' : 'are'} connected`
  return { setting: 'references', fate: 'refused', reason }
}

function checkPrompt({ promptLength }: Need, { promptLimit }: ModelInfo): Checked {
  if (promptLength === 0) return undefined
  if (promptLimit === undefined || promptLength <= promptLimit) return { setting: 'prompt', fate: 'kept' }
  const reason = `it takes ${promptLimit} characters and the prompt has ${promptLength}`
  return { setting: 'prompt', fate: 'refused', reason }
}
