import { useTranslation } from 'react-i18next'
import type { ProviderInfo } from '../../nodes/contract/money.ts'
import { errorText } from '../i18n/index.ts'
import { providerTitle } from '../i18n/node-words.ts'
import { endedReason, providerAbout } from '../i18n/provider-words.ts'
import { useStore } from '../store/index.ts'
import { KeySettings } from './KeySettings.tsx'
import { OutsideLink } from './OutsideLink.tsx'
import { ProviderConnection } from './ProviderConnection.tsx'
import { ProviderDot } from './ProviderDot.tsx'
import { ProviderModels } from './ProviderModels.tsx'
import { providerState } from './provider-state.ts'

/** All about one service: its key, how it is reached, what it makes and for how much. */
export function ProviderPage({ provider }: { readonly provider: ProviderInfo }) {
  const { t } = useTranslation('settings')
  const { id, kind, title, retired, attribution } = provider
  return (
    <>
      <header className="flex flex-col gap-1">
        <h3 className="text-18 font-semibold">{providerTitle({ provider: id, providerTitle: title })}</h3>
        <p className="text-text-2">{kind === 'local' ? t('provider.localAbout') : providerAbout(provider)}</p>
        <State provider={provider} />
        {retired && <p className="text-text-2 select-text">{endedReason(provider)}</p>}
        {kind === 'retired' && <p className="text-text-2">{t('provider.endedWhy')}</p>}
        <Links provider={provider} />
      </header>
      {kind === 'remote' && <KeySettings provider={provider} />}
      {kind === 'remote' && <ProviderConnection provider={provider} />}
      <ProviderModels provider={provider} />
      <Promises provider={provider} />
      {attribution && <p className="text-12 text-text-3 select-text">{attribution}</p>}
    </>
  )
}

function State({ provider }: { readonly provider: ProviderInfo }) {
  const state = providerState(provider)
  const trouble = useStore((store) => store.providerTrouble[provider.id])
  const error = trouble ?? provider.key.error
  return (
    <div role="status" className="mt-1 flex items-start gap-2 rounded-4 border border-line bg-card p-2">
      <span className="mt-px shrink-0">
        <ProviderDot tone={state.tone} />
      </span>
      <div className="min-w-0 select-text">
        <p>{state.words}</p>
        {error && <p className="text-12 text-text-2">{errorText(error)}</p>}
      </div>
    </div>
  )
}

function Links({ provider: { links } }: { readonly provider: ProviderInfo }) {
  const { t } = useTranslation('settings')
  const { keys, billing, home } = links
  if (!keys && !billing && !home) return null
  return (
    <p className="flex flex-wrap gap-x-4">
      {keys && <OutsideLink href={keys}>{t('provider.getKey')}</OutsideLink>}
      {billing && <OutsideLink href={billing}>{t('provider.billing')}</OutsideLink>}
      {home && <OutsideLink href={home}>{t('provider.home')}</OutsideLink>}
    </p>
  )
}

/** What one should know of it before paying. */
function Promises({ provider: { kind, keepsHours, canCancel } }: { readonly provider: ProviderInfo }) {
  const { t } = useTranslation('settings')
  if (kind !== 'remote') return null
  const kept =
    keepsHours === undefined
      ? undefined
      : keepsHours >= 48
        ? t('provider.keepsDays', { count: Math.floor(keepsHours / 24) })
        : t('provider.keepsHours', { count: keepsHours })
  if (!kept && canCancel) return null
  return (
    <div className="flex flex-col gap-1 text-12 text-text-3">
      {kept && <p>{kept}</p>}
      {!canCancel && <p>{t('provider.noCancel')}</p>}
    </div>
  )
}
