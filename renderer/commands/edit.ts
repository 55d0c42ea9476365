import { downstreamOf, upstreamOf } from '../../nodes/graph/graph.ts'
import { copySelection, cutSelection, pasteAtPointer } from '../canvas/clipboard.ts'
import { graphOf } from '../store/selectors.ts'
import type { Store } from '../store/types.ts'
import { defineCommands, needsSelection } from './command.ts'

/** The library has a past of its own, which is meant while the keyboard is in it, or on nothing before it. */
function isInLibrary(): boolean {
  if (typeof document === 'undefined') return false
  const { activeElement, body } = document
  if (activeElement === null || activeElement === body) return isLibraryOpen()
  return activeElement.closest('[data-undo="library"], [data-region="library"]') !== null
}

/** It covers the canvas: nothing behind it is meant. */
const isLibraryOpen = () => document.querySelector('[data-region="library"]') !== null

const needsAnything = ({ selection, selectedConnections }: Store) =>
  selection.length + selectedConnections.length > 0 ? undefined : 'select-something'

export const editCommands = defineCommands([
  {
    id: 'undo',
    group: 'edit',
    scope: 'all',
    keys: ['Mod+KeyZ'],
    repeats: true,
    unavailable: ({ history, libraryHistory }) =>
      (isInLibrary() ? libraryHistory : history).past.length > 0 ? undefined : 'nothing-to-undo',
    perform: ({ undo, undoInLibrary }) => (isInLibrary() ? void undoInLibrary() : undo()),
  },
  {
    id: 'redo',
    group: 'edit',
    scope: 'all',
    keys: ['Mod+Shift+KeyZ', 'Mod+KeyY'],
    repeats: true,
    unavailable: ({ history, libraryHistory }) =>
      (isInLibrary() ? libraryHistory : history).future.length > 0 ? undefined : 'nothing-to-redo',
    perform: ({ redo, redoInLibrary }) => (isInLibrary() ? void redoInLibrary() : redo()),
  },
  {
    id: 'cut',
    group: 'edit',
    scope: 'canvas',
    keys: ['Mod+KeyX'],
    native: true,
    unavailable: needsSelection,
    perform: cutSelection,
  },
  {
    id: 'copy',
    group: 'edit',
    scope: 'canvas',
    keys: ['Mod+KeyC'],
    native: true,
    unavailable: needsSelection,
    perform: copySelection,
  },
  {
    id: 'paste',
    group: 'edit',
    scope: 'canvas',
    keys: ['Mod+KeyV'],
    native: true,
    perform: (state) => void pasteAtPointer(state, { withIncoming: false }),
  },
  {
    id: 'paste-with-connections',
    group: 'edit',
    scope: 'canvas',
    keys: ['Mod+Shift+KeyV'],
    native: true,
    perform: (state) => void pasteAtPointer(state, { withIncoming: true }),
  },
  {
    id: 'duplicate',
    group: 'edit',
    scope: 'canvas',
    keys: ['Mod+KeyD'],
    unavailable: needsSelection,
    perform: ({ duplicateNodes, selection }) => duplicateNodes(selection),
  },
  {
    id: 'delete',
    group: 'edit',
    scope: 'canvas',
    keys: ['Delete', 'Backspace'],
    unavailable: needsAnything,
    perform: ({ removeSelection }) => removeSelection(),
  },
  {
    id: 'remove-and-rejoin',
    group: 'edit',
    scope: 'canvas',
    keys: ['Alt+Delete', 'Alt+Backspace'],
    unavailable: needsSelection,
    perform: ({ removeNodes, selection }) => removeNodes(selection, { rejoin: true }),
  },
  {
    id: 'select-all',
    group: 'edit',
    scope: 'canvas',
    keys: ['Mod+KeyA'],
    unavailable: ({ document }) => (document.nodes.length > 0 ? undefined : 'no-nodes'),
    perform: ({ select, document }) => select(document.nodes.map(({ id }) => id)),
  },
  {
    id: 'clear-selection',
    group: 'edit',
    scope: 'canvas',
    keys: ['Escape'],
    keyboardOnly: true,
    perform: ({ select }) => select([]),
  },
  {
    id: 'select-upstream',
    group: 'edit',
    scope: 'canvas',
    unavailable: needsSelection,
    perform: ({ select, selection, document }) =>
      select([...selection, ...upstreamOf(graphOf(document), selection)]),
  },
  {
    id: 'select-downstream',
    group: 'edit',
    scope: 'canvas',
    unavailable: needsSelection,
    perform: ({ select, selection, document }) =>
      select([...selection, ...downstreamOf(graphOf(document), selection)]),
  },
  {
    id: 'find-node',
    group: 'edit',
    scope: 'all',
    keys: ['Mod+KeyF'],
    unavailable: ({ document }) => (document.nodes.length > 0 ? undefined : 'no-nodes'),
    perform: ({ findNode, toggle }) => {
      if (!findNode) toggle('findNode')
    },
  },
])
