import { fit, type Adjustment } from '../../../nodes/generation/fit.ts'
import type { Need } from '../../../nodes/generation/need.ts'
import type { Offers } from '../../../nodes/generation/quote.ts'
import { transfer } from '../../../nodes/generation/transfer.ts'
import type { ModelInfo } from '../../../nodes/models.ts'
import { priceFor } from './model-options.ts'

const MOST = 3

export interface OtherModel {
  readonly model: ModelInfo
  /** What would become of the settings; without those that stay. */
  readonly changes: readonly Adjustment[]
  /** Undefined: nobody knows. */
  readonly usd: number | undefined
}

/** What could take the place of a model that is gone: those that change least, and of these the cheapest. */
export function otherModels(need: Need, from: ModelInfo | undefined, offers: Offers): OtherModel[] {
  const able = offers.models.filter(
    (model) =>
      model.id !== from?.id &&
      model.modes.includes(need.mode) &&
      model.lifecycle.state !== 'retired' &&
      offers.ready.has(model.provider) &&
      fit(need, model).ok,
  )
  const others = able.map((model) => {
    const all = from ? transfer(need, from, model) : fit(need, model).adjustments
    return { model, changes: all.filter(({ fate }) => fate !== 'kept'), usd: priceFor(model, need) }
  })
  // A local draft is no equal of what is paid for: it comes last, and always.
  const paid = others.filter(({ model }) => !model.local).toSorted(byLoss)
  const local = others.filter(({ model }) => model.local).slice(0, 1)
  return [...paid.slice(0, MOST - local.length), ...local]
}

function byLoss(a: OtherModel, b: OtherModel): number {
  return a.changes.length - b.changes.length || (a.usd ?? Infinity) - (b.usd ?? Infinity) || 0
}
