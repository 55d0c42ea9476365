import type { ReactNode } from 'react'

interface EmptyStateProps {
  readonly text: string
  /** The one thing to do about it. */
  readonly action?: ReactNode
}

export function EmptyState({ text, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-3 p-4 text-text-2">
      <p>{text}</p>
      {action}
    </div>
  )
}
