import { ArrowUpDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { mediaGroupings, mediaOrders, type MediaGrouping } from '../../nodes/contract/library.ts'
import { act } from '../panels/act.ts'
import { useStore } from '../store/index.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu, MenuCheck, MenuSeparator, Submenu } from '../ui/Menu.tsx'
import { changeLook, tileSizes, useLook } from './look.ts'

/** In which order, and how large. */
export function SortMenu() {
  const { t } = useTranslation('library')
  const sort = useStore((state) => state.views.main.query.sort)
  const { tile, group } = useLook()
  const groupBy = (by: MediaGrouping | undefined) => {
    changeLook({ group: by ?? 'none' })
    void act().askLibrary('main', { group: by })
  }
  const ask = (change: Partial<typeof sort>) =>
    void act().askLibrary('main', { sort: { ...sort, ...change } })
  return (
    <Menu align="end" trigger={<IconButton label={t('sort.label')} icon={<ArrowUpDown />} />}>
      {mediaOrders.map((by) => (
        <MenuCheck key={by} checked={sort.by === by} onSelect={() => ask({ by, descending: by !== 'name' })}>
          {t(`sort.${by}`)}
        </MenuCheck>
      ))}
      <MenuSeparator />
      {[false, true].map((descending) => (
        <MenuCheck
          key={String(descending)}
          checked={sort.descending === descending}
          onSelect={() => ask({ descending })}
        >
          {t(descending ? 'sort.descending' : 'sort.ascending')}
        </MenuCheck>
      ))}
      <MenuSeparator />
      <Submenu label={t('view.group')}>
        <MenuCheck checked={!group} onSelect={() => groupBy(undefined)}>
          {t('view.none')}
        </MenuCheck>
        {mediaGroupings.map((by) => (
          <MenuCheck key={by} checked={group === by} onSelect={() => groupBy(by)}>
            {t(`view.${by}`)}
          </MenuCheck>
        ))}
      </Submenu>
      <MenuSeparator />
      {tileSizes.map((size) => (
        <MenuCheck key={size} checked={tile === size} onSelect={() => changeLook({ tile: size })}>
          {t(`view.${size}`)}
        </MenuCheck>
      ))}
    </Menu>
  )
}
