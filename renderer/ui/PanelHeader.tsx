import type { ReactNode } from 'react'

interface PanelHeaderProps {
  readonly id: string
  readonly title: string
  /** Only read aloud, where something else shows the title. */
  readonly hidden?: boolean | undefined
  readonly children?: ReactNode
}

/** The heading of a region; `id` names the region for assistive technology. */
export function PanelHeader({ id, title, hidden, children }: PanelHeaderProps) {
  if (hidden) {
    return (
      <h2 id={id} className="sr-only">
        {title}
      </h2>
    )
  }
  return (
    <header className="flex h-9 shrink-0 items-center gap-1 border-b border-line pr-1.5 pl-3">
      <h2 id={id} className="grow truncate text-13 font-semibold">
        {title}
      </h2>
      {children}
    </header>
  )
}
