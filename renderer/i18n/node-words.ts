import type { Refusal } from '../../nodes/graph/connect.ts'
import type { Connection, DocumentNode, WorkflowDocument } from '../../nodes/graph/document.ts'
import { portsOf } from '../../nodes/graph/node-ports.ts'
import type { ModelInfo } from '../../nodes/models.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import { i18n, translate } from './index.ts'
import { zhHans } from './zh-Hans/index.ts'

/**
 * Words for what the language of nodes names. A node type that has no words here yet speaks its own English,
 * so that adding one needs no change of this folder.
 */
export function typeTitle(type: string): string {
  return words(`types.${type}.title`) ?? nodeTypeOf(type)?.title ?? type
}

/** What a type is found by, whatever the window speaks: "wst", 文生图 and "text to image" mean the same. */
export function searchWords(type: string): string[] {
  const chinese = Object.entries(zhHans.nodes.types).find(([known]) => known === type)?.[1].title
  const english = nodeTypeOf(type)?.title
  return [typeTitle(type), chinese, english].filter((word) => word !== undefined)
}

export function typeSummary(type: string): string {
  return words(`types.${type}.summary`) ?? nodeTypeOf(type)?.summary ?? ''
}

export function portLabel(node: Pick<DocumentNode, 'type' | 'params'>, port: string): string {
  const { inputs, outputs } = portsOf(node)
  return words(`ports.${node.type}.${port}`) ?? inputs[port]?.label ?? outputs[port]?.label ?? port
}

export function fieldLabel(type: string, field: string): string {
  const own = nodeTypeOf(type)?.fields[field]?.label
  return words(`fieldsOf.${type}.${field}`) ?? words(`fields.${field}`) ?? own ?? field
}

export function optionLabel(field: string, option: string): string {
  return words(`options.${field}.${option}`) ?? option
}

export function modelTitle({ id, title }: Pick<ModelInfo, 'id' | 'title'>): string {
  return words(`models.${id}`) ?? title
}

export function providerTitle({
  provider,
  providerTitle: title,
}: Pick<ModelInfo, 'provider' | 'providerTitle'>): string {
  return words(`providers.${provider}`) ?? title
}

/** What a node is called: its title, or its type while it has none. */
export function nodeName(node: Pick<DocumentNode, 'type' | 'title'>): string {
  return node.title.trim() === '' ? typeTitle(node.type) : node.title
}

export function nameOf(document: WorkflowDocument, nodeId: string): string {
  const node = document.nodes.find(({ id }) => id === nodeId)
  return node ? nodeName(node) : nodeId
}

/** "Still 1 picture to Motion 1" */
export function connectionText(
  document: WorkflowDocument,
  { from, to }: Pick<Connection, 'from' | 'to'>,
): string {
  const source = document.nodes.find(({ id }) => id === from.node)
  return translate('canvas:wire', {
    from: nameOf(document, from.node),
    port: source ? portLabel(source, from.port) : from.port,
    to: nameOf(document, to.node),
  })
}

export function refusalText(document: WorkflowDocument, refusal: Refusal): string {
  switch (refusal.code) {
    case 'different_type': {
      const from = translate(`refusals:type.${refusal.from}`)
      const to = translate(`refusals:type.${refusal.to}`)
      return refusal.bridge
        ? translate('refusals:different_type_bridge', { from, to, node: typeTitle(refusal.bridge.type) })
        : translate('refusals:different_type', { from, to })
    }
    case 'loop':
      return translate('refusals:loop', {
        from: nameOf(document, refusal.from),
        to: nameOf(document, refusal.to),
      })
    case 'same_node':
    case 'already_connected':
    case 'unknown_port':
      return translate(`refusals:${refusal.code}`)
  }
}

/** Undefined where no language has them. Keys are made from names that node types choose, so they are not typed. */
function words(key: string): string | undefined {
  const full = `nodes:${key}`
  return i18n.exists(full) ? (i18n.t as (key: string) => string)(full) : undefined
}
