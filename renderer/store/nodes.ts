import type { Connection, DocumentNode, WorkflowDocument } from '../../nodes/graph/document.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import { translate } from '../i18n/index.ts'
import { typeTitle } from '../i18n/node-words.ts'
import { CARD_WIDTH } from './card-size.ts'
import { disconnect, insertOnWire, join, newId, fittingPort, removeAndRejoin, removeNodes } from './edits.ts'
import { createEdit, toastStep, type Get, type Slice } from './editor.ts'
import { boxOf, freePlace, freeTitle } from './placing.ts'
import type { AddNodeOptions, DocumentSlice, Point } from './types.ts'

const COLUMN_GAP = 88

export const createNodesSlice: Slice<
  Pick<DocumentSlice, 'addNode' | 'removeNodes' | 'removeSelection' | 'insertOnWire'>
> = (set, get) => {
  const edit = createEdit(set, get)
  const toastRemoval = (count: number) => {
    if (count > 0) toastStep(set, get, translate('canvas:toast.removed', { count }))
  }
  return {
    addNode(type, options = {}) {
      const node = newNode(get, type, options)
      edit(
        { label: options.onWire ? 'insert-node' : 'add-node' },
        (document) => wire({ ...document, nodes: [...document.nodes, node] }, node, options),
        options.connectTo ? [options.connectTo.node] : [],
      )
      get().select([node.id])
      return node.id
    },
    removeNodes(ids, { rejoin = false } = {}) {
      const touched = targetsOf(get, ({ from }) => ids.includes(from.node))
      edit(
        { label: rejoin ? 'remove-rejoin' : 'remove' },
        (document) => (rejoin ? removeAndRejoin(document, ids) : removeNodes(document, ids)),
        touched,
      )
      get().select(get().selection.filter((id) => !ids.includes(id)))
      toastRemoval(ids.length)
    },
    removeSelection() {
      const { selection, selectedConnections } = get()
      const touched = targetsOf(
        get,
        ({ id, from }) => selection.includes(from.node) || selectedConnections.includes(id),
      )
      edit(
        { label: selection.length > 0 ? 'remove' : 'disconnect' },
        (document) => removeNodes(disconnect(document, selectedConnections), selection),
        touched,
      )
      get().select([])
      toastRemoval(selection.length)
    },
    insertOnWire(nodeId, connectionId, { afterMove = false } = {}) {
      return edit(
        { label: 'insert-node', extend: afterMove },
        (document) => insertOnWire(document, nodeId, connectionId),
        [nodeId],
      )
    },
  }
}

function newNode(get: Get, type: string, { at, params, title }: AddNodeOptions): DocumentNode {
  const { document, sizes } = get()
  const sizeOf = (node: DocumentNode) => sizes.of(node)
  const node: DocumentNode = {
    id: newId(),
    type,
    version: nodeTypeOf(type)?.version ?? 1,
    title: freeTitle(document.nodes, title ?? (type === 'note' ? '' : typeTitle(type))),
    position: { x: 0, y: 0 },
    params: { ...params },
  }
  const size = sizeOf(node)
  const wanted = at ?? besideSelection(get) ?? middleOfView(get, size)
  return { ...node, position: freePlace(document, { ...wanted, ...size }, sizeOf) }
}

function besideSelection(get: Get): Point | undefined {
  const { document, selection, sizes } = get()
  const boxes = document.nodes
    .filter(({ id }) => selection.includes(id))
    .map((node) => boxOf(node, (node) => sizes.of(node)))
  if (boxes.length === 0) return undefined
  const rightmost = boxes.toSorted((a, b) => b.x + b.width - (a.x + a.width))[0]!
  return { x: rightmost.x + rightmost.width + COLUMN_GAP, y: rightmost.y }
}

function middleOfView(get: Get, size: { width: number; height: number }): Point {
  const centre = get().canvas?.centre() ?? { x: CARD_WIDTH / 2, y: size.height / 2 }
  return { x: centre.x - size.width / 2, y: centre.y - size.height / 2 }
}

function wire(document: WorkflowDocument, node: DocumentNode, options: AddNodeOptions): WorkflowDocument {
  if (options.onWire) return insertOnWire(document, node.id, options.onWire)
  let present = document
  const input = options.connectFrom && fittingPort(present, node.id, { from: options.connectFrom })
  if (options.connectFrom && input) {
    const joined = join(present, options.connectFrom, { node: node.id, port: input })
    if ('document' in joined) present = joined.document
  }
  const output = options.connectTo && fittingPort(present, node.id, { to: options.connectTo })
  if (options.connectTo && output) {
    const joined = join(present, { node: node.id, port: output }, options.connectTo)
    if ('document' in joined) present = joined.document
  }
  return present
}

function targetsOf(get: Get, isGone: (connection: Connection) => boolean): string[] {
  return get()
    .document.connections.filter(isGone)
    .map(({ to }) => to.node)
}
