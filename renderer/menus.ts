import { commands, type CommandGroup } from './commands.ts'

export interface MenuOutline {
  readonly group: CommandGroup
  /** Ids of commands; a new block begins at each separator. */
  readonly items: readonly string[]
}

export const SEPARATOR = 'separator' as const

const groups: readonly CommandGroup[] = ['file', 'edit', 'view', 'node', 'run', 'clip', 'library', 'help']

/** A new block of a menu begins at each of these. */
const blocks = new Set([
  'import-media',
  'settings',
  'cut',
  'select-all',
  'find-node',
  'show-stitch',
  'hide-panels',
  'zoom-in',
  'toggle-grid',
  'what-is-this-shot',
  'mark-in',
  'connect',
  'tidy',
  'previous-take',
  'view-node',
  'trim-in',
  'split-clip',
  'move-clip-earlier',
  'previous-clip-take',
  'add-title-card',
  'strip-zoom-in',
  'render-film',
  'stop-run',
  'retry-unfinished',
  'library-view',
  'library-favourite',
  'library-trash',
  'about',
])

/** Every command by its menu, for the window's own menu bar and for the system's. */
export const menuOutlines: readonly MenuOutline[] = groups.map((group) => ({
  group,
  items: commands
    .filter((command) => command.group === group && !command.keyboardOnly)
    .flatMap(({ id }, index) => (index > 0 && blocks.has(id) ? [SEPARATOR, id] : [id])),
}))
