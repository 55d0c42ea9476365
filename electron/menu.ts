import type { MenuItemConstructorOptions, WebContents } from 'electron'
import type { BridgeMenu, BridgeMenuItem } from '../nodes/contract/bridge.ts'

type Template = MenuItemConstructorOptions[]

export interface MenuTarget {
  readonly send: (command: string) => void
  readonly contents: Pick<WebContents, NativeEdit>
  readonly mac: boolean
}

/** What a text field does with a command before the canvas is asked. */
const nativeEdits = {
  undo: 'undo',
  redo: 'redo',
  cut: 'cut',
  copy: 'copy',
  paste: 'paste',
  'select-all': 'selectAll',
} as const
type NativeEdit = (typeof nativeEdits)[keyof typeof nativeEdits]

/** The native menu for what the window says it can do: its commands stay in one list, its words in one place. */
export function menuTemplate(menus: readonly BridgeMenu[], target: MenuTarget): Template {
  const named = menus.map(({ label, items }, index): MenuItemConstructorOptions => ({
    label,
    submenu: [
      ...items.map((item) => (item === 'separator' ? separator : toMenuItem(item, target))),
      ...(index === 0 && !target.mac ? [separator, quit] : []),
    ],
  }))
  return [...(target.mac ? [appMenu] : []), ...named]
}

const separator: MenuItemConstructorOptions = { type: 'separator' }
const quit: MenuItemConstructorOptions = { role: 'quit' }
const appMenu: MenuItemConstructorOptions = { role: 'appMenu' }

function toMenuItem(
  { id, label, keys, enabled }: BridgeMenuItem,
  target: MenuTarget,
): MenuItemConstructorOptions {
  return {
    id,
    label,
    enabled,
    // The window hears the keys first, in every shell alike. Only macOS cannot leave it at that: there the keys
    // arrive here when the window left them to a text field.
    click: (_item, _window, { triggeredByAccelerator }) => {
      const edit = triggeredByAccelerator ? nativeEditOf(id) : undefined
      if (edit) target.contents[edit]()
      else target.send(id)
    },
    ...(keys && { accelerator: toAccelerator(keys), registerAccelerator: false }),
  }
}

function nativeEditOf(id: string): NativeEdit | undefined {
  return Object.hasOwn(nativeEdits, id) ? nativeEdits[id as keyof typeof nativeEdits] : undefined
}

const keyNames: Readonly<Record<string, string>> = {
  Mod: 'CmdOrCtrl',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Equal: '=',
  Minus: '-',
  Quote: "'",
  BracketLeft: '[',
  BracketRight: ']',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
}

/** "Mod+Shift+KeyZ" in Electron's words: "CmdOrCtrl+Shift+Z". */
export function toAccelerator(keys: string): string {
  return keys
    .split('+')
    .map((key) => keyNames[key] ?? key.replace(/^(Key|Digit)/, ''))
    .join('+')
}
