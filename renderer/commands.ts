import { useCallback } from 'react'
import { platform } from './api.ts'
import { clipCommands } from './commands/clip.ts'
import type { Command } from './commands/command.ts'
import { editCommands } from './commands/edit.ts'
import { fileCommands } from './commands/file.ts'
import { helpCommands } from './commands/help.ts'
import { keysText } from './commands/keys.ts'
import { libraryCommands } from './commands/library.ts'
import { nodeCommands } from './commands/node.ts'
import { runCommands } from './commands/run.ts'
import { stitchCommands } from './commands/stitch.ts'
import { viewCommands } from './commands/view.ts'
import { viewerCommands } from './commands/viewer.ts'
import { i18n, translate } from './i18n/index.ts'
import { getStore, useStore } from './store/index.ts'

export type { Command, CommandGroup, Scope } from './commands/command.ts'

/** Everything that can be done by name. Menus, palette, shortcut sheet and keyboard are made from this list. */
export const commands: readonly Command[] = [
  ...fileCommands,
  ...editCommands,
  ...viewCommands,
  ...viewerCommands,
  ...nodeCommands,
  ...runCommands,
  ...clipCommands,
  ...stitchCommands,
  ...libraryCommands,
  ...helpCommands,
]

const byId = new Map(commands.map((command) => [command.id, command]))

export function commandById(id: string): Command | undefined {
  return byId.get(id)
}

/** Does nothing while the command is unavailable. Ids also come from the native menu, so any text is allowed. */
export function performCommand(id: string): void {
  const command = byId.get(id)
  const state = getStore()
  if (command && !command.unavailable?.(state)) command.perform(state)
}

export function commandLabel(id: string): string {
  const key = `commands:labels.${id}`
  return i18n.exists(key) ? (i18n.t as (key: string) => string)(key) : id
}

/** The first of its key combinations, as it is printed on the keyboard. */
export function commandKeys(id: string): string | undefined {
  const [keys] = byId.get(id)?.keys ?? []
  return keys === undefined ? undefined : keysText(keys, platform)
}

export interface CommandView {
  readonly label: string
  readonly keys?: string | undefined
  readonly disabledReason?: string | undefined
  perform(): void
}

/** A command as a button or a menu item shows it. */
export function useCommand(id: string): CommandView {
  const reason = useStore(useCallback((state) => byId.get(id)?.unavailable?.(state), [id]))
  return {
    label: commandLabel(id),
    keys: commandKeys(id),
    disabledReason: reason && translate(`commands:reasons.${reason}`),
    perform: () => performCommand(id),
  }
}
