import { Link2, Star } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Media } from '../../../nodes/media.ts'
import { fitInto } from '../../library/grid-layout.ts'
import { lengthOf } from '../../viewer/facts.ts'
import { MediaButton, type MediaItemProps } from './MediaButton.tsx'
import { kindIcons, Poster } from './Poster.tsx'
import { ScrubStrip } from './ScrubStrip.tsx'

export { Poster } from './Poster.tsx'

interface MediaTileProps extends MediaItemProps {
  /** How much room the picture has; without it, all there is. */
  readonly frame?: { readonly width: number; readonly height: number }
  /** The name under the picture. */
  readonly caption?: boolean
}

const shape =
  'group/tile flex size-full flex-col rounded-4 text-left outline-offset-1 aria-pressed:bg-accent-tint aria-pressed:outline-2 aria-pressed:outline-accent'

export const MediaTile = memo(function MediaTile(props: MediaTileProps) {
  const { media, caption = false } = props
  return (
    <MediaButton {...props} className={shape}>
      <Picture {...props} />
      {caption && (
        <span className="w-full truncate px-1 pt-0.5 text-center text-12 text-text-2 group-aria-pressed/tile:text-text-1">
          {media.name}
        </span>
      )}
    </MediaButton>
  )
})

function Picture({ media, frame }: MediaTileProps) {
  const fitted = frame && media.kind !== 'audio' && !media.missing ? fitInto(media, frame) : undefined
  return (
    <span
      className="relative flex min-h-0 w-full grow items-center justify-center overflow-hidden"
      style={frame && { height: frame.height, flexGrow: 0 }}
    >
      <span
        className={`relative block overflow-hidden rounded-4 bg-surround ${fitted ? '' : 'size-full'}`}
        style={fitted}
      >
        <Poster media={media} />
        {media.kind === 'video' && !media.missing && <ScrubStrip mediaId={media.id} />}
        <Marks media={media} />
      </span>
    </span>
  )
}

const badge =
  'pointer-events-none absolute flex items-center rounded-4 bg-surround/75 px-1 text-11 text-on-surround [&_svg]:size-3'

function Marks({ media }: { readonly media: Media }) {
  const { t } = useTranslation('library')
  const length = lengthOf(media)
  return (
    <>
      {media.favourite && (
        <span className="pointer-events-none absolute top-1 left-1 text-on-surround drop-shadow-[0_0_2px_var(--surround)] [&_svg]:size-3.5">
          <Star className="fill-current" />
        </span>
      )}
      {media.linkedPath !== undefined && (
        <span className={`${badge} top-1 right-1 py-0.5`}>
          <Link2 />
        </span>
      )}
      {media.proxyOf !== undefined && <span className={`${badge} bottom-1 left-1`}>{t('smallCopy')}</span>}
      {media.kind !== 'image' && (
        <span className={`${badge} tabular right-1 bottom-1 gap-1`}>
          {media.kind === 'audio' && kindIcons.audio}
          {length}
        </span>
      )}
    </>
  )
}
