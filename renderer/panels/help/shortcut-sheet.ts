import { platform } from '../../api.ts'
import { commandLabel, commands, type CommandGroup } from '../../commands.ts'
import { keysText } from '../../commands/keys.ts'
import { translate } from '../../i18n/index.ts'

export interface ShortcutRow {
  readonly label: string
  /** As they are printed on the person's keyboard. */
  readonly keys: readonly string[]
}

export interface ShortcutGroup {
  readonly title: string
  readonly rows: readonly ShortcutRow[]
}

const groups: readonly CommandGroup[] = ['file', 'edit', 'view', 'node', 'run', 'clip', 'library', 'help']

/** Every key of the window: those of the commands, and those that only the viewer knows. */
export function shortcutSheet(): ShortcutGroup[] {
  const ofCommands = groups.map((group) => ({
    title: translate(`commands:groups.${group}`),
    rows: commands
      .filter((command) => command.group === group && command.keys)
      .map(({ id, keys }) => ({
        label: commandLabel(id),
        keys: keys!.map((combination) => keysText(combination, platform)),
      })),
  }))
  return [...ofCommands, viewerGroup()].filter(({ rows }) => rows.length > 0)
}

function viewerGroup(): ShortcutGroup {
  const space = translate('viewer:space')
  const rows = [
    [translate('dialogs:shortcuts.play'), [space]],
    [translate('dialogs:shortcuts.shuttle'), ['J', 'K', 'L']],
    [translate('dialogs:shortcuts.frame'), ['←', '→', ',', '.']],
    [translate('dialogs:shortcuts.second'), ['Shift+←', 'Shift+→']],
    [translate('dialogs:shortcuts.ends'), ['Home', 'End']],
    [translate('dialogs:shortcuts.takes'), ['[', ']']],
    [translate('dialogs:shortcuts.goTo'), ['G']],
    [translate('dialogs:shortcuts.fullScreen'), ['F']],
    [translate('dialogs:shortcuts.volume'), ['Alt+↑', 'Alt+↓']],
    [translate('dialogs:shortcuts.favourite'), ['S']],
  ] as const
  return {
    title: translate('dialogs:shortcuts.viewer'),
    rows: rows.map(([label, keys]) => ({ label, keys })),
  }
}
