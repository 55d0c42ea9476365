import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import { Field } from '../../ui/Field.tsx'

export interface GroupedOption {
  readonly value: string
  readonly label: string
  readonly detail?: string
}

export interface OptionGroup {
  readonly label: string
  readonly options: readonly GroupedOption[]
}

interface GroupedSelectProps {
  readonly label: string
  readonly value: string
  /** Above all groups. */
  readonly first: readonly GroupedOption[]
  readonly groups: readonly OptionGroup[]
  readonly onChange: (value: string) => void
  readonly hint?: string | undefined
  /** What is chosen is said with its heading: two groups may have the same. */
  readonly withGroup?: true
}

const box =
  'flex min-h-7 w-full min-w-0 items-center gap-2 rounded-4 border border-line-strong/60 bg-field pr-1.5 pl-2 text-left text-13 text-text-1 hover:border-line-strong'

/** A long list under headings, each entry with a word about it at its end. */
export function GroupedSelect({
  label,
  value,
  first,
  groups,
  onChange,
  hint,
  withGroup,
}: GroupedSelectProps) {
  const all = [...first, ...groups.flatMap(({ options }) => options)]
  const named = (current: string) => {
    const group = groups.find(({ options }) => options.some((option) => option.value === current))
    const own = all.find((option) => option.value === current)?.label ?? current
    return group && withGroup ? `${group.label} · ${own}` : own
  }
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <Base.Root items={all} value={value} onValueChange={(next) => next !== null && onChange(next)}>
          <Base.Trigger {...ids} aria-label={label} className={box}>
            <Base.Value className="grow truncate">{named}</Base.Value>
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
                  {first.map((option) => (
                    <Option key={option.value} {...option} />
                  ))}
                  {groups.map((group) => (
                    <Base.Group key={group.label}>
                      <Base.GroupLabel className="px-2 pt-2 pb-0.5 text-11 text-text-3">
                        {group.label}
                      </Base.GroupLabel>
                      {group.options.map((option) => (
                        <Option key={option.value} {...option} />
                      ))}
                    </Base.Group>
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

function Option({ value, label, detail }: GroupedOption) {
  return (
    <Base.Item
      value={value}
      className="group flex min-h-7 items-center gap-2 rounded-4 px-2 outline-none data-highlighted:bg-accent-fill data-highlighted:text-on-accent"
    >
      <span className="size-4 shrink-0">
        <Base.ItemIndicator>
          <Check />
        </Base.ItemIndicator>
      </span>
      <Base.ItemText className="grow">{label}</Base.ItemText>
      {detail && (
        <span className="tabular pl-4 text-12 whitespace-nowrap text-text-3 group-data-highlighted:text-on-accent">
          {detail}
        </span>
      )}
    </Base.Item>
  )
}
