import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { filmCues } from '../../nodes/captions/film-cues.ts'
import { useFilmPlayhead } from '../stitch/playhead.ts'
import type { Film } from '../store/film.ts'
import { getStore, selectFilm } from '../store/index.ts'
import { useCurrentPlayer } from './current-player.ts'
import { createFilmPlayer, type FilmPlayer } from './film-player.ts'
import { CaptionOverlay } from './film/CaptionOverlay.tsx'
import { useFilmFiles } from './film/use-film-files.ts'
import { useMarks } from './marks.ts'
import type { Marks } from './player.ts'
import { Ground } from './Ground.tsx'
import { SafeAreas } from './SafeAreas.tsx'
import { frameAt } from './timecode.ts'
import { Transport, type PlaybackSettings } from './Transport.tsx'
import { showsCaptions, useViewerLook } from './viewer-look.ts'
import { filmLevels } from './wave.ts'

interface FilmStageProps {
  readonly film: Film
  readonly settings: PlaybackSettings
  readonly change: (part: Partial<PlaybackSettings>) => void
  readonly toggleFullScreen: () => void
}

/** The film as it is cut now, played from its clips. Nothing is rendered for it. */
export function FilmStage({ film, settings, change, toggleFullScreen }: FilmStageProps) {
  const { t } = useTranslation('viewer')
  const marks = useMarks(film.nodeId)
  const [player, attach] = useFilmPlayer(film, settings, marks)
  const peaks = useFilmFiles(film)
  const levels = useMemo(() => filmLevels(film, peaks), [film, peaks])
  const cues = useMemo(() => filmCues(film.bound, film.layout), [film])
  const captions = useViewerLook((state) => showsCaptions(state, film))
  const { width, height } = film
  return (
    <>
      <Ground shape={{ width, height }}>
        <div
          ref={attach}
          role="img"
          aria-label={t('film.stage')}
          className="absolute inset-0 isolate overflow-hidden bg-black"
          onClick={() => player?.toggle()}
        />
        {captions && <CaptionOverlay player={player} cues={cues} captions={film.cut.captions} />}
        <SafeAreas shape={{ width, height }} />
      </Ground>
      <Transport
        player={player}
        hasSound
        levels={levels}
        marks={marks}
        settings={settings}
        onChange={change}
        onFullScreen={toggleFullScreen}
      />
    </>
  )
}

/** The player of the film in its element, joined to the one position that the strip follows, too. */
function useFilmPlayer(film: Film, settings: PlaybackSettings, marks: Marks) {
  const [player, setPlayer] = useState<FilmPlayer>()
  const { nodeId } = film
  const attach = useCallback(
    (root: HTMLDivElement) => {
      const created = createFilmPlayer(root, selectFilm(getStore(), nodeId)!)
      setPlayer(created)
      useCurrentPlayer.setState({ player: created })
      const leave = joinPlayhead(created, nodeId)
      return () => {
        leave()
        created.close()
        setPlayer(undefined)
        useCurrentPlayer.setState({ player: undefined })
      }
    },
    [nodeId],
  )
  useEffect(() => player?.setFilm(film), [player, film])
  const { volume, muted, loop, speed } = settings
  useEffect(() => player?.setSound({ volume, muted, loop }), [player, volume, muted, loop])
  useEffect(() => player?.setSpeed(speed), [player, speed])
  useEffect(() => player?.setMarks(marks), [player, marks])
  return [player, attach] as const
}

function joinPlayhead(player: FilmPlayer, nodeId: string): () => void {
  const { attach, report } = useFilmPlayhead.getState()
  const tell = () => {
    const { time, playing } = player.getState()
    report({ frame: frameAt(time, player.fps), playing })
  }
  const { step, play, stop, toggle, shuttle } = player
  const seek = (frame: number) => {
    // An edit that makes the film longer and seeks into what is new must not wait until the window is drawn.
    const film = selectFilm(getStore(), nodeId)
    if (film) player.setFilm(film)
    player.seekFrame(frame)
  }
  const detach = attach({ seek, step, play, stop, toggle, shuttle })
  const unsubscribe = player.subscribe(tell)
  return () => {
    unsubscribe()
    detach()
  }
}
