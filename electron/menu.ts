import type { MenuItemConstructorOptions } from 'electron'

/** A command of the window, shown with its keys. The window itself listens to the keys, in every shell alike. */
type Item = readonly [command: string, label: string, keys?: string] | { readonly role: Role } | '-'
type Role = NonNullable<MenuItemConstructorOptions['role']>

const menus: readonly (readonly [label: string, items: readonly Item[]])[] = [
  [
    '&File',
    [
      ['new', 'New', 'CmdOrCtrl+N'],
      ['open', 'Open…', 'CmdOrCtrl+O'],
      '-',
      ['save', 'Save', 'CmdOrCtrl+S'],
      ['import-media', 'Import Media…', 'CmdOrCtrl+I'],
      ['export', 'Export…', 'CmdOrCtrl+E'],
      '-',
      { role: 'quit' },
    ],
  ],
  [
    '&Edit',
    [
      ['undo', 'Undo', 'CmdOrCtrl+Z'],
      ['redo', 'Redo', 'CmdOrCtrl+Shift+Z'],
      '-',
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
    ],
  ],
  ['&View', [['palette', 'Command Palette…', 'CmdOrCtrl+K'], '-', { role: 'togglefullscreen' }]],
  [
    '&Run',
    [
      ['run-all', 'Run', 'CmdOrCtrl+Enter'],
      ['stop', 'Stop', 'CmdOrCtrl+Alt+Enter'],
    ],
  ],
  ['&Help', [['shortcuts', 'Keyboard Shortcuts']]],
]

export const menuCommands: readonly string[] = menus.flatMap(([, items]) =>
  items.flatMap((item) => (typeof item === 'string' || 'role' in item ? [] : [item[0]])),
)

export function menuTemplate(send: (command: string) => void, mac: boolean): MenuItemConstructorOptions[] {
  const app: MenuItemConstructorOptions[] = mac ? [{ role: 'appMenu' }] : []
  return [
    ...app,
    ...menus.map(([label, items]) => ({ label, submenu: items.map((item) => toMenuItem(item, send)) })),
  ]
}

function toMenuItem(item: Item, send: (command: string) => void): MenuItemConstructorOptions {
  if (item === '-') return { type: 'separator' }
  if ('role' in item) return { role: item.role }
  const [id, label, keys] = item
  return {
    id,
    label,
    click: () => send(id),
    ...(keys ? { accelerator: keys, registerAccelerator: false } : {}),
  }
}
