import type { en } from '../i18n/en/index.ts'
import type { Store } from '../store/types.ts'

export type ReasonKey = keyof (typeof en)['commands']['reasons']

/** Where the keys of a command work: everywhere, or while the keyboard is in that part of the window. */
export type Scope = 'all' | 'canvas' | 'stitch' | 'library'
export type CommandGroup = 'file' | 'edit' | 'view' | 'node' | 'run' | 'clip' | 'library' | 'help'

export interface Command {
  /** In kebab-case. Its name is `labels.<id>` in the `commands` namespace of the language files. */
  readonly id: string
  readonly group: CommandGroup
  readonly scope: Scope
  /** Such as "Mod+Shift+KeyZ": Mod is Cmd on macOS and Ctrl elsewhere, letters are physical keys. */
  readonly keys?: readonly string[]
  /** Works while somebody types, too. */
  readonly whileTyping?: true
  /** Holding the keys repeats it. */
  readonly repeats?: true
  /** The browser has an event of its own for these keys; they are named for menus only. */
  readonly native?: true
  /** A detail of the keyboard that menus and the palette do not offer. */
  readonly keyboardOnly?: true
  /** Why it cannot be done now. */
  unavailable?(state: Store): ReasonKey | undefined
  perform(state: Store): void
}

export function defineCommands<const C extends readonly Command[]>(commands: C): C {
  return commands
}

export const needsSelection = ({ selection }: Store) => (selection.length > 0 ? undefined : 'select-node')
export const needsOne = ({ selection }: Store) => (selection.length === 1 ? undefined : 'select-one')
