import { canConnect } from '../../../nodes/graph/connect.ts'
import type { Connection, DocumentNode, End, WorkflowDocument } from '../../../nodes/graph/document.ts'
import { downstreamOf, upstreamOf } from '../../../nodes/graph/graph.ts'
import { portsOf } from '../../../nodes/graph/node-ports.ts'
import { graphOf } from '../../store/selectors.ts'
import type { KeyboardConnect } from '../../store/types.ts'

export type ConnectChoice =
  | { readonly kind: 'connect'; readonly from: End; readonly to: End; readonly other: string }
  | { readonly kind: 'disconnect'; readonly connection: Connection; readonly other: string }

const MOST_CHOICES = 100

/** What a node or one of its ports can be connected to, nearest first, and what it can be disconnected from. */
export function connectChoices(
  document: WorkflowDocument,
  { nodeId, port }: KeyboardConnect,
): ConnectChoice[] {
  const node = document.nodes.find(({ id }) => id === nodeId)
  if (!node) return []
  const choices: ConnectChoice[] = []
  for (const { other, ...pair } of pairs(document, node, port)) {
    // Cheap questions were asked before; only the nearest few are put to the rule book.
    if (choices.length >= MOST_CHOICES) break
    if (canConnect(document, pair.from, pair.to).ok) choices.push({ kind: 'connect', ...pair, other })
  }
  for (const connection of document.connections) {
    const { from, to } = connection
    const outgoing = from.node === nodeId && isAsked(port, 'output', from.port)
    const incoming = to.node === nodeId && isAsked(port, 'input', to.port)
    if (outgoing) choices.push({ kind: 'disconnect', connection, other: to.node })
    else if (incoming) choices.push({ kind: 'disconnect', connection, other: from.node })
  }
  return choices
}

interface Pair {
  readonly from: End
  readonly to: End
  readonly other: string
}

/** Ports of the same type on nodes that would not make a loop. */
function pairs(document: WorkflowDocument, node: DocumentNode, port: KeyboardConnect['port']): Pair[] {
  const own = portsOf(node)
  const graph = graphOf(document)
  const before = upstreamOf(graph, [node.id])
  const behind = downstreamOf(graph, [node.id])
  const others = document.nodes
    .filter(({ id }) => id !== node.id)
    .toSorted((a, b) => distance(a, node) - distance(b, node))
  return others.flatMap((other): Pair[] => {
    const ports = portsOf(other)
    const outward = before.has(other.id)
      ? []
      : matching(own.outputs, ports.inputs)
          .filter(([output]) => isAsked(port, 'output', output))
          .map(([output, input]) => ({
            from: { node: node.id, port: output },
            to: { node: other.id, port: input },
            other: other.id,
          }))
    const inward = behind.has(other.id)
      ? []
      : matching(ports.outputs, own.inputs)
          .filter(([, input]) => isAsked(port, 'input', input))
          .map(([output, input]) => ({
            from: { node: other.id, port: output },
            to: { node: node.id, port: input },
            other: other.id,
          }))
    return [...outward, ...inward]
  })
}

type Side = ReturnType<typeof portsOf>['inputs']

function matching(outputs: Side, inputs: Side): [string, string][] {
  return Object.entries(outputs).flatMap(([output, { type }]) =>
    Object.entries(inputs)
      .filter(([, input]) => input.type === type)
      .map(([input]): [string, string] => [output, input]),
  )
}

function isAsked(port: KeyboardConnect['port'], side: 'input' | 'output', name: string): boolean {
  return port === undefined || (port.side === side && port.name === name)
}

function distance(a: DocumentNode, b: DocumentNode): number {
  return Math.hypot(a.position.x - b.position.x, a.position.y - b.position.y)
}
