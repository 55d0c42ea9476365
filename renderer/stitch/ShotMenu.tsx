import { useTranslation } from 'react-i18next'
import { CommandItem } from '../panels/CommandItem.tsx'
import { showNode } from '../panels/show-node.ts'
import type { Film, FilmShot } from '../store/film.ts'
import { MenuItem, MenuSeparator, Submenu } from '../ui/Menu.tsx'
import { JoinChoices } from './JoinMark.tsx'

/** What can be done with a shot: the commands of the Clip menu, for the one that was pressed. */
export function ShotMenu({ shot, film }: { readonly shot: FilmShot; readonly film: Film }) {
  const { t } = useTranslation('stitch')
  const { index, connection } = shot
  return (
    <>
      <CommandItem id="trim-in" />
      <CommandItem id="trim-out" />
      <CommandItem id="clear-trim" />
      <MenuSeparator />
      <CommandItem id="split-clip" />
      <CommandItem id="duplicate-clip" />
      <CommandItem id="move-clip-earlier" />
      <CommandItem id="move-clip-later" />
      {index < film.shots.length - 1 && (
        <Submenu label={t('transition')}>
          <JoinChoices index={index} shot={shot} />
        </Submenu>
      )}
      <MenuSeparator />
      {connection && (
        <>
          <CommandItem id="previous-clip-take" />
          <CommandItem id="next-clip-take" />
          <MenuItem onSelect={() => showNode(connection.from.node)}>{t('showNode')}</MenuItem>
          <MenuSeparator />
        </>
      )}
      <CommandItem id="remove-clip" />
    </>
  )
}
