import { emptyDocument, type DocumentNode, type WorkflowDocument } from '../../nodes/graph/document.ts'
import { createSizes } from './card-size.ts'
import { moveNodes } from './edits.ts'
import { createEdit, type Edit, type Get, type Slice } from './editor.ts'
import { closeStep, emptyHistory, stepBack, stepForward, takeBackGesture, type Travelled } from './history.ts'
import { nodeById } from './node-view.ts'
import { tidy } from './tidy.ts'
import type { DocumentSlice } from './types.ts'

type Edited = Pick<
  DocumentSlice,
  | 'document'
  | 'history'
  | 'sizes'
  | 'moveNodes'
  | 'nudgeNodes'
  | 'tidy'
  | 'replaceDocument'
  | 'endStep'
  | 'cancelStep'
  | 'undo'
  | 'redo'
  | 'setViewport'
>

export const createDocumentSlice: Slice<Edited> = (set, get) => {
  const edit = createEdit(set, get)
  const travel = (travelled: Travelled | undefined) => {
    if (!travelled) return
    const { viewport } = get().document
    // Where the person looks is not part of what they undo.
    const document: WorkflowDocument = { ...travelled.document, ...(viewport && { viewport }) }
    set(({ nodeRuns }) => ({
      document,
      history: travelled.history,
      nodeRuns: onlyUnfinished(nodeRuns),
    }))
    keepSelectable()
  }
  const keepSelectable = () => {
    const { document, selection, selectedConnections, select } = get()
    const wires = new Set(document.connections.map(({ id }) => id))
    const nodes = selection.filter((id) => nodeById(document, id))
    const connections = selectedConnections.filter((id) => wires.has(id))
    if (nodes.length < selection.length || connections.length < selectedConnections.length) {
      select(nodes, connections)
    }
  }

  return {
    document: emptyDocument(),
    history: emptyHistory,
    sizes: createSizes(),

    ...movements(edit, get),
    tidy(ids) {
      const { sizes } = get()
      edit({ label: 'tidy' }, (document) =>
        moveNodes(
          document,
          tidy(document, (node) => sizes.of(node), ids),
        ),
      )
    },

    replaceDocument(label, recipe) {
      const before = get().document
      edit({ label }, (document) => {
        const { viewport: _then, ...next } = recipe(document)
        return { ...next, ...(document.viewport && { viewport: document.viewport }) }
      })
      if (get().document !== before) {
        // What the last run said was said of another document.
        set(({ nodeRuns }) => ({ nodeRuns: onlyUnfinished(nodeRuns) }))
        keepSelectable()
      }
    },
    endStep: () => set(({ history }) => ({ history: history.open ? closeStep(history) : history })),
    cancelStep: () => travel(takeBackGesture(get().history)),
    undo: () => travel(stepBack(get().history, get().document)),
    redo: () => travel(stepForward(get().history, get().document)),
    setViewport: (viewport) => set(({ document }) => ({ document: { ...document, viewport } })),
  }
}

function movements(edit: Edit, get: Get): Pick<DocumentSlice, 'moveNodes' | 'nudgeNodes'> {
  return {
    moveNodes(positions, done) {
      edit({ label: 'move', merge: 'move', gesture: true }, (document) => moveNodes(document, positions))
      if (done) get().endStep()
    },
    nudgeNodes(ids, by) {
      const moved = ({ id, position }: DocumentNode) => [id, { x: position.x + by.x, y: position.y + by.y }]
      edit({ label: 'move', merge: `nudge ${ids.join()}` }, (document) => {
        const chosen = document.nodes.filter(({ id }) => ids.includes(id))
        return moveNodes(document, Object.fromEntries(chosen.map(moved)))
      })
    },
  }
}

function onlyUnfinished<T extends { readonly state: string }>(
  nodeRuns: Readonly<Record<string, T>>,
): Readonly<Record<string, T>> {
  return Object.fromEntries(
    Object.entries(nodeRuns).filter(([, { state }]) => state === 'waiting' || state === 'running'),
  )
}
