import { AppError } from '../../nodes/errors.ts'
import { resolveParams } from '../../nodes/graph/signature.ts'
import type { DocumentNode, WorkflowDocument } from '../../nodes/graph/document.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'

/**
 * Applies `node.param=value` words; a node is named by its id or its title. The value is text where the param is
 * text, else JSON (`still-1.seed=7`).
 */
export function setParams(document: WorkflowDocument, words: readonly string[]): WorkflowDocument {
  let changed = document
  for (const word of words) changed = setParam(changed, word)
  return changed
}

function setParam(document: WorkflowDocument, word: string): WorkflowDocument {
  const match = /^(.+)\.([A-Za-z]+)=([\s\S]*)$/.exec(word)
  if (!match) throw new AppError('invalid_input', { reason: `“${word}” is not of the form node.param=value` })
  const [, name, param, text] = match as unknown as [string, string, string, string]
  const node = findNode(document, name)
  const next = { ...node, params: { ...node.params, [param]: readValue(node, param, text) } }
  check(next, param, document)
  return { ...document, nodes: document.nodes.map((other) => (other === node ? next : other)) }
}

function findNode(document: WorkflowDocument, name: string): DocumentNode {
  const node =
    document.nodes.find(({ id }) => id === name) ?? document.nodes.find(({ title }) => title === name)
  if (!node) throw new AppError('not_found', { what: `The node “${name}”` })
  return node
}

function readValue(node: DocumentNode, param: string, text: string): unknown {
  const schema = nodeTypeOf(node.type)?.params.shape[param]
  if (!schema || schema.safeParse(text).success) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function check(node: DocumentNode, param: string, document: WorkflowDocument): void {
  const definition = nodeTypeOf(node.type)
  if (!definition) throw new AppError('node_unknown', { type: node.type })
  if (!(param in definition.params.shape)) {
    const known = Object.keys(definition.params.shape).join(', ')
    throw new AppError('invalid_input', { reason: `${node.type} has no “${param}”; it has ${known}` })
  }
  resolveParams(definition, node, document.settings)
}
