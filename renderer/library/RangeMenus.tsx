import { useTranslation } from 'react-i18next'
import { recentSpans, type MediaFilter } from '../../nodes/contract/library.ts'
import { act } from '../panels/act.ts'
import { MenuCheck, MenuItem, MenuSeparator, Submenu } from '../ui/Menu.tsx'
import { changed, sameRange, stretches, type FilterChange, type Range } from './query.ts'
import type { RangeField } from './RangeDialog.tsx'
import { rangeText } from './words.ts'

/** Changes the filter of the library, and asks again. */
export function narrow(filter: MediaFilter, change: FilterChange): void {
  void act().askLibrary('main', { filter: changed(filter, change) })
}

interface RangeMenuProps {
  readonly field: 'seconds' | 'usd'
  readonly filter: MediaFilter
  readonly onAsk: (field: RangeField) => void
}

export function RangeMenu({ field, filter, onAsk }: RangeMenuProps) {
  const { t } = useTranslation('library')
  return (
    <Submenu label={t(`filter.${field}`)}>
      {stretches[field].map((range) => (
        <RangeCheck key={rangeText(field, range)} field={field} filter={filter} range={range} />
      ))}
      <MenuSeparator />
      <MenuItem onSelect={() => onAsk(field)}>{t('custom.open')}</MenuItem>
    </Submenu>
  )
}

/** A ready-made stretch; chosen again, it narrows no longer. */
export function RangeCheck({
  field,
  filter,
  range,
}: {
  readonly field: RangeField
  readonly filter: MediaFilter
  readonly range: Range
}) {
  const on = sameRange(filter[field], range)
  return (
    <MenuCheck checked={on} onSelect={() => narrow(filter, { [field]: on ? undefined : range })}>
      {rangeText(field, range)}
    </MenuCheck>
  )
}

export function DateMenu({
  filter,
  onAsk,
}: {
  readonly filter: MediaFilter
  readonly onAsk: (field: RangeField) => void
}) {
  const { t } = useTranslation('library')
  return (
    <Submenu label={t('filter.created')}>
      {recentSpans.map((span) => {
        const on = filter.recent === span
        const change = { recent: on ? undefined : span, created: undefined }
        return (
          <MenuCheck key={span} checked={on} onSelect={() => narrow(filter, change)}>
            {t(`spans.${span}`)}
          </MenuCheck>
        )
      })}
      <MenuSeparator />
      <MenuItem onSelect={() => onAsk('created')}>{t('custom.open')}</MenuItem>
    </Submenu>
  )
}
