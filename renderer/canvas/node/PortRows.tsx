import { portsOf } from '../../../nodes/graph/node-ports.ts'
import type { NodeView } from '../../store/types.ts'
import { Port } from './Port.tsx'

/** Inputs on the left, outputs on the right, in rows right under the header: `portY` counts on that. */
export function PortRows({ view }: { readonly view: NodeView }) {
  const { node, status, connections } = view
  const { inputs, outputs } = portsOf(node)
  const rows = Math.max(Object.keys(inputs).length, Object.keys(outputs).length)
  if (rows === 0) return null
  const missing = status.state === 'needs-input' ? status.port : undefined
  return (
    <div className="flex justify-between">
      <div className="min-w-0">
        {Object.entries(inputs).map(([name, port]) => (
          <Port
            key={name}
            node={node}
            name={name}
            port={port}
            side="input"
            connected={connections.incoming.some(({ to }) => to.port === name)}
            missing={name === missing}
          />
        ))}
      </div>
      <div className="min-w-0">
        {Object.entries(outputs).map(([name, port]) => (
          <Port
            key={name}
            node={node}
            name={name}
            port={port}
            side="output"
            connected={connections.outgoing.some(({ from }) => from.port === name)}
          />
        ))}
      </div>
    </div>
  )
}
