import type { ReactNode } from 'react'

interface FrameProps {
  readonly actions: ReactNode
  readonly children: ReactNode
}

/** What a dialog says, and below it what can be done. */
export function Frame({ actions, children }: FrameProps) {
  return (
    <div className="flex min-h-0 flex-col">
      <div className="flex flex-col gap-4 p-4">{children}</div>
      <footer className="sticky bottom-0 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-overlay px-4 py-3">
        {actions}
      </footer>
    </div>
  )
}
