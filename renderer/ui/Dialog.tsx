import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './IconButton.tsx'

interface DialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly width?: 'small' | 'medium' | 'large' | 'huge'
  /** Actions that stand beside the close button, such as "New". */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

const widths = { small: 'max-w-104', medium: 'max-w-160', large: 'max-w-220', huge: 'max-w-300' }
const frame =
  'appear fixed top-[12vh] left-1/2 z-50 flex max-h-[76vh] w-[calc(100vw-48px)] -translate-x-1/2 flex-col rounded-8 border border-line bg-overlay text-text-1 shadow-overlay outline-none'
export const scrim =
  'fixed inset-0 z-40 bg-scrim transition-opacity duration-140 data-ending-style:opacity-0 data-starting-style:opacity-0'

export function Dialog({ open, onClose, title, width = 'medium', actions, children }: DialogProps) {
  const { t } = useTranslation('panels')
  const body = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={scrim} />
        <Base.Popup className={`${frame} ${widths[width]}`} initialFocus={() => firstControl(body.current)}>
          <header className="flex shrink-0 items-center gap-2 border-b border-line py-2 pr-2 pl-4">
            <Base.Title className="grow text-18 font-semibold">{title}</Base.Title>
            {actions}
            <IconButton label={t('close')} icon={<X />} onClick={onClose} />
          </header>
          <div ref={body} className="min-h-0 grow overflow-y-auto">
            {children}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** The keyboard begins where the work is, and not on the button that closes it all. */
function firstControl(body: HTMLElement | null): HTMLElement | true {
  return body?.querySelector<HTMLElement>('input, textarea, button:not([disabled]), [tabindex="0"]') ?? true
}
