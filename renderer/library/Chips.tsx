import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { act } from '../panels/act.ts'
import { useStore } from '../store/index.ts'
import { chipsOf, unnarrowed, withoutChip } from './query.ts'
import { chipText } from './words.ts'

const chip =
  'flex min-h-6 max-w-full items-center gap-1 rounded-4 bg-accent-tint pl-2 pr-1 text-12 text-text-1 hover:brightness-110'

/** Everything that narrows the list besides its tab and the search; each goes with a press. */
export function Chips() {
  const { t } = useTranslation('library')
  const { filter, work } = useStore((state) => state.views.main.query)
  // Names of workflows and collections come with the facets.
  useStore((state) => state.facets)
  const chips = chipsOf(filter)
  if (chips.length === 0 && !work) return null
  const ask = act().askLibrary
  return (
    <div role="group" aria-label={t('filter.label')} className="flex flex-wrap items-center gap-1 px-2 pb-2">
      {work && (
        <Removable text={t(`states.${work}`)} onRemove={() => void ask('main', { work: undefined })} />
      )}
      {chips.map((one) => {
        const text = chipText(filter, one)
        return (
          <Removable
            key={`${one.field} ${text}`}
            text={text}
            onRemove={() => void ask('main', { filter: withoutChip(filter, one) })}
          />
        )
      })}
      {chips.length > 1 && (
        <button
          type="button"
          className="min-h-6 rounded-4 px-1.5 text-12 text-text-2 hover:text-text-1"
          onClick={() => void ask('main', { filter: unnarrowed(filter), work: undefined })}
        >
          {t('clearAll')}
        </button>
      )}
    </div>
  )
}

function Removable({ text, onRemove }: { readonly text: string; readonly onRemove: () => void }) {
  const { t } = useTranslation('library')
  return (
    <button
      type="button"
      className={chip}
      aria-label={t('filter.without', { what: text })}
      onClick={onRemove}
    >
      <span className="truncate">{text}</span>
      <X className="size-3.5 shrink-0 text-text-3" />
    </button>
  )
}
