import { useLayout } from '../panels/use-layout.ts'
import { useFilmInView } from './subject.ts'
import type { PlaybackSettings } from './Transport.tsx'
import { useViewed } from './use-viewed.ts'
import type { Hands } from './viewer-actions.ts'

const playback: PlaybackSettings = { volume: 0.6, muted: false, loop: false, speed: 1 }

/** The element that fills the screen, with the keys of the player in it. */
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

function toggleFullScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen()
  else void document.getElementById(VIEWER_FRAME)?.requestFullscreen()
}
