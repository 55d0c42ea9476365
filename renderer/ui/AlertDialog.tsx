import { AlertDialog as Base } from '@base-ui/react/alert-dialog'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button.tsx'
import { scrim } from './Dialog.tsx'

interface AlertDialogProps {
  readonly open: boolean
  readonly title: string
  readonly text: ReactNode
  /** Names the result, such as "Delete workflow". */
  readonly action: string
  readonly danger?: boolean
  readonly onConfirm: () => void
  readonly onCancel: () => void
}

export function AlertDialog({ open, title, text, action, danger, onConfirm, onCancel }: AlertDialogProps) {
  const { t } = useTranslation('panels')
  return (
    <Base.Root open={open} onOpenChange={(open) => !open && onCancel()}>
      <Base.Portal>
        {/* Also over another dialog. */}
        <Base.Backdrop forceRender className={`${scrim} z-60`} />
        <Base.Popup className="appear fixed top-[24vh] left-1/2 z-60 w-[calc(100vw-48px)] max-w-104 -translate-x-1/2 rounded-8 border border-line bg-overlay p-4 shadow-overlay outline-none">
          <Base.Title className="text-15 font-semibold">{title}</Base.Title>
          <Base.Description className="mt-2 text-text-2">{text}</Base.Description>
          <div className="mt-4 flex flex-wrap justify-end gap-2">
            <Button onClick={onCancel}>{t('cancel')}</Button>
            <Button look={danger ? 'danger' : 'primary'} onClick={onConfirm}>
              {action}
            </Button>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
