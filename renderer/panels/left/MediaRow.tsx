import { Star } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { bytesText, lengthOf } from '../../viewer/facts.ts'
import { MediaButton, type MediaItemProps } from './MediaButton.tsx'
import { Poster } from './Poster.tsx'

interface MediaRowProps extends MediaItemProps {
  /** There is room for all columns. */
  readonly wide: boolean
}

/** As wide as the headings above them. */
export const rowColumns = {
  wide: 'grid-cols-[28px_minmax(0,1fr)_64px_80px_104px]',
  narrow: 'grid-cols-[28px_minmax(0,1fr)_max-content]',
}

/** A file as a line of the list. */
export const MediaRow = memo(function MediaRow(props: MediaRowProps) {
  const { media, wide } = props
  const { t, i18n } = useTranslation('library')
  return (
    <MediaButton
      {...props}
      className={`grid size-full items-center gap-2 rounded-4 px-1 text-left hover:bg-card aria-pressed:bg-accent-tint ${wide ? rowColumns.wide : rowColumns.narrow}`}
    >
      <span className="size-7 overflow-hidden rounded-4 bg-surround [&_svg]:size-4">
        <Poster media={media} />
      </span>
      <span className="flex min-w-0 items-center gap-1">
        <span className="truncate">{media.name}</span>
        {media.proxyOf !== undefined && (
          <span className="shrink-0 text-11 text-text-3">{t('smallCopy')}</span>
        )}
        {media.favourite && <Star className="size-3 shrink-0 fill-current text-type-text" />}
      </span>
      <span className="tabular text-12 text-text-2">{lengthOf(media)}</span>
      {wide && (
        <>
          <span className="tabular text-right text-12 text-text-2">
            {bytesText(media.sizeBytes, i18n.language)}
          </span>
          <span className="tabular truncate text-right text-12 text-text-2">
            {new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(media.createdAt)}
          </span>
        </>
      )}
    </MediaButton>
  )
})
