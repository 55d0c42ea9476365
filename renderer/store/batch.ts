import { chainFrom } from '../../nodes/batch/chain.ts'
import { fanOut } from '../../nodes/batch/fan-out.ts'
import type { Item } from '../../nodes/batch/item.ts'
import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import { translate } from '../i18n/index.ts'
import { nodeName } from '../i18n/node-words.ts'
import { CARD_WIDTH } from './card-size.ts'
import { join, newId } from './edits.ts'
import { createEdit, toastStep, type Slice } from './editor.ts'
import type { CardSizes, DocumentSlice } from './types.ts'

const GAP = 88

/** One node, and what is made from it alone, again for each item of a list. */
export const createBatchSlice: Slice<Pick<DocumentSlice, 'makeBatch'>> = (set, get) => {
  const edit = createEdit(set, get)
  return {
    makeBatch(nodeId, items) {
      const { document, sizes } = get()
      const made = batchOf(document, { nodeId, items, sizes })
      if (!edit({ label: 'batch' }, () => made.document, [nodeId])) return
      get().select([made.nodeId, ...made.added])
      toastStep(set, get, translate('canvas:toast.batch', { count: items.length }))
    },
  }
}

interface BatchOrder {
  readonly nodeId: string
  readonly items: readonly Item[]
  readonly sizes: CardSizes
}

/** The document with the list in it. Throws where the list is longer than what fits. */
export function batchOf(document: WorkflowDocument, { nodeId, items, sizes }: BatchOrder) {
  const start = items.some(({ media }) => media)
    ? withPictureNode(document, nodeId)
    : { document, nodeId, added: [] }
  const made = fanOut(start.document, {
    nodeId: start.nodeId,
    items,
    newId,
    nameOf: nodeName,
    heightOf: (node) => sizes.of(node).height,
  })
  const added = [...start.added, ...made.added]
  // The nodes that were there are the first item.
  const first = chainFrom(start.document, start.nodeId).nodes.map(({ id }) => id)
  return { document: made.document, nodeId: start.nodeId, added, all: [...new Set([...first, ...added])] }
}

/** A list of pictures needs a node that shows one: the Media node that feeds this one, or else a new one before it. */
function withPictureNode(document: WorkflowDocument, nodeId: string) {
  const node = document.nodes.find(({ id }) => id === nodeId)
  if (!node || node.type === 'media') return { document, nodeId, added: [] }
  const wire = document.connections.find(({ to }) => to.node === nodeId && to.port === 'image')
  const source = document.nodes.find(({ id }) => id === wire?.from.node)
  if (source?.type === 'media') return { document, nodeId: source.id, added: [] }
  const media = {
    id: newId(),
    type: 'media',
    version: nodeTypeOf('media')!.version,
    title: '',
    position: { x: node.position.x - CARD_WIDTH - GAP, y: node.position.y },
    params: { kind: 'image' },
  }
  const joined = join(
    { ...document, nodes: [...document.nodes, media] },
    { node: media.id, port: 'image' },
    { node: nodeId, port: 'image' },
  )
  return 'document' in joined
    ? { document: joined.document, nodeId: media.id, added: [media.id] }
    : { document, nodeId, added: [] }
}
