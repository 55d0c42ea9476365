import { useTranslation } from 'react-i18next'
import { useLayout } from '../panels/use-layout.ts'
import { groundLook } from './viewer-look.ts'

const zone =
  'absolute flex items-center justify-center border-dashed border-on-surround/60 bg-scrim text-center text-11 text-on-surround'

/**
 * Where the apps for vertical films put words and buttons over the picture. One careful sum of them all, since each
 * is different and changes: faces and captions in the middle are seen everywhere.
 */
export function SafeAreas({
  shape,
}: {
  readonly shape: { readonly width: number; readonly height: number }
}) {
  const { t } = useTranslation('viewer')
  const [{ safe }] = useLayout('viewerLook', groundLook)
  if (!safe || shape.height <= shape.width) return null
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0 z-20 overflow-hidden">
      <div className={`${zone} inset-x-0 top-0 h-[14%] border-b`}>{t('safe.top')}</div>
      <div className={`${zone} inset-x-0 bottom-0 h-[20%] border-t`}>{t('safe.bottom')}</div>
      <div className={`${zone} top-[14%] right-0 bottom-[20%] w-[12%] border-l`}>
        <span className="[writing-mode:vertical-rl]">{t('safe.side')}</span>
      </div>
    </div>
  )
}
