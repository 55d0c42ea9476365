import type { Connection, DocumentNode } from '../../nodes/graph/document.ts'
import { portsOf } from '../../nodes/graph/node-ports.ts'
import type { Port } from '../../nodes/graph/ports.ts'

export interface ShownPort {
  readonly name: string
  readonly port: Port
  /** The node has no such port any more, or is of a type that is not known here; its wire still shows. */
  readonly ghost?: true
}

export interface ShownPorts {
  readonly inputs: readonly ShownPort[]
  readonly outputs: readonly ShownPort[]
}

interface Wires {
  readonly incoming: readonly Connection[]
  readonly outgoing: readonly Connection[]
}

/** The ports of a node in the order of its card, and one more for each wire that ends at none of them. */
export function shownPorts(node: DocumentNode, { incoming, outgoing }: Wires): ShownPorts {
  const { inputs, outputs } = portsOf(node)
  const ends = { inputs: incoming.map(({ to }) => to.port), outputs: outgoing.map(({ from }) => from.port) }
  return { inputs: withGhosts(inputs, ends.inputs), outputs: withGhosts(outputs, ends.outputs) }
}

function withGhosts(ports: Readonly<Record<string, Port>>, wired: readonly string[]): ShownPort[] {
  const known = Object.entries(ports).map(([name, port]) => ({ name, port }))
  const unknown = new Set(wired.filter((name) => !Object.hasOwn(ports, name)))
  return [
    ...known,
    ...[...unknown].map((name): ShownPort => ({
      name,
      port: { type: 'text', label: name, optional: true },
      ghost: true,
    })),
  ]
}
