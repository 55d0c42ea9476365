import { useId, type ReactNode } from 'react'

interface GroupProps {
  readonly title: string
  readonly why?: string | undefined
  readonly children: ReactNode
}

/** Settings that belong together, under their heading. */
export function Group({ title, why, children }: GroupProps) {
  const id = useId()
  return (
    <div role="group" aria-labelledby={id} className="flex flex-col gap-2">
      <h3 id={id} className="text-15 font-semibold">
        {title}
      </h3>
      {why && <p className="-mt-1 text-12 text-text-3">{why}</p>}
      {children}
    </div>
  )
}
