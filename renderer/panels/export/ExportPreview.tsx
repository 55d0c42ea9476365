import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** No window plays the codec of a master. */
export function isShowable(path: string): boolean {
  return /\.(mp4|gif)$/i.test(path)
}

interface ExportPreviewProps {
  readonly url: string
  readonly name: string
}

/** The exported file itself, as it will play elsewhere. */
export function ExportPreview({ url, name }: ExportPreviewProps) {
  const { t } = useTranslation('exports')
  const [unplayable, setUnplayable] = useState(false)
  if (unplayable) return <p role="status">{t('unplayable')}</p>
  const look = 'max-h-80 w-full rounded-4 bg-surround object-contain'
  if (/\.gif$/i.test(name)) return <img src={url} alt={name} className={look} />
  return (
    <video
      ref={takeFocus}
      src={url}
      aria-label={name}
      controls
      autoPlay
      className={look}
      onError={() => setUnplayable(true)}
    />
  )
}

/** The button that asked for it is gone. */
function takeFocus(video: HTMLVideoElement | null): void {
  video?.focus()
}
