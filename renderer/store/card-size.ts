import type { DocumentNode } from '../../nodes/graph/document.ts'
import { portsOf } from '../../nodes/graph/node-ports.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import type { CardSizes, Size } from './types.ts'

export const CARD_WIDTH = 240
export const CARD_MIN_WIDTH = 200
export const CARD_MAX_WIDTH = 560
/** Header, the hairline of the card and the progress bar under the header. */
export const HEADER_HEIGHT = 38
export const PORT_HEIGHT = 24
export const PREVIEW_HEIGHT = 270
const FIELD_HEIGHT = 72
const FOOTER_HEIGHT = 36
const PADDING = 16

/** What each card measured on screen; until then, about what it will be. */
export function createSizes(): CardSizes {
  const measured = new Map<string, Size>()
  const estimated = new WeakMap<DocumentNode, Size>()
  const estimate = (node: DocumentNode): Size => {
    const size = estimated.get(node) ?? estimatedSize(node)
    estimated.set(node, size)
    return size
  }
  return {
    // The same object until the card is measured anew, so that it can be compared.
    of: (node) => measured.get(node.id) ?? estimate(node),
    isMeasured: (id) => measured.has(id),
    report: (id, size) => void measured.set(id, size),
  }
}

function estimatedSize(node: DocumentNode): Size {
  const { inputs, outputs } = portsOf(node)
  const definition = nodeTypeOf(node.type)
  const rows = Math.max(Object.keys(inputs).length, Object.keys(outputs).length)
  const hasField = Object.values(definition?.fields ?? {}).some((field) => field?.onCard)
  const hasPreview = definition?.kind === 'maker' || node.type === 'media'
  const height =
    HEADER_HEIGHT +
    rows * PORT_HEIGHT +
    (hasField ? FIELD_HEIGHT : 0) +
    (hasPreview ? PREVIEW_HEIGHT : 0) +
    (definition?.kind === 'maker' ? FOOTER_HEIGHT : 0) +
    PADDING
  return { width: node.width ?? CARD_WIDTH, height }
}

/** Where a port's mark is, from the card's top left corner: the rows right under the header. */
export function portY(index: number): number {
  return HEADER_HEIGHT + index * PORT_HEIGHT + PORT_HEIGHT / 2
}
