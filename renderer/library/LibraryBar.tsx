import { useTranslation } from 'react-i18next'
import { LibrarySearch } from '../panels/left/LibrarySearch.tsx'
import { useStore } from '../store/index.ts'
import { FilterMenu } from './FilterMenu.tsx'
import { SortMenu } from './SortMenu.tsx'

/** Finding: a search, what narrows it, and the order. */
export function LibraryBar() {
  return (
    <div className="flex items-center gap-1 p-2">
      <div className="min-w-0 grow">
        <LibrarySearch place="main" />
      </div>
      <FilterMenu />
      <SortMenu />
    </div>
  )
}

/** How much there is, or how much of it is selected. */
export function LibraryCount() {
  const { t, i18n } = useTranslation('library')
  const total = useStore((state) => state.views.main.total)
  const selected = useStore((state) => state.librarySelection.ids.size)
  if (total === undefined) return null
  const number = new Intl.NumberFormat(i18n.language)
  const words =
    selected > 1
      ? t('selected', { count: selected }).replace(String(selected), number.format(selected))
      : t('count', { count: total }).replace(String(total), number.format(total))
  return <span className="tabular shrink-0 text-12 text-text-3">{words}</span>
}
