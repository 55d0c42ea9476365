import { Switch as Base } from '@base-ui/react/switch'
import { useId } from 'react'

interface SwitchProps {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

export function Switch({ label, checked, onChange }: SwitchProps) {
  const id = useId()
  return (
    <div className="flex min-h-7 items-center justify-between gap-4">
      <span id={id}>{label}</span>
      <Base.Root
        aria-labelledby={id}
        checked={checked}
        onCheckedChange={onChange}
        className="flex h-6 w-10 shrink-0 items-center rounded-[12px] border border-line-strong bg-field p-0.5 transition-colors duration-80 data-checked:border-accent-fill data-checked:bg-accent-fill"
      >
        <Base.Thumb className="size-4 rounded-[8px] bg-text-2 transition-transform duration-80 data-checked:translate-x-4 data-checked:bg-on-accent" />
      </Base.Root>
    </div>
  )
}
