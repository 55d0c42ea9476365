import type { ReactNode } from 'react'

interface SectionProps {
  readonly title?: string
  /** What is typed in it goes into the document letter by letter, and is undone with it. */
  readonly undo?: 'document'
  readonly children: ReactNode
}

/** A block of the inspector, under a hairline. */
export function Section({ title, undo, children }: SectionProps) {
  return (
    <section data-undo={undo} className="flex flex-col gap-3 border-b border-line p-3 last:border-b-0">
      {title && <h3 className="text-12 font-semibold text-text-2">{title}</h3>}
      {children}
    </section>
  )
}
