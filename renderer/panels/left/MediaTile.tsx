import { AudioLines, FileQuestionMark, Film, Image, Star } from 'lucide-react'
import { memo, useState, type DragEvent, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Media, MediaKind } from '../../../nodes/media.ts'
import { posterUrl } from '../../api.ts'
import { MEDIA_DRAG_TYPE } from '../../canvas/drag-types.ts'
import { lengthOf } from '../../viewer/facts.ts'

const kindIcons: Readonly<Record<MediaKind, ReactNode>> = {
  image: <Image />,
  video: <Film />,
  audio: <AudioLines />,
}

interface MediaTileProps {
  readonly media: Media
  readonly selected: boolean
  readonly onSelect: (media: Media) => void
  readonly onOpen: (media: Media) => void
  readonly onKeyDown?: (event: KeyboardEvent, media: Media) => void
}

export const MediaTile = memo(function MediaTile({
  media,
  selected,
  onSelect,
  onOpen,
  ...rest
}: MediaTileProps) {
  const { t } = useTranslation('panels')
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(MEDIA_DRAG_TYPE, media.id)
    event.dataTransfer.effectAllowed = 'copy'
  }
  return (
    <button
      type="button"
      draggable
      aria-pressed={selected}
      aria-label={t('media.tile', { name: media.name, kind: t(`media.kind.${media.kind}`) })}
      title={media.name}
      data-media={media.id}
      className="relative size-full overflow-hidden rounded-4 bg-surround outline-offset-1 aria-pressed:outline-2 aria-pressed:outline-accent"
      onDragStart={onDragStart}
      onClick={() => onSelect(media)}
      onDoubleClick={() => onOpen(media)}
      onKeyDown={(event) => rest.onKeyDown?.(event, media)}
    >
      <Poster media={media} />
      <span className="absolute inset-x-0 bottom-0 flex items-center gap-1 bg-surround/75 px-1 py-0.5 text-on-surround [&_svg]:size-3">
        {kindIcons[media.kind]}
        <span className="tabular text-11">{lengthOf(media)}</span>
        {media.favourite && <Star className="ml-auto fill-current text-type-text" />}
      </span>
    </button>
  )
})

/** Whole, in its own shape: a picture is not cut to fit a tile. */
export function Poster({ media }: { readonly media: Media }) {
  const [without, setWithout] = useState(media.kind === 'audio')
  if (media.missing) return <Placeholder icon={<FileQuestionMark />} />
  if (without) return <Placeholder icon={kindIcons[media.kind]} />
  return (
    <img
      src={posterUrl(media.id)}
      alt=""
      decoding="async"
      draggable={false}
      className="size-full object-contain"
      onError={() => setWithout(true)}
    />
  )
}

function Placeholder({ icon }: { readonly icon: ReactNode }) {
  return (
    <span className="flex size-full items-center justify-center text-on-surround/60 [&_svg]:size-6">
      {icon}
    </span>
  )
}
