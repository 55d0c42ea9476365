import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { act } from '../panels/act.ts'
import { rowColumns } from '../panels/left/MediaRow.tsx'
import { useStore } from '../store/index.ts'
import { sortedBy } from './query.ts'

const columns = ['name', 'length', 'size', 'date'] as const

/** The headings of the list; a press sorts by one, another the other way round. */
export function ListHead() {
  const { t } = useTranslation('library')
  const sort = useStore((state) => state.views.main.query.sort)
  return (
    <div
      role="group"
      aria-label={t('sort.by')}
      className={`grid shrink-0 @max-[31rem]/list:hidden gap-2 border-b border-line bg-panel px-3 text-12 ${rowColumns.wide}`}
    >
      <span />
      {columns.map((column) => (
        <button
          key={column}
          type="button"
          aria-pressed={sort.by === column}
          className={`flex min-h-7 items-center gap-1 text-text-3 hover:text-text-1 aria-pressed:text-text-1 ${column === 'name' || column === 'length' ? '' : 'justify-end'}`}
          onClick={() => void act().askLibrary('main', { sort: sortedBy(sort, column) })}
        >
          {t(`columns.${column}`)}
          {sort.by === column &&
            (sort.descending ? <ArrowDown className="size-3" /> : <ArrowUp className="size-3" />)}
        </button>
      ))}
    </div>
  )
}
