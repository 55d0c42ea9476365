import type { ReactNode } from 'react'

interface PanelHeaderProps {
  readonly id: string
  readonly title: string
  readonly children?: ReactNode
}

/** The heading of a region; `id` names the region for assistive technology. */
export function PanelHeader({ id, title, children }: PanelHeaderProps) {
  return (
    <header className="flex h-9 shrink-0 items-center gap-1 border-b border-line pr-1.5 pl-3">
      <h2 id={id} className="grow truncate text-13 font-semibold">
        {title}
      </h2>
      {children}
    </header>
  )
}
