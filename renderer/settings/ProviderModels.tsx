import { useTranslation } from 'react-i18next'
import type { ProviderInfo } from '../../nodes/contract/money.ts'
import type { ModelInfo } from '../../nodes/models.ts'
import { abilityTexts, priceLines, priceSource } from '../i18n/money-words.ts'
import { modelTitle } from '../i18n/node-words.ts'
import { useStore } from '../store/index.ts'
import { StatePill } from '../ui/StatePill.tsx'
import { Group } from './Group.tsx'

/** What a provider makes, how long and how large, and for how much. */
export function ProviderModels({ provider }: { readonly provider: ProviderInfo }) {
  const { t } = useTranslation('settings')
  const all = useStore((state) => state.models)
  const models = all.filter((model) => model.provider === provider.id)
  if (models.length === 0 && provider.kind === 'retired') return null
  return (
    <Group title={t('provider.models')}>
      {models.length === 0 ? (
        <p className="text-text-2">{t('provider.noModels')}</p>
      ) : (
        <ul className="flex flex-col divide-y divide-line border-y border-line">
          {models.map((model) => (
            <li key={model.id} className="flex items-start justify-between gap-4 py-2 select-text">
              <Abilities model={model} />
              <Prices model={model} />
            </li>
          ))}
        </ul>
      )}
    </Group>
  )
}

function Abilities({ model }: { readonly model: ModelInfo }) {
  const { t } = useTranslation('settings')
  const { state } = model.lifecycle
  return (
    <div className="min-w-0">
      <p className="flex flex-wrap items-center gap-2 font-medium">
        {modelTitle(model)}
        {state === 'preview' && <StatePill tone="calm">{t('provider.preview')}</StatePill>}
        {state === 'retired' && <StatePill tone="warn">{t('provider.endedModel')}</StatePill>}
      </p>
      <p className="text-12 text-text-2">{abilityTexts(model).join(' · ')}</p>
    </div>
  )
}

function Prices({ model: { local, price } }: { readonly model: ModelInfo }) {
  const { t } = useTranslation('money')
  const lines = local ? [t('free')] : priceLines(price)
  return (
    <div className="tabular max-w-[55%] shrink-0 text-right text-12">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {price && !local && <p className="text-text-3">{priceSource(price)}</p>}
    </div>
  )
}
