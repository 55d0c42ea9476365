import { Star } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { mediaKinds, type MediaKind } from '../../../nodes/media.ts'
import { useStore } from '../../store/index.ts'

interface Query {
  readonly kind?: MediaKind
  readonly favourites?: boolean
}

/** All, one kind, or what was marked with a star. */
export function KindTabs({ query }: { readonly query: Query }) {
  const { t } = useTranslation('panels')
  const queryLibrary = useStore((state) => state.queryLibrary)
  const show = (kind: MediaKind | undefined, favourites: boolean) =>
    void queryLibrary({ kind, favourites } as Partial<Query>)
  return (
    <div role="group" aria-label={t('media.kinds')} className="flex flex-wrap gap-0.5 px-2 pb-2">
      <Choice on={!query.kind && !query.favourites} onClick={() => show(undefined, false)}>
        {t('media.all')}
      </Choice>
      {mediaKinds.map((kind) => (
        <Choice key={kind} on={query.kind === kind} onClick={() => show(kind, false)}>
          {t(`media.${kind}`)}
        </Choice>
      ))}
      <Choice
        on={query.favourites === true}
        label={t('media.favourites')}
        onClick={() => show(undefined, true)}
      >
        <Star className="size-3.5" />
      </Choice>
    </div>
  )
}

interface ChoiceProps {
  readonly on: boolean
  readonly label?: string
  readonly onClick: () => void
  readonly children: ReactNode
}

function Choice({ on, label, onClick, children }: ChoiceProps) {
  return (
    <button
      type="button"
      aria-pressed={on}
      aria-label={label}
      title={label}
      className="flex min-h-6 items-center rounded-4 px-2 text-12 text-text-2 hover:bg-card hover:text-text-1 aria-pressed:bg-text-1/12 aria-pressed:text-text-1"
      onClick={onClick}
    >
      {children}
    </button>
  )
}
