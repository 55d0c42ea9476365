import { Menu as Base } from '@base-ui/react/menu'
import { Menubar } from '@base-ui/react/menubar'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { commands, type CommandGroup } from '../../commands.ts'
import { MenuPopup, MenuSeparator } from '../../ui/Menu.tsx'
import { CommandItem } from '../CommandItem.tsx'

const groups: readonly CommandGroup[] = ['file', 'edit', 'view', 'node', 'run', 'clip', 'help']

/** A new block of a menu begins at each of these. */
const blocks = new Set([
  'import-media',
  'settings',
  'cut',
  'select-all',
  'find-node',
  'show-runs',
  'hide-panels',
  'zoom-in',
  'toggle-grid',
  'connect',
  'tidy',
  'previous-take',
  'view-node',
  'stop-run',
  'retry-unfinished',
  'about',
])

/** Every command by its menu, where the system gives no menu bar. */
export function MenuBar() {
  const { t } = useTranslation(['panels', 'commands'])
  return (
    <Menubar
      aria-label={t('toolbar.menuBar')}
      className="flex h-7 shrink-0 items-center border-b border-line bg-panel px-1"
    >
      {groups.map((group) => (
        <Base.Root key={group}>
          <Base.Trigger className="h-6 rounded-4 px-2 text-12 text-text-2 -outline-offset-1 hover:bg-card hover:text-text-1 data-popup-open:bg-card data-popup-open:text-text-1">
            {t(`commands:groups.${group}`)}
          </Base.Trigger>
          <MenuPopup>
            <Items group={group} />
          </MenuPopup>
        </Base.Root>
      ))}
    </Menubar>
  )
}

function Items({ group }: { readonly group: CommandGroup }) {
  const listed = commands.filter((command) => command.group === group && !command.keyboardOnly)
  return listed.map(({ id }, index) => (
    <Fragment key={id}>
      {index > 0 && blocks.has(id) && <MenuSeparator />}
      <CommandItem id={id} />
    </Fragment>
  ))
}
