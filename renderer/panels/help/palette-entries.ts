import { nodeTypes } from '../../../nodes/types/index.ts'
import { commandKeys, commandLabel, commands, performCommand } from '../../commands.ts'
import { i18n, translate } from '../../i18n/index.ts'
import { searchWords, typeTitle } from '../../i18n/node-words.ts'
import type { Store } from '../../store/types.ts'
import { bestScore } from '../../ui/match.ts'
import { addNode } from '../left/add-node.ts'

/** A line of the palette: a command, or a type of node to put on the canvas. */
export interface PaletteEntry {
  readonly id: string
  readonly label: string
  /** The group it belongs to, or why it cannot be done now. */
  readonly detail: string
  readonly keys?: string | undefined
  readonly ready: boolean
  perform(): void
}

interface Candidate extends PaletteEntry {
  /** What else it is found by. */
  readonly words: readonly string[]
}

/** Everything that answers a search, in either language; what can be done now comes first. */
export function findEntries(state: Store, search: string): PaletteEntry[] {
  return [...commandEntries(state), ...nodeEntries()]
    .map((entry) => ({ entry, score: bestScore([entry.label, ...entry.words], search) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => Number(b.entry.ready) - Number(a.entry.ready) || b.score - a.score)
    .map(({ entry }) => entry)
}

function commandEntries(state: Store): Candidate[] {
  return commands
    .filter(({ keyboardOnly, id }) => !keyboardOnly && id !== 'command-palette')
    .map((command) => {
      const { id, group } = command
      const reason = command.unavailable?.(state)
      return {
        id,
        label: commandLabel(id),
        detail: reason ? translate(`commands:reasons.${reason}`) : translate(`commands:groups.${group}`),
        keys: commandKeys(id),
        ready: reason === undefined,
        words: [String(i18n.getResource('en', 'commands', `labels.${id}`))],
        perform: () => performCommand(id),
      }
    })
}

/** A note has a command of its own. */
function nodeEntries(): Candidate[] {
  return nodeTypes
    .filter(({ type }) => type !== 'note')
    .map(({ type, title }) => ({
      id: `add-node ${type}`,
      label: translate('dialogs:palette.add', { node: typeTitle(type) }),
      detail: translate('commands:groups.node'),
      ready: true,
      words: [...searchWords(type), `Add ${title}`],
      perform: () => addNode(type),
    }))
}
