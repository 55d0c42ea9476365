import { BaseEdge, getBezierPath, type EdgeProps } from '@xyflow/react'
import { memo, useCallback } from 'react'
import { useStore } from '../../store/index.ts'
import { portColours } from '../node/PortMark.tsx'
import { fanIn, wireEnds } from './wire-path.ts'
import { useWiring } from './wiring-state.ts'
import { selectWireLook } from './wire-look.ts'

const HIT_WIDTH = 24

/** A connection in the colour of what flows, drawn by whether it flows; numbered where order matters. */
export const Wire = memo(function Wire(props: EdgeProps) {
  const { id, selected, sourcePosition, targetPosition } = props
  const look = useStore(useCallback((state) => selectWireLook(state, id), [id]))
  const inserting = useWiring((state) => state.insertInto === id)
  if (!look) return null
  const ends = wireEnds(props)
  const fan = fanIn(look, ends)
  const [path] = getBezierPath({
    ...ends,
    targetX: fan?.x ?? ends.targetX,
    targetY: fan?.y ?? ends.targetY,
    sourcePosition,
    targetPosition,
  })
  const whole = fan ? `${path} L ${ends.targetX} ${ends.targetY}` : path
  return (
    <g className={portColours[look.type]} data-wire={look.state}>
      <BaseEdge
        path={whole}
        interactionWidth={HIT_WIDTH}
        className={`wire wire-${look.state} ${selected || inserting ? 'wire-chosen' : ''}`}
      />
      {fan && <Number x={fan.x} y={fan.y} number={look.number} />}
    </g>
  )
})

function Number({ x, y, number }: { readonly x: number; readonly y: number; readonly number: number }) {
  return (
    <g className="pointer-events-none">
      <circle cx={x} cy={y} r={8} className="fill-card" stroke="currentColor" strokeWidth={1.5} />
      <text x={x} y={y} dy="0.36em" textAnchor="middle" className="tabular fill-text-1 text-11 font-medium">
        {number}
      </text>
    </g>
  )
}
