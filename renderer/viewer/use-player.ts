import { useCallback, useState, useSyncExternalStore, type RefCallback } from 'react'
import { useCurrentPlayer } from './current-player.ts'
import { createPlayer, type Player, type PlayerState } from './player.ts'

/** A player for the video element that gets the ref; the one on screen is also known to commands. */
export function usePlayer(fps: number): readonly [Player | undefined, RefCallback<HTMLVideoElement>] {
  const [player, setPlayer] = useState<Player>()
  const attach = useCallback(
    (video: HTMLVideoElement) => {
      const created = createPlayer(video, fps)
      setPlayer(created)
      useCurrentPlayer.setState({ player: created })
      return () => {
        created.close()
        setPlayer(undefined)
        useCurrentPlayer.setState({ player: undefined })
      }
    },
    [fps],
  )
  return [player, attach]
}

const idle: PlayerState = { time: 0, duration: 0, playing: false, rate: 1, unplayable: false }
const never = () => () => {}

export function usePlayerState<T>(player: Player | undefined, pick: (state: PlayerState) => T): T {
  return useSyncExternalStore(player?.subscribe ?? never, () => pick(player?.getState() ?? idle))
}
