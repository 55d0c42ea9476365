import type { ReactNode } from 'react'

interface RegionProps {
  readonly name:
    'toolbar' | 'left' | 'library' | 'canvas' | 'viewer' | 'inspector' | 'dock' | 'status' | 'toasts'
  /** Its name for assistive technology, unless a heading inside says it. */
  readonly label?: string
  readonly labelledBy?: string
  readonly className?: string
  readonly children: ReactNode
}

/** A landmark that F6 reaches. */
export function Region({ name, label, labelledBy, className = '', children }: RegionProps) {
  return (
    <section
      data-region={name}
      aria-label={label}
      aria-labelledby={labelledBy}
      tabIndex={-1}
      className={`outline-none ${className}`}
    >
      {children}
    </section>
  )
}
