import { ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'

interface OutsideLinkProps {
  readonly href: string
  readonly children: string
}

/** Never opens inside the window. */
export function OutsideLink({ href, children }: OutsideLinkProps) {
  const { t } = useTranslation('settings')
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="inline-flex min-h-6 items-center gap-1 rounded-4 text-accent underline-offset-2 hover:underline"
    >
      {children}
      <ExternalLink className="size-3.5" aria-hidden />
      <span className="sr-only">{t('provider.opensOutside')}</span>
    </a>
  )
}
