import { fit } from '../../../nodes/generation/fit.ts'
import { AUTO, type Need } from '../../../nodes/generation/need.ts'
import { estimate } from '../../../nodes/generation/price.ts'
import type { Offers } from '../../../nodes/generation/quote.ts'
import type { GenerationMode, ModelInfo } from '../../../nodes/models.ts'
import { translate } from '../../i18n/index.ts'
import { aboutText } from '../../i18n/money-words.ts'
import { modelTitle, providerTitle } from '../../i18n/node-words.ts'

export interface ModelOption {
  readonly value: string
  readonly label: string
  readonly detail: string
}

export interface ModelGroup {
  readonly label: string
  readonly options: readonly ModelOption[]
}

/** Everything that could make it, by provider: those that could start now before those that need a key. */
export function modelGroups(mode: GenerationMode, need: Need | undefined, offers: Offers): ModelGroup[] {
  const able = offers.models.filter(({ modes }) => modes.includes(mode))
  const groups = [...Map.groupBy(able, ({ provider }) => provider).values()].toSorted(
    (a, b) => rankOf(a[0]!, offers) - rankOf(b[0]!, offers),
  )
  return groups.map((models) => ({
    label: groupLabel(models[0]!),
    options: models
      .toSorted((a, b) => Number(isOver(a)) - Number(isOver(b)))
      .map((model) => ({
        value: model.id,
        label: modelTitle(model),
        detail: detailOf(model, need, offers),
      })),
  }))
}

/** "Auto: best value", for the first line of the list. */
export function autoOption({ policy }: Offers): ModelOption {
  const words = translate(`money:budget.policies.${policy}`)
  return { value: AUTO, label: translate('nodes:quote.auto', { policy: words }), detail: '' }
}

/** What a model would cost with the settings of a node; undefined where it cannot do them or nobody knows. */
export function priceFor(model: ModelInfo, need: Need | undefined): number | undefined {
  if (model.local) return 0
  const fitting = need && fit(need, model)
  return fitting?.ok ? estimate(model, fitting.fitted)?.usd : undefined
}

function detailOf(model: ModelInfo, need: Need | undefined, { ready }: Offers): string {
  const { lifecycle, provider } = model
  if (lifecycle.state === 'retired') return translate('nodes:quote.ended', { on: lifecycle.on ?? '' })
  const usd = priceFor(model, need)
  const parts = [
    usd === undefined ? (model.price ? undefined : translate('panels:cost.unknown')) : aboutText(usd),
    lifecycle.state === 'preview' ? translate('nodes:quote.preview') : undefined,
    ready.has(provider) ? undefined : translate('nodes:quote.needsKey'),
  ]
  return parts.filter((part) => part !== undefined).join(' · ')
}

function groupLabel(model: ModelInfo): string {
  const provider = providerTitle(model)
  return model.local ? translate('nodes:quote.groupOffline', { provider }) : provider
}

function rankOf(model: ModelInfo, { ready }: Offers): number {
  if (isOver(model)) return 3
  if (model.local) return 1
  return ready.has(model.provider) ? 0 : 2
}

function isOver({ lifecycle }: ModelInfo): boolean {
  return lifecycle.state === 'retired'
}
