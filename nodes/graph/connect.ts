import { nodeTypes } from '../types/index.ts'
import type { Connection, DocumentNode, End, WorkflowDocument } from './document.ts'
import { createGraph, downstreamOf } from './graph.ts'
import { inputPort, outputPort } from './node-ports.ts'
import { takes, type PortType } from './ports.ts'

/** Why two ports cannot be joined. The window has a sentence for each code. */
export type Refusal =
  | { readonly code: 'unknown_port' }
  | { readonly code: 'same_node' }
  | { readonly code: 'already_connected' }
  | {
      readonly code: 'different_type'
      readonly from: PortType
      readonly to: PortType
      /** A node type that turns one into the other, to be offered in between. */
      readonly bridge?: { readonly type: string; readonly input: string; readonly output: string }
    }
  | { readonly code: 'loop'; readonly from: string; readonly to: string }

export type Verdict =
  | { readonly ok: true; /** What a single-input port gives up. */ readonly replaces?: Connection }
  | { readonly ok: false; readonly refusal: Refusal }

/** The one rule book for connections: the window asks it while a wire is dragged, the core when a graph runs. */
export function canConnect(document: WorkflowDocument, from: End, to: End): Verdict {
  const refuse = (refusal: Refusal): Verdict => ({ ok: false, refusal })
  const source = document.nodes.find((node) => node.id === from.node)
  const target = document.nodes.find((node) => node.id === to.node)
  const output = source && outputPort(source, from.port)
  const input = target && inputPort(target, to.port)
  if (!source || !target || !output || !input) return refuse({ code: 'unknown_port' })
  if (source.id === target.id) return refuse({ code: 'same_node' })
  if (!takes(input, output)) {
    const bridge = bridgeBetween(output.type, input.type)
    return refuse({ code: 'different_type', from: output.type, to: input.type, ...(bridge && { bridge }) })
  }
  const present = document.connections.filter((c) => c.to.node === to.node && c.to.port === to.port)
  if (present.some((c) => c.from.node === from.node && c.from.port === from.port)) {
    return refuse({ code: 'already_connected' })
  }
  if (downstreamOf(createGraph(document), [target.id]).has(source.id)) {
    return refuse({ code: 'loop', from: source.id, to: target.id })
  }
  const replaced = input.many ? undefined : present[0]
  return replaced ? { ok: true, replaces: replaced } : { ok: true }
}

/** A node type that makes `to` and needs nothing for it but one `from`. */
export function bridgeBetween(
  from: PortType,
  to: PortType,
): { type: string; input: string; output: string } | undefined {
  for (const definition of nodeTypes) {
    const [needed, ...more] = Object.entries(definition.inputs).filter(([, port]) => !port.optional)
    const output = Object.entries(definition.outputs).find(([, port]) => port.type === to)
    const fits = needed?.[1].type === from && !needed[1].many && more.length === 0
    if (definition.kind === 'maker' && fits && output) {
      return { type: definition.type, input: needed[0], output: output[0] }
    }
  }
  return undefined
}

/** What is wrong with a wire that a file brought along; undefined when it is sound. Loops are found elsewhere. */
export function wireProblem(
  source: DocumentNode,
  target: DocumentNode,
  connection: Connection,
): Extract<Refusal, { code: 'unknown_port' | 'different_type' }> | undefined {
  const output = outputPort(source, connection.from.port)
  const input = inputPort(target, connection.to.port)
  if (!output || !input) return { code: 'unknown_port' }
  if (!takes(input, output)) return { code: 'different_type', from: output.type, to: input.type }
  return undefined
}
