import { FileQuestionMark, Music } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Media } from '../../nodes/media.ts'
import { downloadUrl, mediaUrl, posterUrl } from '../api.ts'
import { useStore } from '../store/index.ts'
import { Button } from '../ui/Button.tsx'
import { useCurrentPlayer } from './current-player.ts'
import { Transport, type PlaybackSettings } from './Transport.tsx'
import { usePlayer, usePlayerState } from './use-player.ts'

const stage = 'relative flex min-h-0 grow items-center justify-center overflow-hidden p-2'
const fitted = 'max-h-full max-w-full object-contain'

export function PictureStage({ media }: { readonly media: Media }) {
  const [unreadable, setUnreadable] = useState<string>()
  if (unreadable === media.id) return <Unplayable media={media} />
  return (
    <div className={stage}>
      <img
        src={mediaUrl(media.id)}
        alt={media.generation?.prompt || media.name}
        width={media.width}
        height={media.height}
        draggable={false}
        className={`${fitted} h-auto w-auto`}
        onError={() => setUnreadable(media.id)}
      />
    </div>
  )
}

interface VideoStageProps {
  readonly media: Media
  readonly settings: PlaybackSettings
  readonly change: (part: Partial<PlaybackSettings>) => void
  readonly toggleFullScreen: () => void
}

export function VideoStage({ media, settings, change, toggleFullScreen }: VideoStageProps) {
  const [player, attach] = usePlayer(media.fps ?? 24)
  const unplayable = usePlayerState(player, (state) => state.unplayable)
  const { volume, muted, loop } = settings
  useEffect(() => player?.setSound({ volume, muted, loop }), [player, volume, muted, loop])
  useEffect(() => player?.setSpeed(settings.speed), [player, settings.speed])
  // The film may be on screen before the run that made it says that it should play, or after.
  const playOnce = useCurrentPlayer((state) => state.playOnce)
  useEffect(() => {
    if (!player || playOnce !== media.id) return
    useCurrentPlayer.setState({ playOnce: undefined })
    player.play()
  }, [player, playOnce, media.id])

  return (
    <>
      <div className={stage}>
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
          className={`${fitted} h-auto w-auto ${unplayable ? 'invisible' : ''}`}
          onClick={() => player?.toggle()}
        />
        {unplayable && (
          <div className="absolute inset-0 flex">
            <Unplayable media={media} />
          </div>
        )}
      </div>
      <Transport
        player={player}
        hasSound={media.hasAudio || media.kind === 'audio'}
        settings={settings}
        onChange={change}
        onFullScreen={toggleFullScreen}
      />
    </>
  )
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
      <p>{t('missing', { name: media.name })}</p>
      {nodeId !== undefined && (
        <Button look="primary" onClick={() => void run({ kind: 'nodes', nodeIds: [nodeId] })}>
          {t('makeAgain')}
        </Button>
      )}
    </div>
  )
}
