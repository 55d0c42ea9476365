import { useTranslation } from 'react-i18next'
import type { WorkItem } from '../../nodes/contract/library.ts'
import { errorText } from '../i18n/index.ts'
import { act } from '../panels/act.ts'
import { kindIcons } from '../panels/left/Poster.tsx'
import { useStore } from '../store/index.ts'
import type { WorkState } from '../store/library-types.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { showUse } from './actions.ts'
import { modelText, providerText } from './words.ts'

const tones = { pending: 'text-text-3', generating: 'text-accent', failed: 'text-err' } as const

/** What is not in the library yet, or did not get there, with the way to the node that wants it. */
export function WorkList({ state }: { readonly state: WorkState }) {
  const { t } = useTranslation('library')
  const items = useStore((store) => store.work.items).filter((item) => item.state === state)
  if (items.length === 0) {
    const all = (
      <Button onClick={() => void act().askLibrary('main', { work: undefined })}>{t('showAll')}</Button>
    )
    return <EmptyState text={t('work.none')} action={all} />
  }
  return (
    <ul aria-label={t('work.title')} className="min-h-0 grow overflow-y-auto px-2 pb-2">
      {items.map((item) => (
        <Item key={item.id} item={item} />
      ))}
    </ul>
  )
}

function Item({ item }: { readonly item: WorkItem }) {
  const { t } = useTranslation('library')
  const { name, prompt, provider, model, workflowName, workflowId, nodeId, error, kind } = item
  const made = [provider && providerText(provider), model && modelText(model), workflowName]
  return (
    <li className="flex gap-2 border-b border-line py-2 last:border-b-0">
      <span className={`mt-0.5 shrink-0 ${tones[item.state]}`}>{kindIcons[kind]}</span>
      <span className="min-w-0 grow">
        <span className="flex gap-2">
          <span className="min-w-0 grow truncate font-medium">{name}</span>
          <span className={`shrink-0 text-12 ${tones[item.state]}`}>{t(`states.${item.state}`)}</span>
        </span>
        <span className="block truncate text-12 text-text-3">{made.filter(Boolean).join(' · ')}</span>
        {prompt !== '' && <span className="line-clamp-2 text-12 text-text-2">{prompt}</span>}
        {error && <span className="block text-12 text-err">{errorText(error)}</span>}
        {workflowId !== undefined && (
          <Button size="compact" className="mt-1" onClick={() => void showUse({ workflowId, nodeId })}>
            {t('work.showNode')}
          </Button>
        )}
      </span>
    </li>
  )
}

/** One line above the list while something is on its way to it. */
export function WorkLine() {
  const { t } = useTranslation('library')
  const items = useStore((state) => state.work.items)
  const shown = useStore((state) => state.views.main.query.work)
  const working = items.filter(({ state }) => state !== 'failed').length
  const failed = items.length - working
  if (items.length === 0 || shown) return null
  const words = [working > 0 && t('work.line', { working }), failed > 0 && t('work.lineFailed', { failed })]
  const state =
    working === 0 ? 'failed' : items.some((one) => one.state === 'generating') ? 'generating' : 'pending'
  return (
    <p className="mx-2 mb-2 flex min-h-7 items-center gap-2 rounded-4 bg-card pl-2 text-12 text-text-2">
      <span className="min-w-0 grow truncate">{words.filter(Boolean).join(' · ')}</span>
      <Button size="compact" look="quiet" onClick={() => void act().askLibrary('main', { work: state })}>
        {t('work.show')}
      </Button>
    </p>
  )
}
