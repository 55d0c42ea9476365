import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProviderInfo } from '../../nodes/contract/money.ts'
import { providerTitle } from '../i18n/node-words.ts'
import { act } from '../panels/act.ts'
import { useStore } from '../store/index.ts'
import { bestScore } from '../ui/match.ts'
import { SearchField } from '../ui/SearchField.tsx'
import { useLater } from '../ui/useLater.ts'
import { Banner } from './Banner.tsx'
import { ProviderDot } from './ProviderDot.tsx'
import { ProviderPage } from './ProviderPage.tsx'
import { inListOrder, providerState } from './provider-state.ts'

/** Every service there is, and the page of the chosen one beside the list. */
export function ProviderSettings() {
  const { t } = useTranslation('settings')
  const providers = useStore((state) => state.providers)
  const late = useLater(providers === undefined)
  const chosen = useStore((state) => state.settingsAt.provider)
  const [search, setSearch] = useState('')
  if (!providers) return late ? <p className="p-4 text-text-2">{t('provider.loading')}</p> : null
  const listed = inListOrder(providers)
  const found = listed.filter((provider) => bestScore([titleOf(provider), provider.title], search) > 0)
  const shown = listed.find(({ id }) => id === chosen) ?? listed[0]
  return (
    <div className="flex min-h-0 grow">
      <div className="flex w-56 shrink-0 flex-col border-r border-line">
        <div className="shrink-0 p-2">
          <SearchField
            label={t('provider.search')}
            value={search}
            onChange={setSearch}
            onEnter={() => found[0] && act().openSettings('providers', found[0].id)}
          />
        </div>
        {found.length === 0 && <p className="px-4 text-text-2">{t('provider.none')}</p>}
        <ul aria-label={t('provider.list')} className="min-h-0 grow overflow-y-auto px-2 pb-2">
          {found.map((provider) => (
            <li key={provider.id}>
              <Row provider={provider} current={provider.id === shown?.id} />
            </li>
          ))}
        </ul>
      </div>
      <div className="flex min-w-0 grow flex-col gap-4 overflow-y-auto p-4">
        {providers.some(({ key }) => key.kept === 'memory') && <Banner text={t('provider.unsafe')} />}
        {shown && <ProviderPage key={shown.id} provider={shown} />}
      </div>
    </div>
  )
}

function Row({ provider, current }: { readonly provider: ProviderInfo; readonly current: boolean }) {
  const state = providerState(provider)
  return (
    <button
      type="button"
      aria-current={current ? 'true' : undefined}
      className="flex min-h-7 w-full items-start gap-2 rounded-4 px-2 py-1 text-left hover:bg-text-1/8 aria-[current]:bg-accent-tint"
      onClick={() => act().openSettings('providers', provider.id)}
    >
      <span className="mt-0.5">
        <ProviderDot tone={state.tone} />
      </span>
      <span className="min-w-0">
        <span className="block truncate">{titleOf(provider)}</span>
        <span className="line-clamp-2 text-12 text-text-2">{state.words}</span>
      </span>
    </button>
  )
}

function titleOf({ id, title }: ProviderInfo): string {
  return providerTitle({ provider: id, providerTitle: title })
}
