import type { DocumentNode } from './document.ts'
import type { Port, Ports } from './ports.ts'
import { nodeTypeOf } from '../types/index.ts'

/** The ports that a node has as it stands; none for a type this app does not know. */
export function portsOf(node: Pick<DocumentNode, 'type' | 'params'>): { inputs: Ports; outputs: Ports } {
  const definition = nodeTypeOf(node.type)
  if (!definition) return { inputs: {}, outputs: {} }
  if (definition.kind === 'value' && definition.outputsFor) {
    const params = definition.params.safeParse(node.params)
    if (params.success) return { inputs: definition.inputs, outputs: definition.outputsFor(params.data) }
  }
  return { inputs: definition.inputs, outputs: definition.outputs }
}

export function inputPort(node: Pick<DocumentNode, 'type' | 'params'>, name: string): Port | undefined {
  return portsOf(node).inputs[name]
}

export function outputPort(node: Pick<DocumentNode, 'type' | 'params'>, name: string): Port | undefined {
  return portsOf(node).outputs[name]
}
