import { FileQuestionMark, Music } from 'lucide-react'
import { useEffect, useMemo, useState, type RefCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Media } from '../../nodes/media.ts'
import { downloadUrl, mediaUrl, posterUrl } from '../api.ts'
import { useStore } from '../store/index.ts'
import { Button } from '../ui/Button.tsx'
import { CompareBar, OtherTake, TakeMark, useCompared } from './CompareStage.tsx'
import { useCurrentPlayer } from './current-player.ts'
import { Checkered } from './Ground.tsx'
import { useMarks } from './marks.ts'
import type { Marks, Player } from './player.ts'
import { SafeAreas } from './SafeAreas.tsx'
import { Transport, type PlaybackSettings } from './Transport.tsx'
import { usePlayer, usePlayerState } from './use-player.ts'
import type { Viewed } from './use-viewed.ts'
import { takeLevels } from './wave.ts'

const fitted = 'max-h-full max-w-full object-contain'

export function PictureStage({ media }: { readonly media: Media }) {
  const [unreadable, setUnreadable] = useState<string>()
  if (unreadable === media.id) return <Unplayable media={media} />
  return (
    <Checkered className="flex items-center justify-center">
      <img
        src={mediaUrl(media.id)}
        alt={media.generation?.prompt || media.name}
        width={media.width}
        height={media.height}
        draggable={false}
        className={`${fitted} h-auto w-auto`}
        onError={() => setUnreadable(media.id)}
      />
    </Checkered>
  )
}

interface VideoStageProps {
  readonly media: Media
  readonly viewed: Viewed
  readonly settings: PlaybackSettings
  readonly change: (part: Partial<PlaybackSettings>) => void
  readonly toggleFullScreen: () => void
}

export function VideoStage({ media, viewed, settings, change, toggleFullScreen }: VideoStageProps) {
  const [player, attach] = usePlayer(media.fps ?? 24)
  const marks = useMarks(media.id)
  useSettings(player, { media, settings, marks })
  const compared = useCompared(viewed)
  const peaks = useStore((state) => state.peaks[media.id])
  const loadPeaks = useStore((state) => state.loadPeaks)
  const heard = media.hasAudio || media.kind === 'audio'
  useEffect(() => void (heard && loadPeaks(media.id)), [heard, media.id, loadPeaks])
  const levels = useMemo(() => takeLevels(peaks, media.durationSeconds), [peaks, media.durationSeconds])
  return (
    <>
      <Checkered className="flex gap-2">
        <Picture media={media} player={player} attach={attach} number={compared && viewed.take?.number} />
        {compared && <OtherTake player={player} compared={compared} viewed={viewed} />}
      </Checkered>
      {compared && <CompareBar viewed={viewed} compared={compared} />}
      <Transport
        player={player}
        hasSound={heard}
        levels={levels}
        marks={marks}
        settings={settings}
        onChange={change}
        onFullScreen={toggleFullScreen}
      />
    </>
  )
}

interface PictureProps {
  readonly media: Media
  readonly player: Player | undefined
  readonly attach: RefCallback<HTMLVideoElement>
  /** Of the take, while it is compared with another one. */
  readonly number: number | undefined
}

function Picture({ media, player, attach, number }: PictureProps) {
  const { t } = useTranslation('viewer')
  const unplayable = usePlayerState(player, (state) => state.unplayable)
  const { width = 16, height = 9 } = media
  return (
    <div className="relative flex h-full min-w-0 flex-1 items-center justify-center">
      {media.kind === 'audio' && <Music className="absolute size-8 text-on-surround/50" />}
      {/* Captions come from script lines, which this workflow may not have. */}
      <video
        ref={attach}
        src={mediaUrl(media.id)}
        poster={media.kind === 'video' ? posterUrl(media.id) : undefined}
        width={media.width}
        height={media.height}
        preload="metadata"
        playsInline
        disablePictureInPicture
        tabIndex={-1}
        className={`h-full w-full object-contain ${unplayable ? 'invisible' : ''}`}
        onClick={() => player?.toggle()}
      />
      {media.kind === 'video' && <SafeOver width={width} height={height} />}
      {number !== undefined && <TakeMark>{t('compare.take', { number })}</TakeMark>}
      {unplayable && (
        <div className="absolute inset-0 flex">
          <Unplayable media={media} />
        </div>
      )}
    </div>
  )
}

/** Lies exactly over the picture, which is as large as there is room for it. */
function SafeOver({ width, height }: { readonly width: number; readonly height: number }) {
  return (
    <div className="@container-size pointer-events-none absolute inset-0 z-10">
      <div
        className="absolute top-1/2 left-1/2 -translate-1/2"
        style={{
          aspectRatio: `${width} / ${height}`,
          width: `min(100cqw, calc(100cqh * ${width / height}))`,
        }}
      >
        <SafeAreas shape={{ width, height }} />
      </div>
    </div>
  )
}

interface Played {
  readonly media: Media
  readonly settings: PlaybackSettings
  readonly marks: Marks
}

function useSettings(player: Player | undefined, { media, settings, marks }: Played): void {
  const { volume, muted, loop, speed } = settings
  useEffect(() => player?.setSound({ volume, muted, loop }), [player, volume, muted, loop])
  useEffect(() => player?.setSpeed(speed), [player, speed])
  useEffect(() => player?.setMarks(marks), [player, marks])
  // The film may be on screen before the run that made it says that it should play, or after.
  const playOnce = useCurrentPlayer((state) => state.playOnce)
  useEffect(() => {
    if (!player || playOnce !== media.id) return
    useCurrentPlayer.setState({ playOnce: undefined })
    player.play()
  }, [player, playOnce, media.id])
}

/** A format that the browser does not know. The file itself is as good as ever. */
function Unplayable({ media }: { readonly media: Media }) {
  const { t } = useTranslation('viewer')
  return (
    <div className="m-auto flex flex-col items-center gap-3 p-4 text-center text-on-surround">
      <p>{t('unplayable', { name: media.name })}</p>
      <a
        className="rounded-4 border border-on-surround/40 px-3 py-1 hover:border-on-surround"
        href={downloadUrl(media.id, media.name)}
        download={media.name}
      >
        {t('saveCopy')}
      </a>
    </div>
  )
}

interface MissingStageProps {
  readonly media: Media
  readonly nodeId: string | undefined
}

export function MissingStage({ media, nodeId }: MissingStageProps) {
  const { t } = useTranslation('viewer')
  const run = useStore((state) => state.run)
  return (
    <div className="m-auto flex flex-col items-center gap-3 p-4 text-center text-on-surround">
      <FileQuestionMark className="size-8 opacity-60" />
      <p>{t(media.deletedAt === undefined ? 'missing' : 'deleted', { name: media.name })}</p>
      {nodeId !== undefined && (
        <Button look="primary" onClick={() => void run({ kind: 'nodes', nodeIds: [nodeId] })}>
          {t('makeAgain')}
        </Button>
      )}
    </div>
  )
}
