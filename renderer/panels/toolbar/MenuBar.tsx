import { Menu as Base } from '@base-ui/react/menu'
import { Menubar } from '@base-ui/react/menubar'
import { useTranslation } from 'react-i18next'
import { menuOutlines, SEPARATOR } from '../../menus.ts'
import { MenuPopup, MenuSeparator } from '../../ui/Menu.tsx'
import { CommandItem } from '../CommandItem.tsx'

/** Every command by its menu, where the system gives no menu bar. */
export function MenuBar() {
  const { t } = useTranslation(['panels', 'commands'])
  return (
    <Menubar
      aria-label={t('toolbar.menuBar')}
      className="flex h-7 shrink-0 items-center border-b border-line bg-panel px-1"
    >
      {menuOutlines.map(({ group, items }) => (
        <Base.Root key={group}>
          <Base.Trigger className="h-6 rounded-4 px-2 text-12 text-text-2 -outline-offset-1 hover:bg-card hover:text-text-1 data-popup-open:bg-card data-popup-open:text-text-1">
            {t(`commands:groups.${group}`)}
          </Base.Trigger>
          <MenuPopup>
            {items.map((id, index) =>
              id === SEPARATOR ? (
                <MenuSeparator key={`before ${items[index + 1]}`} />
              ) : (
                <CommandItem key={id} id={id} />
              ),
            )}
          </MenuPopup>
        </Base.Root>
      ))}
    </Menubar>
  )
}
