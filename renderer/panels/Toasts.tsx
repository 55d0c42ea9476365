import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '../store/index.ts'
import type { ToastMessage } from '../store/types.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Region } from './Region.tsx'

const STAYS_MS = 6_000

/** News with at most one thing to do about it. Bad news stays until it is dismissed. */
export function Toasts() {
  const { t } = useTranslation('panels')
  const toasts = useStore((state) => state.toasts)
  if (toasts.length === 0) return null
  return (
    <Region
      name="toasts"
      label={t('toasts.title')}
      className="fixed right-[calc(var(--right-column,0px)+16px)] bottom-[calc(var(--dock,32px)+36px)] z-65 flex w-88 flex-col gap-2"
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </Region>
  )
}

const icons = {
  info: <Info className="text-text-2" />,
  success: <CircleCheck className="text-ok" />,
  error: <CircleAlert className="text-err" />,
}

function ToastCard({ toast }: { readonly toast: ToastMessage }) {
  const { t } = useTranslation('panels')
  const dismissToast = useStore((state) => state.dismissToast)
  const dismiss = () => dismissToast(toast.id)
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held || toast.kind === 'error') return undefined
    const timer = setTimeout(() => dismissToast(toast.id), STAYS_MS)
    return () => clearTimeout(timer)
  }, [held, toast.id, toast.kind, dismissToast])
  return (
    <div
      role={toast.kind === 'error' ? 'alert' : 'status'}
      className="flex items-start gap-2 rounded-8 border border-line bg-overlay p-2 pl-3 shadow-overlay transition-opacity duration-140 starting:opacity-0"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className="mt-1 shrink-0">{icons[toast.kind]}</span>
      <div className="flex min-w-0 grow flex-col items-start gap-1 py-0.5">
        <p className="break-words select-text">{toast.text}</p>
        {toast.details && <ToastDetails text={toast.details} />}
        {toast.action && (
          <Button
            size="compact"
            onClick={() => {
              toast.action?.perform()
              dismiss()
            }}
          >
            {toast.action.label}
          </Button>
        )}
      </div>
      <IconButton size="compact" label={t('dismiss')} icon={<X />} onClick={dismiss} />
    </div>
  )
}

function ToastDetails({ text }: { readonly text: string }) {
  const { t } = useTranslation('panels')
  return (
    <details className="w-full text-12 text-text-3">
      <summary className="min-h-6 content-center">{t('toasts.moreDetails')}</summary>
      <p className="break-all select-text">{text}</p>
    </details>
  )
}
