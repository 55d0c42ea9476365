import { useId, type ReactNode } from 'react'

export const inputShape =
  'w-full min-w-0 rounded-4 border border-line-strong/60 bg-field px-2 text-13 text-text-1 outline-none hover:border-line-strong focus-visible:border-accent focus-visible:outline-1 focus-visible:-outline-offset-1 focus-visible:outline-accent disabled:opacity-50'

interface FieldProps {
  readonly label: string
  /** The label is only read aloud, for a search field or a table whose heading says it. */
  readonly hideLabel?: boolean | undefined
  readonly hint?: ReactNode
  readonly error?: string | undefined
  readonly children: (ids: { readonly id: string; readonly 'aria-describedby'?: string }) => ReactNode
}

/** A label above its control, and a hint or what is wrong with it below. */
export function Field({ label, hideLabel, hint, error, children }: FieldProps) {
  const id = useId()
  const note = error ?? hint
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-12 text-text-2'}>
        {label}
      </label>
      {children({ id, ...(note ? { 'aria-describedby': `${id}-note` } : {}) })}
      {note && (
        <p id={`${id}-note`} className={`text-12 ${error ? 'text-err' : 'text-text-3'}`}>
          {note}
        </p>
      )}
    </div>
  )
}
