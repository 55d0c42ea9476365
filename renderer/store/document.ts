import { emptyDocument, type WorkflowDocument } from '../../nodes/graph/document.ts'
import { createSizes } from './card-size.ts'
import { changeNode, moveNodes } from './edits.ts'
import { createEdit, type Slice } from './editor.ts'
import { closeStep, emptyHistory, stepBack, stepForward, type Travelled } from './history.ts'
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
  | 'resizeNode'
  | 'renameNode'
  | 'setParam'
  | 'setSetting'
  | 'chooseTake'
  | 'setKept'
  | 'tidy'
  | 'endStep'
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
    set({ document, history: travelled.history, nodeRuns: onlyUnfinished(get().nodeRuns) })
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

    moveNodes(positions, done) {
      edit({ label: 'move', merge: 'move', gesture: true }, (document) => moveNodes(document, positions))
      if (done) get().endStep()
    },
    nudgeNodes(ids, by) {
      edit({ label: 'move', merge: `nudge ${ids.join()}` }, (document) =>
        moveNodes(
          document,
          Object.fromEntries(
            document.nodes
              .filter(({ id }) => ids.includes(id))
              .map(({ id, position }) => [id, { x: position.x + by.x, y: position.y + by.y }]),
          ),
        ),
      )
    },
    resizeNode(id, width) {
      edit({ label: 'resize', merge: `resize ${id}` }, (document) =>
        changeNode(document, id, (node) => (node.width === width ? node : { ...node, width })),
      )
    },
    renameNode(id, title) {
      edit({ label: 'rename' }, (document) =>
        changeNode(document, id, (node) => (node.title === title ? node : { ...node, title })),
      )
    },
    setParam(id, name, value) {
      edit(
        { label: 'param', merge: `param ${id} ${name}` },
        (document) =>
          changeNode(document, id, (node) =>
            Object.is(node.params[name], value)
              ? node
              : { ...node, params: withValue(node.params, name, value) },
          ),
        [id],
      )
    },
    setSetting(name, value) {
      edit(
        { label: 'workflow-setting' },
        (document) =>
          document.settings[name] === value
            ? document
            : ({ ...document, settings: { ...document.settings, [name]: value } } as WorkflowDocument),
        get().document.nodes.map(({ id }) => id),
      )
    },
    chooseTake(nodeId, mediaId) {
      const latest = Math.max(0, ...(get().takes[nodeId] ?? []).map(({ activatedAt }) => activatedAt))
      const chosenTake = { mediaId, at: Math.max(Date.now(), latest) }
      edit(
        { label: 'take', merge: `take ${nodeId}` },
        (document) => changeNode(document, nodeId, (node) => ({ ...node, chosenTake })),
        [nodeId],
      )
    },
    setKept(nodeId, kept) {
      edit(
        { label: 'keep' },
        (document) =>
          changeNode(document, nodeId, ({ kept: _before, ...node }) => (kept ? { ...node, kept } : node)),
        [nodeId],
      )
    },
    tidy(ids) {
      const { sizes } = get()
      edit({ label: 'tidy' }, (document) =>
        moveNodes(
          document,
          tidy(document, (node) => sizes.of(node), ids),
        ),
      )
    },

    endStep: () => set(({ history }) => ({ history: history.open ? closeStep(history) : history })),
    undo: () => travel(stepBack(get().history, get().document)),
    redo: () => travel(stepForward(get().history, get().document)),
    setViewport: (viewport) => set(({ document }) => ({ document: { ...document, viewport } })),
  }
}

function withValue(params: Record<string, unknown>, name: string, value: unknown): Record<string, unknown> {
  if (value !== undefined) return { ...params, [name]: value }
  const { [name]: _gone, ...rest } = params
  return rest
}

function onlyUnfinished<T extends { readonly state: string }>(
  nodeRuns: Readonly<Record<string, T>>,
): Readonly<Record<string, T>> {
  return Object.fromEntries(
    Object.entries(nodeRuns).filter(([, { state }]) => state === 'waiting' || state === 'running'),
  )
}
