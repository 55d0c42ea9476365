import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Check } from 'lucide-react'
import { useId, type ReactNode } from 'react'

interface CheckboxProps {
  readonly label: string
  readonly hint?: ReactNode
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  /** Why it cannot be changed now. */
  readonly disabledReason?: string | undefined
}

/** One of several that may be chosen together. */
export function Checkbox({ label, hint, checked, onChange, disabledReason }: CheckboxProps) {
  const id = useId()
  const note = disabledReason ?? hint
  return (
    <div className={`flex items-start gap-2 ${disabledReason === undefined ? '' : 'opacity-60'}`}>
      <Base.Root
        aria-labelledby={id}
        {...(note !== undefined && { 'aria-describedby': `${id}-note` })}
        checked={checked}
        disabled={disabledReason !== undefined}
        onCheckedChange={onChange}
        className="relative mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-4 border border-line-strong bg-field after:absolute after:-inset-1 hover:border-text-2 data-checked:border-accent-fill data-checked:bg-accent-fill"
      >
        <Base.Indicator className="text-on-accent">
          <Check className="size-3" strokeWidth={3} />
        </Base.Indicator>
      </Base.Root>
      <span className="min-w-0">
        <label id={id} onClick={() => disabledReason === undefined && onChange(!checked)}>
          {label}
        </label>
        {note && (
          <p id={`${id}-note`} className="text-12 text-text-3">
            {note}
          </p>
        )}
      </span>
    </div>
  )
}
