import type { Connection, DocumentNode } from '../graph/document.ts'
import { nodeTypeOf } from '../types/index.ts'
import type { Item } from './item.ts'

export interface Filled {
  readonly nodes: readonly DocumentNode[]
  /** The wire that brought the words which the item's own words replace. */
  readonly unplugged?: Pick<Connection, 'to'> | undefined
}

/**
 * Nodes, in flow order, with the values of an item. Its words go to the first node that can hold words; its model
 * to the chosen node or else to those that make clips; other params to every node that has them.
 */
export function fill(nodes: readonly DocumentNode[], { prompt, media, params = {} }: Item): Filled {
  const speaker = prompt === undefined ? undefined : nodes.map(wordsOf).find((words) => words !== undefined)
  const shower = media && nodes.find(({ type }) => type === 'media')
  const modelled = new Set(modelledBy(nodes))
  const filled = nodes.map((node) => ({
    ...node,
    params: {
      ...node.params,
      ...Object.fromEntries(
        Object.entries(params).filter(
          ([name]) => has(node, name) && (name !== 'model' || modelled.has(node.id)),
        ),
      ),
      ...(speaker?.node === node && { [speaker.param]: prompt }),
      ...(shower === node && { mediaId: media?.id, kind: media?.kind }),
    },
  }))
  const unplugged = speaker?.port === undefined ? undefined : { node: speaker.node.id, port: speaker.port }
  return { nodes: filled, ...(unplugged && { unplugged: { to: unplugged } }) }
}

interface Words {
  readonly node: DocumentNode
  readonly param: string
  /** Where a wire would bring other words. */
  readonly port?: string | undefined
}

function wordsOf(node: DocumentNode): Words | undefined {
  if (node.type === 'prompt') return { node, param: 'text' }
  for (const [port, { orParam }] of Object.entries(nodeTypeOf(node.type)?.inputs ?? {})) {
    if (orParam !== undefined) return { node, param: orParam, port }
  }
  return undefined
}

function modelledBy(nodes: readonly DocumentNode[]): string[] {
  const asking = nodes.filter((node) => has(node, 'model'))
  if (asking[0] !== undefined && asking[0] === nodes[0]) return [asking[0].id]
  const clips = asking.filter(({ type }) => 'video' in (nodeTypeOf(type)?.outputs ?? {}))
  return (clips.length > 0 ? clips : asking).map(({ id }) => id)
}

function has({ type }: DocumentNode, param: string): boolean {
  return param in (nodeTypeOf(type)?.params.shape ?? {})
}
