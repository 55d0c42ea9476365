import type { DocumentNode } from '../graph/document.ts'
import type { Item } from './item.ts'

interface Naming {
  readonly item: Item
  readonly index: number
  readonly isChosen: boolean
  readonly nameOf?: ((node: DocumentNode) => string) | undefined
}

/**
 * "Shot 1" goes on as "Shot 2", "Shot 3". Where the item has a title, the chosen node has it alone and those behind
 * it add it to their own.
 */
export function titleOf(node: DocumentNode, { item, index, isChosen, nameOf }: Naming): string {
  const own = node.title.trim() === '' ? (nameOf?.(node) ?? '') : node.title.trim()
  const [, base = '', digits] = /^(.*?)\s*(\d{1,6})?$/s.exec(own) ?? []
  if (item.title !== undefined) {
    const title = isChosen || base === '' ? item.title : `${base} · ${item.title}`
    return title.slice(0, 500)
  }
  // The original keeps what it is called.
  return index === 0 ? node.title : [base, String(Number(digits ?? 1) + index)].join(' ').trim()
}

/** A shot number goes on too, unless the item brings its own or the node has none. */
export function shotOf(
  params: DocumentNode['params'],
  { item, index }: Pick<Naming, 'item' | 'index'>,
): DocumentNode['params'] {
  const { shot } = params
  if (index === 0 || item.params?.['shot'] !== undefined || typeof shot !== 'number' || shot === 0)
    return params
  return { ...params, shot: Math.min(shot + index, 9_999) }
}
