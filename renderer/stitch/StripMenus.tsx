import type { Film } from '../store/film.ts'
import { MenuAt } from '../ui/Menu.tsx'
import { JoinChoices } from './JoinMark.tsx'
import { ShotMenu } from './ShotMenu.tsx'
import { useStrip } from './strip.ts'

/** The menu takes its leave in 140 ms, and lets go of the keyboard before that. */
const AFTER_MENU_MS = 50

/** One menu for all shots and cuts: a film has hundreds, and one of each would make every edit slow. */
export function StripMenus({ film }: { readonly film: Film }) {
  const menu = useStrip((state) => state.menu)
  const shot = menu && film.shots[menu.index]
  return (
    <MenuAt at={shot && menu} onClose={close}>
      {shot && menu.of === 'shot' && <ShotMenu shot={shot} film={film} />}
      {shot && menu.of === 'join' && <JoinChoices index={menu.index} shot={shot} />}
    </MenuAt>
  )
}

/** The keyboard goes on where it was: on the mark, or on the shot that is selected now. */
function close(): void {
  const { menu } = useStrip.getState()
  useStrip.setState({ menu: undefined })
  setTimeout(() => {
    if (document.activeElement !== document.body) return
    const { selected } = useStrip.getState()
    const mark =
      menu?.of === 'join' ? document.querySelector<HTMLElement>(`[data-join="${menu.index}"]`) : null
    const target = mark ?? document.querySelector<HTMLElement>(`[data-shot="${selected}"]`)
    target?.focus({ preventScroll: true })
  }, AFTER_MENU_MS)
}
