import { ContextMenu as BaseContextMenu } from '@base-ui/react/context-menu'
import { Menu as Base } from '@base-ui/react/menu'
import { Check, ChevronRight } from 'lucide-react'
import { useMemo, type ReactElement, type ReactNode } from 'react'
import { Kbd } from './Kbd.tsx'

interface MenuProps {
  readonly trigger: ReactElement
  readonly align?: 'start' | 'center' | 'end'
  readonly children: ReactNode
}

const popup =
  'appear max-h-(--available-height) min-w-48 overflow-y-auto rounded-8 border border-line bg-overlay p-1 text-13 text-text-1 shadow-overlay outline-none'
const row =
  'flex min-h-7 items-center gap-2 rounded-4 px-2 outline-none data-highlighted:bg-accent-fill data-highlighted:text-on-accent not-data-disabled:data-highlighted:[&_:is(kbd,svg)]:text-on-accent data-disabled:text-text-3 data-disabled:data-highlighted:bg-text-1/8 data-disabled:data-highlighted:text-text-3'

/** A button with a menu under it. */
export function Menu({ trigger, align = 'start', children }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <MenuPopup align={align}>{children}</MenuPopup>
    </Base.Root>
  )
}

export function MenuPopup({ align = 'start', children }: Omit<MenuProps, 'trigger'>) {
  return (
    <Base.Portal>
      <Base.Positioner align={align} sideOffset={4} collisionPadding={8} className="z-60 outline-none">
        <Base.Popup className={popup}>{children}</Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}

interface MenuAtProps {
  /** Where on screen; undefined while it is closed. */
  readonly at: { readonly x: number; readonly y: number } | undefined
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A menu at a point, for a right click or Shift+F10 on something that is drawn by others, such as a node. */
export function MenuAt({ at, onClose, children }: MenuAtProps) {
  const anchor = useMemo(
    () => (at ? { getBoundingClientRect: () => new DOMRect(at.x, at.y, 0, 0) } : null),
    [at],
  )
  return (
    <Base.Root open={at !== undefined} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          side="bottom"
          align="start"
          collisionPadding={8}
          className="z-60 outline-none"
        >
          <Base.Popup className={popup}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

interface ContextMenuProps {
  readonly content: ReactNode
  /** The element that is right-clicked. */
  readonly children: ReactElement
}

export function ContextMenu({ content, children }: ContextMenuProps) {
  return (
    <BaseContextMenu.Root>
      <BaseContextMenu.Trigger render={children} />
      <BaseContextMenu.Portal>
        <BaseContextMenu.Positioner collisionPadding={8} className="z-60 outline-none">
          <BaseContextMenu.Popup className={popup}>{content}</BaseContextMenu.Popup>
        </BaseContextMenu.Positioner>
      </BaseContextMenu.Portal>
    </BaseContextMenu.Root>
  )
}

interface MenuItemProps {
  readonly onSelect: () => void
  readonly icon?: ReactNode
  readonly keys?: string | undefined
  /** Why it cannot be chosen now; it stays visible. */
  readonly disabledReason?: string | undefined
  readonly children: ReactNode
}

export function MenuItem({ onSelect, icon, keys, disabledReason, children }: MenuItemProps) {
  return (
    <Base.Item
      className={row}
      onClick={onSelect}
      disabled={disabledReason !== undefined}
      title={disabledReason}
    >
      {icon}
      <span className="grow">{children}</span>
      {keys && <Kbd keys={keys} />}
    </Base.Item>
  )
}

interface MenuCheckProps extends Omit<MenuItemProps, 'icon'> {
  readonly checked: boolean
}

export function MenuCheck({ checked, onSelect, keys, disabledReason, children }: MenuCheckProps) {
  return (
    <Base.CheckboxItem
      checked={checked}
      onCheckedChange={onSelect}
      disabled={disabledReason !== undefined}
      closeOnClick
      className={row}
    >
      <span className="size-4">{checked && <Check />}</span>
      <span className="grow">{children}</span>
      {keys && <Kbd keys={keys} />}
    </Base.CheckboxItem>
  )
}

export function MenuSeparator() {
  return <Base.Separator className="mx-1 my-1 h-px bg-line" />
}

export function Submenu({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className={`${row} data-popup-open:not-data-highlighted:bg-text-1/8`}>
        <span className="grow">{label}</span>
        <ChevronRight />
      </Base.SubmenuTrigger>
      <MenuPopup>{children}</MenuPopup>
    </Base.SubmenuRoot>
  )
}
