import { keepLayout, useLayout } from '../panels/use-layout.ts'
import { getStore } from '../store/index.ts'
import { filmInView, useFilmInView } from './subject.ts'
import type { PlaybackSettings } from './Transport.tsx'
import { useViewed, viewedIn } from './use-viewed.ts'
import type { Hands } from './viewer-actions.ts'

const playback: PlaybackSettings = { volume: 0.6, muted: false, loop: false, speed: 1 }

/** The element that fills the screen. */
export const VIEWER_FRAME = 'viewer-frame'

/** What keys and buttons of the viewer work on. */
export function useHands(): Hands {
  const [settings, setSettings] = useLayout('playback', playback)
  return {
    viewed: useViewed(),
    film: useFilmInView(),
    settings,
    change: (part) => setSettings({ ...settings, ...part }),
    toggleFullScreen,
  }
}

/** The same for commands, which are not drawn. */
export function handsNow(): Hands {
  const state = getStore()
  const kept = state.settings.layout['playback'] as Partial<PlaybackSettings> | undefined
  const settings = { ...playback, ...kept }
  return {
    viewed: viewedIn(state),
    film: filmInView(state),
    settings,
    change: (part) => keepLayout('playback', { ...settings, ...part }),
    toggleFullScreen,
  }
}

function toggleFullScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen()
  else void document.getElementById(VIEWER_FRAME)?.requestFullscreen()
}
