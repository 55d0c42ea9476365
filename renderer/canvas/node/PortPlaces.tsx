import { Position } from '@xyflow/react'
import { portY } from '../../store/card-size.ts'
import type { NodeView } from '../../store/types.ts'
import { shownPorts } from '../shown-ports.ts'

/**
 * Where wires end on a card that is too small to show its ports. React Flow looks for these elements by class
 * and attributes whenever it measures a card; ports proper would cost a subscription each.
 */
export function PortPlaces({ view }: { readonly view: NodeView }) {
  const { inputs, outputs } = shownPorts(view.node, view.connections)
  return (
    <>
      {inputs.map(({ name }, index) => (
        <Place key={name} name={name} type="target" index={index} />
      ))}
      {outputs.map(({ name }, index) => (
        <Place key={name} name={name} type="source" index={index} />
      ))}
    </>
  )
}

interface PlaceProps {
  readonly name: string
  readonly type: 'source' | 'target'
  readonly index: number
}

function Place({ name, type, index }: PlaceProps) {
  const isTarget = type === 'target'
  return (
    <span
      aria-hidden="true"
      className={`${type} pointer-events-none absolute size-6 ${isTarget ? '-left-3' : '-right-3'}`}
      data-handleid={name}
      data-handlepos={isTarget ? Position.Left : Position.Right}
      style={{ top: portY(index) - 12 }}
    />
  )
}
