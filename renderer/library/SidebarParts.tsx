import { MoreHorizontal } from 'lucide-react'
import { useState, type DragEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu } from '../ui/Menu.tsx'
import { droppedMedia, holdsMedia } from './dragging.ts'
import { NameDialog } from './NameDialog.tsx'

interface LineProps {
  readonly icon?: ReactNode
  readonly text: string
  readonly count?: number | undefined
  readonly on: boolean
  readonly onClick: () => void
}

export function Line({ icon, text, count, on, onClick }: LineProps) {
  const { i18n } = useTranslation()
  return (
    <button
      type="button"
      aria-pressed={on}
      className="flex min-h-7 w-full min-w-0 grow items-center gap-2 rounded-4 px-2 text-left text-text-2 hover:bg-card hover:text-text-1 aria-pressed:bg-text-1/12 aria-pressed:text-text-1 [&_svg]:shrink-0"
      onClick={onClick}
    >
      {icon}
      <span className="grow truncate">{text}</span>
      {count !== undefined && (
        <span className="tabular text-12 text-text-3">
          {new Intl.NumberFormat(i18n.language).format(count)}
        </span>
      )}
    </button>
  )
}

interface GroupProps {
  readonly title: string
  readonly action?: ReactNode
  readonly children: ReactNode
}

export function Group({ title, action, children }: GroupProps) {
  return (
    <section aria-label={title} className="px-1.5">
      <div className="flex min-h-7 items-center pr-0.5 pl-2">
        <h3 className="grow text-12 font-medium text-text-3">{title}</h3>
        {action}
      </div>
      {children}
    </section>
  )
}

export function Hint({ children }: { readonly children: string }) {
  return <p className="px-2 pb-1 text-12 text-text-3">{children}</p>
}

export interface Naming {
  readonly title: string
  readonly initial?: string
  readonly onName: (name: string) => void
}

export function Ask({
  naming,
  label,
  onClose,
}: {
  readonly naming: Naming | undefined
  readonly label: string
  readonly onClose: () => void
}) {
  const { t } = useTranslation('library')
  if (!naming) return null
  const action = t(naming.initial === undefined ? 'create' : 'rename')
  return <NameDialog open label={label} action={action} onClose={onClose} {...naming} />
}

export function More({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const { t } = useTranslation('library')
  return (
    <Menu
      align="end"
      trigger={<IconButton size="compact" label={t('moreFor', { name })} icon={<MoreHorizontal />} />}
    >
      {children}
    </Menu>
  )
}

/** Takes files that are dropped on it. */
export function Drop({
  onTake,
  children,
}: {
  readonly onTake: (ids: readonly string[]) => void
  readonly children: ReactNode
}) {
  const [over, setOver] = useState(false)
  const onDragOver = (event: DragEvent) => {
    if (!holdsMedia(event.dataTransfer)) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    setOver(true)
  }
  const onDrop = (event: DragEvent) => {
    setOver(false)
    const media = droppedMedia(event.dataTransfer)
    if (media.length === 0) return
    event.preventDefault()
    onTake(media.map(({ id }) => id))
  }
  return (
    <div
      className={over ? 'rounded-4 outline-2 outline-accent' : ''}
      onDragOver={onDragOver}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {children}
    </div>
  )
}
