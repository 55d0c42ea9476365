import { AppError, toWire, type ErrorCode, type ErrorDetails, type WireError } from '../errors.ts'
import type { ModelInfo } from '../models.ts'
import { choose } from './choose.ts'
import { fit, type Adjustment, type Fitted } from './fit.ts'
import { AUTO, type Need } from './need.ts'
import { estimate } from './price.ts'

export const policies = ['cheapest', 'best-value', 'best-quality'] as const
/** How a model is chosen where a node leaves it open. */
export type Policy = (typeof policies)[number]

/** What there is to choose from. */
export interface Offers {
  readonly models: readonly ModelInfo[]
  /** Providers that could start now: they need no key, or have one. */
  readonly ready: ReadonlySet<string>
  readonly policy: Policy
}

/** An amount that is not spent yet. */
export interface Estimate {
  readonly usd: number
  readonly source: 'list' | 'derived' | 'free'
}

/** Why a model was chosen, where the node left it open. */
export interface Choice {
  readonly policy: Policy
  /** How many models could have done it. */
  readonly among: number
  /** Nothing that is paid for is ready, so a free local model stands in for it. */
  readonly standIn?: true
}

/** What one piece of work would be made with, what would be sent, and what it would cost: before anything is. */
export type Quote =
  | {
      readonly ok: true
      readonly model: ModelInfo
      readonly fitted: Fitted
      readonly adjustments: readonly Adjustment[]
      /** Undefined: nobody knows the price. */
      readonly estimate: Estimate | undefined
      /** Only where the model was chosen for the node. */
      readonly choice?: Choice | undefined
    }
  /** It cannot be made as it stands: no key, a model that ended, a setting that may not be dropped. */
  | {
      readonly ok: false
      readonly error: WireError
      readonly model?: ModelInfo | undefined
      readonly adjustments: readonly Adjustment[]
    }

/** The model that a node names is used or nothing is; only where it leaves it open is one chosen. */
export function quote(need: Need, offers: Offers): Quote {
  return need.model === AUTO ? quoteAuto(need, offers) : quoteNamed(need, offers)
}

function quoteAuto(need: Need, offers: Offers): Quote {
  const chosen = choose(need, offers)
  if ('code' in chosen) return { ok: false, error: chosen, adjustments: [] }
  const { model, choice, fit: fitting } = chosen
  return { ...fitting, model, estimate: chosen.estimate, choice }
}

function quoteNamed(need: Need, offers: Offers): Quote {
  const model = offers.models.find(({ id }) => id === need.model)
  if (!model) return refuse('model_unknown', { model: need.model })
  if (model.lifecycle.state === 'retired') {
    return refuse('model_retired', { model: model.title, on: model.lifecycle.on ?? 'an earlier day' }, model)
  }
  if (!offers.ready.has(model.provider)) {
    return refuse('key_missing', { provider: model.providerTitle, providerId: model.provider }, model)
  }
  const fitting = fit(need, model)
  return fitting.ok ? { ...fitting, model, estimate: estimate(model, fitting.fitted) } : { ...fitting, model }
}

function refuse(code: ErrorCode, details: ErrorDetails, model?: ModelInfo): Quote {
  return { ok: false, error: toWire(new AppError(code, details)), adjustments: [], ...(model && { model }) }
}
