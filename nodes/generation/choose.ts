import { AppError, toWire, type WireError } from '../errors.ts'
import type { ModelInfo } from '../models.ts'
import { microsOf } from '../money.ts'
import { fit, makes, type Fit } from './fit.ts'
import type { Need } from './need.ts'
import { estimate } from './price.ts'
import type { Choice, Estimate, Offers, Policy } from './quote.ts'
import { rank } from './settings.ts'

export interface Chosen {
  readonly model: ModelInfo
  readonly fit: Extract<Fit, { ok: true }>
  readonly estimate: Estimate | undefined
  readonly choice: Choice
}

/**
 * The model for a need that leaves it open: of those that are ready and lose least of what was asked, the one the
 * policy likes best. A local stand-in is taken only where nothing else is ready, and the choice says so. The same
 * offers always give the same model.
 */
export function choose(need: Need, offers: Offers): Chosen | WireError {
  const { policy } = offers
  const able = offers.models.filter(
    ({ modes, lifecycle, provider }) =>
      modes.includes(need.mode) && lifecycle.state !== 'retired' && offers.ready.has(provider),
  )
  const real = able.filter(({ local }) => !local)
  const pool = real.length > 0 ? real : able
  const candidates = pool.flatMap((model) => candidateOf(need, model))
  const best = candidates.toSorted((a, b) => a.losses - b.losses || order[policy](a, b) || byName(a, b))[0]
  if (!best) return toWire(new AppError('no_model_fits', { reason: whyNone(need, pool) }))
  const choice = { policy, among: candidates.length, ...(best.model.local && { standIn: true as const }) }
  return { model: best.model, fit: best.fit, estimate: best.estimate, choice }
}

interface Candidate extends Omit<Chosen, 'choice'> {
  readonly losses: number
  /** Unknown prices come after all known ones. */
  readonly micros: number
}

function candidateOf(need: Need, model: ModelInfo): Candidate[] {
  const fitting = fit(need, model)
  if (!fitting.ok) return []
  const price = estimate(model, fitting.fitted)
  const micros = price ? microsOf(price.usd) : Infinity
  return [{ model, fit: fitting, estimate: price, micros, losses: lossesOf(need, fitting) }]
}

/** Rounded up is no loss: it can be trimmed. The cheapest model would else be the one that leaves most out. */
function lossesOf(need: Need, { fitted, adjustments }: Extract<Fit, { ok: true }>): number {
  const refused = adjustments.filter(({ fate }) => fate === 'refused').length
  const shorter = need.seconds !== undefined && (fitted.seconds ?? need.seconds) < need.seconds
  const coarser =
    need.resolution !== undefined && rank(fitted.resolution ?? need.resolution) < rank(need.resolution)
  return refused + Number(shorter) + Number(coarser)
}

type Order = (a: Candidate, b: Candidate) => number

const byPrice: Order = (a, b) => (a.micros === b.micros ? 0 : a.micros - b.micros)
const byQuality: Order = (a, b) => b.model.quality - a.model.quality
const byName: Order = (a, b) =>
  Number(a.model.lifecycle.state === 'preview') - Number(b.model.lifecycle.state === 'preview') ||
  (a.model.id < b.model.id ? -1 : 1)
/** Quality per dollar, multiplied out so that what is free or of unknown price needs no case of its own. */
const byValue: Order = (a, b) => {
  if (a.micros === Infinity || b.micros === Infinity) return byPrice(a, b)
  return a.micros * b.model.quality - b.micros * a.model.quality
}

const order: Readonly<Record<Policy, Order>> = {
  cheapest: (a, b) => byPrice(a, b) || byQuality(a, b),
  'best-quality': (a, b) => byQuality(a, b) || byPrice(a, b),
  'best-value': (a, b) => byValue(a, b) || byQuality(a, b) || byPrice(a, b),
}

function whyNone(need: Need, pool: readonly ModelInfo[]): string {
  const reasons = pool.map((model) => {
    const fitting = fit(need, model)
    return fitting.ok ? '' : `${model.title}: ${fitting.error.details['reason']}`
  })
  if (reasons.length === 0) return `none makes ${makes[need.mode]}`
  const left = reasons.length - 3
  return reasons.slice(0, 3).join(' · ') + (left > 0 ? ` · and ${left} more` : '')
}
