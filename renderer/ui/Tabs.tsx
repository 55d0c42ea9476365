import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

export interface Tab<T extends string> {
  readonly id: T
  readonly label: ReactNode
  readonly icon?: ReactNode
}

interface TabsProps<T extends string> {
  readonly label: string
  readonly tabs: readonly Tab<T>[]
  readonly value: T
  readonly onChange: (value: T) => void
  /** Stands at the end of the row of tabs. */
  readonly end?: ReactNode
  readonly children: ReactNode
}

/** The panel of the tab that is chosen; who uses it renders only that one. */
export function Tabs<T extends string>({ label, tabs, value, onChange, end, children }: TabsProps<T>) {
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => onChange(next as T)}
      className="flex h-full min-h-0 flex-col"
    >
      <div className="flex h-8 shrink-0 items-center border-b border-line pr-1">
        <Base.List aria-label={label} className="flex h-full min-w-0 grow items-stretch gap-1 px-1">
          {tabs.map((tab) => (
            <Base.Tab
              key={tab.id}
              value={tab.id}
              // Also the one that is chosen already: its panel may be closed.
              onClick={() => onChange(tab.id)}
              className="flex items-center gap-1.5 border-b-2 border-transparent px-2 text-12 whitespace-nowrap text-text-2 -outline-offset-2 hover:text-text-1 data-active:border-accent data-active:text-text-1"
            >
              {tab.icon}
              {tab.label}
            </Base.Tab>
          ))}
        </Base.List>
        {end}
      </div>
      <Base.Panel value={value} className="min-h-0 grow overflow-hidden -outline-offset-2" tabIndex={-1}>
        {children}
      </Base.Panel>
    </Base.Root>
  )
}
