import { useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Media } from '../../nodes/media.ts'
import { Region } from '../panels/Region.tsx'
import { useLayout } from '../panels/use-layout.ts'
import { useStore } from '../store/index.ts'
import { PanelHeader } from '../ui/PanelHeader.tsx'
import { useCurrentPlayer } from './current-player.ts'
import { factsLine } from './facts.ts'
import { useGoTo } from './go-to.ts'
import type { Player } from './player.ts'
import { MissingStage, PictureStage, VideoStage } from './Stage.tsx'
import { neighbourTake, TakeSwitcher } from './TakeSwitcher.tsx'
import type { PlaybackSettings } from './Transport.tsx'
import { useViewed, type Viewed } from './use-viewed.ts'
import { viewerAction, type ViewerAction } from './viewer-keys.ts'

const playback: PlaybackSettings = { volume: 0.6, muted: false, loop: false, speed: 1 }

/** `untitled` where a tab is its title and holds the takes. */
export function Viewer({ untitled }: { readonly untitled?: boolean }) {
  const { t } = useTranslation('viewer')
  const viewed = useViewed()
  const frame = useRef<HTMLDivElement>(null)
  const [settings, setSettings] = useLayout('playback', playback)
  const change = (part: Partial<PlaybackSettings>) => setSettings({ ...settings, ...part })
  const toggleFullScreen = () =>
    void (document.fullscreenElement ? document.exitFullscreen() : frame.current?.requestFullscreen())

  const onKeyDown = (event: KeyboardEvent) => {
    if (isTaken(event)) return
    const action = viewerAction(event)
    if (!action) return
    event.preventDefault()
    event.stopPropagation()
    perform(action, { viewed, settings, change, toggleFullScreen })
  }

  return (
    <Region name="viewer" labelledBy="viewer-title" className="flex h-full min-h-0 flex-col bg-panel">
      <PanelHeader id="viewer-title" title={t('title')} hidden={untitled}>
        <TakeSwitcher viewed={viewed} />
      </PanelHeader>
      {/* The keys of the player work wherever the keyboard is inside of it. */}
      <div ref={frame} onKeyDown={onKeyDown} className="flex min-h-0 grow flex-col bg-surround">
        <Stage media={viewed.media} viewed={viewed} playing={{ settings, change, toggleFullScreen }} />
      </div>
      {viewed.media && <Caption media={viewed.media} viewed={viewed} />}
    </Region>
  )
}

interface StageProps {
  readonly media: Media | undefined
  readonly viewed: Viewed
  readonly playing: {
    readonly settings: PlaybackSettings
    readonly change: (part: Partial<PlaybackSettings>) => void
    readonly toggleFullScreen: () => void
  }
}

function Stage({ media, viewed, playing }: StageProps) {
  const { t } = useTranslation('viewer')
  if (!media) {
    return <p className="m-auto p-4 text-center text-on-surround/70">{t('empty')}</p>
  }
  if (media.missing) return <MissingStage media={media} nodeId={viewed.nodeId} />
  if (media.kind === 'image') return <PictureStage media={media} />
  return <VideoStage key={media.id} media={media} {...playing} />
}

function Caption({ media, viewed }: { readonly media: Media; readonly viewed: Viewed }) {
  const { i18n } = useTranslation()
  const title = useStore((state) => state.document.nodes.find(({ id }) => id === viewed.nodeId)?.title)
  return (
    <footer className="flex min-h-7 shrink-0 items-center gap-2 border-t border-line px-3 text-12">
      <span className="select-text truncate text-text-1" title={media.name}>
        {title || media.name}
      </span>
      <span className="tabular ml-auto shrink-0 text-text-3">{factsLine(media, i18n.language)}</span>
    </footer>
  )
}

interface Hands {
  readonly viewed: Viewed
  readonly settings: PlaybackSettings
  readonly change: (part: Partial<PlaybackSettings>) => void
  readonly toggleFullScreen: () => void
}

function perform(action: ViewerAction, hands: Hands): void {
  const { player } = useCurrentPlayer.getState()
  if (player) playerActions[action]?.(player)
  const { viewed, settings } = hands
  if (action === 'full-screen') hands.toggleFullScreen()
  if (action === 'louder') hands.change({ volume: Math.min(1, settings.volume + 0.1), muted: false })
  if (action === 'quieter') hands.change({ volume: Math.max(0, settings.volume - 0.1) })
  if (action === 'take-before' || action === 'take-after') {
    const take = neighbourTake(viewed, action === 'take-after' ? 1 : -1)
    if (take) useStore.getState().chooseTake(take.nodeId, take.mediaId)
  }
  if (action === 'favourite' && viewed.media) {
    void useStore.getState().setFavourite(viewed.media.id, !viewed.media.favourite)
  }
}

const playerActions: { readonly [A in ViewerAction]?: (player: Player) => void } = {
  toggle: (player) => player.toggle(),
  back: (player) => player.shuttle(-1),
  stop: (player) => player.stop(),
  forward: (player) => player.shuttle(1),
  'frame-back': (player) => player.step(-1),
  'frame-forward': (player) => player.step(1),
  'second-back': (player) => player.seek(player.getState().time - 1),
  'second-forward': (player) => player.seek(player.getState().time + 1),
  start: (player) => player.seek(0),
  end: (player) => player.seek(player.getState().duration),
  'go-to': () => useGoTo.setState({ typing: true }),
}

/** Keys that the control under the keyboard needs itself: text, and arrows of a slider or menu. */
function isTaken({ target, code, nativeEvent }: KeyboardEvent): boolean {
  if (nativeEvent.isComposing || !(target instanceof HTMLElement)) return true
  if (target.matches('input[type="range"]')) return /^(Arrow|Home|End|Page)/.test(code)
  if (target.matches('input, textarea, [role="menuitemcheckbox"]')) return true
  return target.matches('button') && (code === 'Space' || code === 'Enter')
}
