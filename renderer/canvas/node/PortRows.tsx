import type { NodeView } from '../../store/types.ts'
import { shownPorts, type ShownPort } from '../shown-ports.ts'
import type { Side } from '../wire/wiring-state.ts'
import { Port } from './Port.tsx'

/** Inputs on the left, outputs on the right, in rows right under the header: `portY` counts on that. */
export function PortRows({ view }: { readonly view: NodeView }) {
  const { inputs, outputs } = shownPorts(view.node, view.connections)
  if (inputs.length + outputs.length === 0) return null
  return (
    <div className="flex justify-between">
      <Column view={view} ports={inputs} side="input" />
      <Column view={view} ports={outputs} side="output" />
    </div>
  )
}

interface ColumnProps {
  readonly view: NodeView
  readonly ports: readonly ShownPort[]
  readonly side: Side
}

function Column({ view: { node, status, connections }, ports, side }: ColumnProps) {
  const wired =
    side === 'input'
      ? connections.incoming.map(({ to }) => to.port)
      : connections.outgoing.map(({ from }) => from.port)
  const missing = side === 'input' && status.state === 'needs-input' ? status.port : undefined
  return (
    <div className="min-w-0">
      {ports.map(({ name, port, ghost }) => (
        <Port
          key={name}
          node={node}
          name={name}
          port={port}
          side={side}
          connected={wired.includes(name)}
          trouble={ghost ? 'ghost' : name === missing ? 'missing' : undefined}
        />
      ))}
    </div>
  )
}
