import { useViewerLook } from './viewer-look.ts'
import type { Player } from './player.ts'
import { frameAt } from './timecode.ts'
import type { Viewed } from './use-viewed.ts'

/** Puts another take beside the one in view, and takes it away again. */
export function startComparing({ takes, take }: Viewed): void {
  const { compared } = useViewerLook.getState()
  if (compared) return useViewerLook.setState({ compared: undefined })
  const other = takes.findLast(({ mediaId }) => mediaId !== take?.mediaId)
  if (!other) return
  const { mediaId, nodeId } = other
  useViewerLook.setState({ compared: { mediaId, nodeId, way: 'side', divider: 50 } })
}

/** Farther apart than this, the follower is put where the leader is. */
const APART_SECONDS = 0.08

/** Keeps a silent video at the time of a player, in its rate, and on its very frame while it stands. */
export function followPlayer(player: Player, video: HTMLVideoElement): () => void {
  const follow = () => {
    const { time, playing, rate } = player.getState()
    // The middle of the frame: the two may have been cut to pieces differently.
    const wanted = playing ? time : (frameAt(time, player.fps) + 0.5) / player.fps
    const forwards = playing && rate > 0
    if (Math.abs(video.currentTime - wanted) > (forwards ? APART_SECONDS : 0.002) && !video.seeking) {
      video.currentTime = wanted
    }
    if (!forwards) return video.pause()
    if (video.playbackRate !== rate) video.playbackRate = rate
    if (video.paused && !video.ended) video.play().catch(() => {})
  }
  const unsubscribe = player.subscribe(follow)
  video.addEventListener('seeked', follow)
  video.addEventListener('loadeddata', follow)
  follow()
  return () => {
    unsubscribe()
    video.removeEventListener('seeked', follow)
    video.removeEventListener('loadeddata', follow)
    video.pause()
  }
}
