import { Camera, Clapperboard, Film as FilmIcon, SlidersHorizontal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { platform } from '../api.ts'
import { keysText } from '../commands/keys.ts'
import { useLayout } from '../panels/use-layout.ts'
import { useFilmPlayhead } from '../stitch/playhead.ts'
import { activeTakeOf, nodeById, useStore } from '../store/index.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu, MenuCheck, MenuItem, MenuSeparator } from '../ui/Menu.tsx'
import { useCurrentPlayer } from './current-player.ts'
import { ReceiptButton } from './ReceiptButton.tsx'
import { TakeSwitcher } from './TakeSwitcher.tsx'
import { useHands } from './use-hands.ts'
import { performInViewer, type Hands } from './viewer-actions.ts'
import type { ViewerAction } from './viewer-keys.ts'
import { groundLook, showsCaptions, useViewerLook } from './viewer-look.ts'

/** What stands beside the title of the viewer, or beside its tab. */
export function ViewerTools() {
  const { t } = useTranslation('viewer')
  const hands = useHands()
  const { film, viewed } = hands
  const player = useCurrentPlayer((state) => state.player)
  const nothing = player ? undefined : t('more.nothing')
  return (
    <div className="flex shrink-0 items-center">
      {!film && <TakeSwitcher viewed={viewed} />}
      <FilmSwitch hands={hands} />
      <IconButton
        size="compact"
        label={t('more.snapshot')}
        keys={keysText('Shift+KeyC', platform)}
        icon={<Camera />}
        disabledReason={nothing}
        onClick={() => performInViewer('snapshot', hands)}
      />
      <ReceiptButton />
      <ViewMenu hands={hands} nothing={nothing} />
    </div>
  )
}

const playhead = useFilmPlayhead.getState

/** Between the cut as it stands and the film as it was rendered last. */
function FilmSwitch({ hands: { film, viewed } }: { readonly hands: Hands }) {
  const { t } = useTranslation('viewer')
  const nodeId = film?.nodeId ?? viewed.nodeId
  const isFilm = useStore(
    ({ document }) => nodeId !== undefined && nodeById(document, nodeId)?.type === 'video-stitcher',
  )
  const take = useStore((state) => (nodeId === undefined ? undefined : activeTakeOf(state, nodeId)))
  const view = useStore((state) => state.view)
  if (!isFilm || nodeId === undefined) return null
  if (!film) {
    const show = () => {
      playhead().follow(nodeId)
      playhead().setInView(true)
    }
    return <IconButton size="compact" label={t('film.showCut')} icon={<Clapperboard />} onClick={show} />
  }
  return (
    <IconButton
      size="compact"
      label={t('film.showTake')}
      icon={<FilmIcon />}
      disabledReason={take ? undefined : t('film.noTake')}
      onClick={() => {
        playhead().setInView(false)
        if (take) view(take.mediaId, nodeId)
      }}
    />
  )
}

function ViewMenu({ hands, nothing }: { readonly hands: Hands; readonly nothing: string | undefined }) {
  const { t } = useTranslation('viewer')
  const { film, viewed } = hands
  const [{ safe, checker }] = useLayout('viewerLook', groundLook)
  const captions = useViewerLook((state) => film !== undefined && showsCaptions(state, film))
  const compared = useViewerLook((state) => state.compared !== undefined)
  const words = film?.shots.some(({ shot }) => shot.lines?.length) ? undefined : t('more.noCaptions')
  const single = film || viewed.takes.length < 2 ? t('more.noCompare') : undefined
  const on = (action: ViewerAction) => () => performInViewer(action, hands)
  return (
    <Menu
      align="end"
      trigger={<IconButton size="compact" label={t('more.title')} icon={<SlidersHorizontal />} />}
    >
      <MenuCheck checked={captions} keys="C" disabledReason={words} onSelect={on('captions')}>
        {t('more.captions')}
      </MenuCheck>
      <MenuCheck checked={safe} keys="A" onSelect={on('safe-areas')}>
        {t('more.safe')}
      </MenuCheck>
      <MenuCheck checked={checker} keys="B" onSelect={on('ground')}>
        {t('more.checker')}
      </MenuCheck>
      <MenuCheck checked={compared} keys="V" disabledReason={single} onSelect={on('compare')}>
        {t('more.compare')}
      </MenuCheck>
      <MenuSeparator />
      <MenuItem keys="I" disabledReason={nothing} onSelect={on('mark-in')}>
        {t('more.markIn')}
      </MenuItem>
      <MenuItem keys="O" disabledReason={nothing} onSelect={on('mark-out')}>
        {t('more.markOut')}
      </MenuItem>
      <MenuItem keys={keysText('Alt+KeyX', platform)} disabledReason={nothing} onSelect={on('clear-marks')}>
        {t('more.clearMarks')}
      </MenuItem>
      {film && (
        <>
          <MenuItem keys="↑" onSelect={on('cut-before')}>
            {t('more.cutBefore')}
          </MenuItem>
          <MenuItem keys="↓" onSelect={on('cut-after')}>
            {t('more.cutAfter')}
          </MenuItem>
        </>
      )}
      <MenuSeparator />
      <MenuItem keys="G" disabledReason={nothing} onSelect={on('go-to')}>
        {t('more.goTo')}
      </MenuItem>
      <MenuItem keys={keysText('Shift+KeyC', platform)} disabledReason={nothing} onSelect={on('snapshot')}>
        {t('more.snapshot')}
      </MenuItem>
    </Menu>
  )
}
