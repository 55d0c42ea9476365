import type { Connection, DocumentNode, End, WorkflowDocument } from '../../../nodes/graph/document.ts'
import { currentLanguage, translate } from '../../i18n/index.ts'
import { nodeName, portLabel } from '../../i18n/node-words.ts'
import { nodeById } from '../../store/graph-lookup.ts'

interface Named {
  readonly from: DocumentNode | undefined
  readonly to: DocumentNode | undefined
  readonly language: string
  readonly name: string
}
const named = new WeakMap<Connection, Named>()
let latest: readonly string[] = []

/**
 * What every connection is called, in the order of the document: "Shot 1, Text to Still 1, Prompt". The same list
 * while no name changed, and worked out anew only for the wires of nodes that did.
 */
export function wireNames(document: WorkflowDocument): readonly string[] {
  const names = document.connections.map((connection) => nameOf(document, connection))
  const isSame = names.length === latest.length && names.every((name, index) => name === latest[index])
  if (!isSame) latest = names
  return latest
}

function nameOf(document: WorkflowDocument, connection: Connection): string {
  const from = nodeById(document, connection.from.node)
  const to = nodeById(document, connection.to.node)
  const language = currentLanguage()
  const known = named.get(connection)
  if (known?.from === from && known?.to === to && known?.language === language) return known.name
  const source = endName(from, connection.from)
  const target = endName(to, connection.to)
  const name = translate('canvas:reader.wire', {
    from: source.node,
    output: source.port,
    to: target.node,
    input: target.port,
  })
  named.set(connection, { from, to, language, name })
  return name
}

function endName(node: DocumentNode | undefined, { node: id, port }: End): { node: string; port: string } {
  return node ? { node: nodeName(node), port: portLabel(node, port) } : { node: id, port }
}
