import type { DragEvent, KeyboardEvent, MouseEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Media } from '../../../nodes/media.ts'
import { startMediaDrag } from '../../library/dragging.ts'

/** What a press and a key mean on a file of the library. */
export interface TileHands {
  readonly onSelect: (media: Media, event: MouseEvent, index: number) => void
  readonly onOpen: (media: Media) => void
  readonly onKeyDown?: (event: KeyboardEvent, media: Media, index: number) => void
  readonly onMenu?: (event: MouseEvent, media: Media, index: number) => void
  readonly onDrag?: (event: DragEvent, media: Media) => void
}

export interface MediaItemProps extends TileHands {
  readonly media: Media
  readonly selected: boolean
  readonly index?: number
  /** By the Tab key: of a whole list it is one. */
  readonly reachable?: boolean
}

interface MediaButtonProps extends MediaItemProps {
  readonly className: string
  readonly children: ReactNode
}

/** A file of the library as it is pressed, dragged and told of, whatever it looks like. */
export function MediaButton(props: MediaButtonProps) {
  const { media, selected, index = 0, reachable = true, onDrag } = props
  const { t } = useTranslation('library')
  return (
    <button
      type="button"
      draggable
      tabIndex={reachable ? 0 : -1}
      aria-pressed={selected}
      aria-label={t(media.missing ? 'tileMissing' : 'tile', {
        name: media.name,
        kind: t(`kind.${media.kind}`),
      })}
      title={media.proxyOf === undefined ? media.name : `${media.name} · ${t('smallCopy')}`}
      data-media={media.id}
      data-index={index}
      className={props.className}
      onDragStart={(event) => (onDrag ? onDrag(event, media) : startMediaDrag(event, [media]))}
      onClick={(event) => props.onSelect(media, event, index)}
      onDoubleClick={() => props.onOpen(media)}
      onKeyDown={(event) => props.onKeyDown?.(event, media, index)}
      onContextMenu={(event) => props.onMenu?.(event, media, index)}
    >
      {props.children}
    </button>
  )
}
