import { AUTO } from '../../../nodes/generation/need.ts'
import { resolutions, type GenerationMode, type ModelInfo, type Resolution } from '../../../nodes/models.ts'
import type { Offers } from '../../../nodes/generation/quote.ts'

export interface Offered {
  readonly resolutions: readonly Resolution[]
  /** `open`: it depends on the model that will be chosen. */
  readonly sound: ModelInfo['sound'] | 'open'
}

/** What there is to choose with a model; where the choice of model is open, whatever one of them could do. */
export function offeredBy(
  asked: string,
  mode: GenerationMode,
  { models, ready }: Pick<Offers, 'models' | 'ready'>,
): Offered {
  if (asked !== AUTO) {
    const model = models.find(({ id }) => id === asked)
    if (!model) return { resolutions, sound: 'open' }
    return { resolutions: inOrder(model.resolutions.map(({ name }) => name)), sound: model.sound }
  }
  const able = models.filter(
    ({ modes, provider, lifecycle }) =>
      modes.includes(mode) && ready.has(provider) && lifecycle.state !== 'retired',
  )
  const names = able.flatMap((model) => model.resolutions.map(({ name }) => name))
  return { resolutions: inOrder(names), sound: 'open' }
}

function inOrder(names: readonly Resolution[]): Resolution[] {
  return resolutions.filter((name) => names.includes(name))
}
