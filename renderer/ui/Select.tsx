import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import { Field } from './Field.tsx'

export interface SelectOption {
  readonly value: string
  readonly label: string
  readonly detail?: string
}

interface SelectProps {
  readonly label: string
  readonly hideLabel?: boolean
  readonly value: string
  readonly options: readonly SelectOption[]
  readonly onChange: (value: string) => void
  readonly hint?: string | undefined
}

const box =
  'flex min-h-7 w-full min-w-0 items-center gap-2 rounded-4 border border-line-strong/60 bg-field pr-1.5 pl-2 text-left text-13 text-text-1 hover:border-line-strong'

export function Select({ label, hideLabel, value, options, onChange, hint }: SelectProps) {
  return (
    <Field label={label} hideLabel={hideLabel} hint={hint}>
      {(ids) => (
        <Base.Root items={options} value={value} onValueChange={(next) => next !== null && onChange(next)}>
          <Base.Trigger {...ids} aria-label={label} className={box}>
            <Base.Value className="grow truncate">
              {(current: string) => options.find((option) => option.value === current)?.label ?? current}
            </Base.Value>
            <Base.Icon>
              <ChevronDown className="text-text-3" />
            </Base.Icon>
          </Base.Trigger>
          <Base.Portal>
            <Base.Positioner
              sideOffset={4}
              collisionPadding={8}
              alignItemWithTrigger={false}
              className="z-60 outline-none"
            >
              <Base.Popup className="appear max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto rounded-8 border border-line bg-overlay p-1 text-13 shadow-overlay outline-none">
                <Base.List>
                  {options.map((option) => (
                    <Option key={option.value} {...option} />
                  ))}
                </Base.List>
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        </Base.Root>
      )}
    </Field>
  )
}

function Option({ value, label, detail }: SelectOption) {
  return (
    <Base.Item
      value={value}
      className="group flex min-h-7 items-center gap-2 rounded-4 px-2 outline-none data-highlighted:bg-accent-fill data-highlighted:text-on-accent"
    >
      <span className="size-4">
        <Base.ItemIndicator>
          <Check />
        </Base.ItemIndicator>
      </span>
      <Base.ItemText className="grow">{label}</Base.ItemText>
      {detail && <span className="text-12 text-text-3 group-data-highlighted:text-on-accent">{detail}</span>}
    </Base.Item>
  )
}
