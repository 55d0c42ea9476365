import { nodeTypeOf } from '../../nodes/types/index.ts'
import { focusConnected, focusInOrder } from '../canvas/focus.ts'
import { activeTakeOf, nodeById, selectNodeView } from '../store/selectors.ts'
import { GRID } from '../store/tidy.ts'
import type { Store } from '../store/types.ts'
import { defineCommands, needsOne, needsSelection, type Command } from './command.ts'

const LONG_STEP = 40

const needsMedia = (state: Store) => {
  if (state.selection.length !== 1) return 'select-one'
  return selectNodeView(state, state.selection[0]!)?.media ? undefined : 'nothing-to-view'
}

const needsTake = (state: Store) => {
  if (state.selection.length !== 1) return 'select-one'
  return activeTakeOf(state, state.selection[0]!) ? undefined : 'no-takes'
}

export const nodeCommands = defineCommands([
  {
    id: 'add-node',
    group: 'node',
    scope: 'all',
    keys: ['Shift+KeyA'],
    unavailable: ({ canvas }) => (canvas ? undefined : 'no-canvas'),
    perform: ({ openNodeSearch, canvas }) => canvas && openNodeSearch(canvas.pointer()),
  },
  {
    id: 'add-note',
    group: 'node',
    scope: 'canvas',
    perform: ({ addNode, canvas }) => {
      const at = canvas?.pointer().at
      canvas?.editNode(addNode('note', at ? { at } : {}), 'field')
    },
  },
  {
    id: 'rename-node',
    group: 'node',
    scope: 'canvas',
    keys: ['F2'],
    unavailable: needsOne,
    perform: ({ canvas, selection }) => canvas?.editNode(selection[0]!, 'title'),
  },
  {
    id: 'edit-node',
    group: 'node',
    scope: 'canvas',
    keys: ['Enter'],
    keyboardOnly: true,
    unavailable: needsOne,
    perform: ({ canvas, selection }) => canvas?.editNode(selection[0]!, 'field'),
  },
  {
    id: 'connect',
    group: 'node',
    scope: 'canvas',
    keys: ['KeyC'],
    unavailable: needsOne,
    perform: ({ openConnect, selection }) => openConnect({ nodeId: selection[0]! }),
  },
  {
    id: 'disconnect-all',
    group: 'node',
    scope: 'canvas',
    unavailable: needsSelection,
    perform: ({ disconnect, selection, document }) =>
      disconnect(
        document.connections
          .filter(({ from, to }) => selection.includes(from.node) || selection.includes(to.node))
          .map(({ id }) => id),
      ),
  },
  {
    id: 'make-batch',
    group: 'node',
    scope: 'all',
    unavailable: ({ document, selection }) => {
      const [node, ...others] = selection.map((id) => nodeById(document, id))
      return node && others.length === 0 && canBatch(node.type) ? undefined : 'select-batch'
    },
    perform: ({ openDialog }) => openDialog('batch'),
  },
  {
    id: 'tidy',
    group: 'node',
    scope: 'canvas',
    keys: ['Shift+KeyT'],
    unavailable: ({ document }) => (document.nodes.length > 1 ? undefined : 'no-nodes'),
    perform: ({ tidy, selection, canvas }) => {
      tidy(selection.length > 1 ? selection : undefined)
      canvas?.fit(selection.length > 1 ? selection : undefined)
    },
  },
  {
    id: 'previous-take',
    group: 'node',
    scope: 'canvas',
    keys: ['BracketLeft'],
    unavailable: needsTake,
    perform: (state) => stepTake(state, -1),
  },
  {
    id: 'next-take',
    group: 'node',
    scope: 'canvas',
    keys: ['BracketRight'],
    unavailable: needsTake,
    perform: (state) => stepTake(state, 1),
  },
  {
    id: 'keep-take',
    group: 'node',
    scope: 'canvas',
    unavailable: needsTake,
    perform: ({ setKept, selection, document }) => {
      const node = document.nodes.find(({ id }) => id === selection[0])
      setKept(selection[0]!, !node?.kept)
    },
  },
  {
    id: 'view-node',
    group: 'node',
    scope: 'canvas',
    keys: ['Digit1'],
    unavailable: needsMedia,
    perform: (state) => {
      const view = selectNodeView(state, state.selection[0]!)
      if (view?.media) state.view(view.media.id, view.node.id)
    },
  },
  {
    id: 'follow-forward',
    group: 'node',
    scope: 'canvas',
    keys: ['Alt+ArrowRight'],
    perform: (state) => focusConnected(state, 1),
  },
  {
    id: 'follow-back',
    group: 'node',
    scope: 'canvas',
    keys: ['Alt+ArrowLeft'],
    perform: (state) => focusConnected(state, -1),
  },
  {
    id: 'next-node',
    group: 'node',
    scope: 'canvas',
    keyboardOnly: true,
    perform: (state) => void focusInOrder(state, 1),
  },
  {
    id: 'previous-node',
    group: 'node',
    scope: 'canvas',
    keyboardOnly: true,
    perform: (state) => void focusInOrder(state, -1),
  },
  ...moves('', '', GRID),
  ...moves('-far', 'Shift+', LONG_STEP),
])

function moves(suffix: string, modifier: string, step: number): Command[] {
  const directions = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] } as const
  return Object.entries(directions).map(([name, [x, y]]) => ({
    id: `move-${name}${suffix}`,
    group: 'node',
    scope: 'canvas',
    keys: [`${modifier}Arrow${name[0]!.toUpperCase()}${name.slice(1)}`],
    repeats: true,
    keyboardOnly: true,
    unavailable: needsSelection,
    perform: ({ nudgeNodes, selection }) => nudgeNodes(selection, { x: x * step, y: y * step }),
  }))
}

/** The take before or after the active one; it plays where the other did. */
export function stepTake(state: Store, by: -1 | 1, nodeId: string | undefined = state.selection[0]): void {
  if (nodeId === undefined) return
  const takes = state.takes[nodeId] ?? []
  const active = activeTakeOf(state, nodeId)
  const next = takes[takes.findIndex(({ mediaId }) => mediaId === active?.mediaId) + by]
  if (!next) return
  state.chooseTake(nodeId, next.mediaId)
  if (state.viewed?.nodeId === nodeId) state.view(next.mediaId, nodeId)
}

/** A list can be made of what has words or a picture of its own. */
export function canBatch(type: string): boolean {
  return ['prompt', 'text-to-image', 'text-to-video', 'image-to-video', 'media'].includes(type)
}

/** Whether a run can do anything for a node of this type. */
export function isMaker(type: string): boolean {
  return nodeTypeOf(type)?.kind === 'maker'
}
