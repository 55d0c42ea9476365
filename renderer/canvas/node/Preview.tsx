import { FileQuestionMark, Image, Film, AudioLines } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Media } from '../../../nodes/media.ts'
import { mediaUrl, posterUrl } from '../../api.ts'
import { nodeName } from '../../i18n/node-words.ts'
import { getStore } from '../../store/index.ts'
import type { NodeView } from '../../store/types.ts'
import { useMedia } from '../../ui/useMedia.ts'
import { lengthOf } from '../../viewer/facts.ts'
import { useIsLive } from './live.ts'
import { TakeSteps } from './TakeSteps.tsx'

interface PreviewProps {
  readonly view: NodeView
  /** What this node will hold, for a preview without anything in it. */
  readonly kind: Media['kind']
  /** The shape of what it will hold, such as "9:16". */
  readonly aspect: string
  readonly dimmed: boolean
  /** Words over the picture, such as why a run did not finish. */
  readonly children?: ReactNode
}

/** What a node holds, in its own shape on a dark surround. The same height before and after it is made. */
export function Preview({ view, kind, aspect, dimmed, children }: PreviewProps) {
  const { media } = view
  const ratio = media?.width && media.height ? `${media.width} / ${media.height}` : aspect.replace(':', ' / ')
  return (
    <div
      className={`relative flex max-h-[270px] w-full items-center justify-center overflow-hidden rounded-4 ${media ? 'bg-surround' : 'border border-dashed border-line-strong/60 bg-field'}`}
      style={{ aspectRatio: ratio }}
    >
      <div className={`flex size-full items-center justify-center ${dimmed ? 'opacity-80' : ''}`}>
        {media ? <Shown view={view} media={media} /> : <Empty kind={kind} />}
      </div>
      {media && <Overlay view={view} media={media} />}
      {children}
    </div>
  )
}

function Shown({ view, media }: { readonly view: NodeView; readonly media: Media }) {
  const { t } = useTranslation('canvas')
  const still = useMedia('(prefers-reduced-motion: reduce)')
  const live = useIsLive(view.node.id) && media.kind === 'video' && !still
  const [without, setWithout] = useState<string>()
  const alt = t('preview', { node: nodeName(view.node) })
  const open = () => getStore().view(media.id, view.node.id)
  if (media.missing) return <FileQuestionMark className="size-8 text-on-surround/60" />
  return (
    <>
      {without === media.id || media.kind === 'audio' ? (
        <AudioLines className="size-8 text-on-surround/60" />
      ) : (
        <img
          src={posterUrl(media.id)}
          alt={live ? '' : alt}
          decoding="async"
          draggable={false}
          className="size-full object-contain"
          onError={() => setWithout(media.id)}
          onDoubleClick={open}
        />
      )}
      {/* Over the picture, not in its place: a press on something that goes before the release is no click. */}
      {live && (
        <video
          src={mediaUrl(media.id)}
          poster={posterUrl(media.id)}
          aria-label={alt}
          className="absolute inset-0 size-full object-contain"
          autoPlay
          muted
          loop
          playsInline
          onDoubleClick={open}
        />
      )}
    </>
  )
}

function Empty({ kind }: { readonly kind: Media['kind'] }) {
  const { t } = useTranslation('canvas')
  const Icon = { image: Image, video: Film, audio: AudioLines }[kind]
  return (
    <span className="flex flex-col items-center gap-2 p-3 text-center text-12 text-text-3">
      <Icon className="size-6" aria-hidden="true" />
      {t(`empty.${kind}`)}
    </span>
  )
}

function Overlay({ view, media }: { readonly view: NodeView; readonly media: Media }) {
  const { activeTake, takes } = view
  const length = lengthOf(media)
  if (length === '' && takes.length < 2) return null
  return (
    <span className="tabular absolute right-1 bottom-1 flex h-6 items-center gap-1 rounded-4 bg-surround/80 px-1.5 text-11 text-on-surround">
      {length}
      {activeTake && takes.length > 1 && <TakeSteps nodeId={view.node.id} take={activeTake} takes={takes} />}
    </span>
  )
}
