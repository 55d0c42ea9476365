import { useCommand } from '../commands.ts'
import { MenuItem } from '../ui/Menu.tsx'

/** A command in a menu, with its name, its keys and, while it cannot be done, the reason. */
export function CommandItem({ id }: { readonly id: string }) {
  const { label, keys, disabledReason, perform } = useCommand(id)
  return (
    <MenuItem keys={keys} disabledReason={disabledReason} onSelect={perform}>
      {label}
    </MenuItem>
  )
}
