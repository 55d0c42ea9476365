import { useTranslation } from 'react-i18next'
import { selectRunningExport } from '../../store/exports.ts'
import { useStore } from '../../store/index.ts'
import { watchExport } from './export-dialog.ts'

/** How far an export is, in the status bar; pressed, the whole of it. */
export function ExportStatus({ className }: { readonly className: string }) {
  const { t } = useTranslation('exports')
  const running = useStore(selectRunningExport)
  if (!running) return null
  return (
    <button
      type="button"
      title={t('statusOpen')}
      className={`${className} text-accent`}
      onClick={() => watchExport(running.id)}
    >
      {t('status', { percent: Math.floor(running.progress * 100) })}
    </button>
  )
}
