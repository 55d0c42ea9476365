import type { ModelInfo, Rate } from '../models.ts'
import { microsOf, usdOf } from '../money.ts'
import type { Fitted } from './fit.ts'
import type { Estimate } from './quote.ts'

type Priced = Pick<Fitted, 'seconds' | 'resolution' | 'sound'>

/** What a model would charge for these settings, by its price table. Undefined: nobody knows. */
export function estimate(model: Pick<ModelInfo, 'price' | 'local'>, fitted: Priced): Estimate | undefined {
  if (model.local) return { usd: 0, source: 'free' }
  const rate = model.price?.rates.find((row) => holds(row, fitted))
  if (!model.price || !rate) return undefined
  const micros = microsFor(rate, fitted.seconds)
  if (micros === undefined) return undefined
  return micros === 0 ? { usd: 0, source: 'free' } : { usd: usdOf(micros), source: model.price.source }
}

function holds(rate: Rate, { resolution, sound, seconds }: Priced): boolean {
  return (
    (rate.resolution === undefined || rate.resolution === resolution) &&
    (rate.audio === undefined || rate.audio === sound) &&
    (rate.upToSeconds === undefined || (seconds !== undefined && seconds <= rate.upToSeconds))
  )
}

function microsFor(rate: Rate, seconds: number | undefined): number | undefined {
  if (rate.per === 'clip') return microsOf(rate.usd)
  // A table can be finer than a millionth of a dollar, so it is multiplied before it is rounded.
  return seconds === undefined ? undefined : microsOf(rate.usd * seconds)
}
