import { getBezierPath, Position, useConnection, type ConnectionLineComponentProps } from '@xyflow/react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { inputPort, outputPort } from '../../../nodes/graph/node-ports.ts'
import { refusalText } from '../../i18n/node-words.ts'
import { getStore, nodeById } from '../../store/index.ts'
import { portColours } from '../node/PortMark.tsx'
import { portEnd, useWiring, verdictAt } from './wiring-state.ts'
import { usePointer } from './use-pointer.ts'

/** The wire under the pointer, in the colour of its port. */
export function DrawnWire({ fromX, fromY, toX, toY, fromHandle, ...rest }: ConnectionLineComponentProps) {
  const node = nodeById(getStore().document, fromHandle.nodeId)
  const name = fromHandle.id ?? ''
  const isOutput = fromHandle.type === 'source'
  const port = node && (isOutput ? outputPort(node, name) : inputPort(node, name))
  const [path] = getBezierPath({
    sourceX: fromX + (isOutput ? -6 : 6),
    sourceY: fromY,
    targetX: toX,
    targetY: toY,
    sourcePosition: isOutput ? Position.Right : Position.Left,
    targetPosition: isOutput ? Position.Left : Position.Right,
  })
  return (
    <path
      d={path}
      fill="none"
      className={`${port ? portColours[port.type] : 'text-text-3'} wire wire-drawn ${rest.connectionStatus === 'invalid' ? 'wire-unfit' : ''}`}
    />
  )
}

/** Beside the pointer, while it is over a port that the wire may not end at: why not. */
export function WhyNot() {
  const { t } = useTranslation('refusals')
  const over = useConnection((connection) =>
    connection.inProgress && connection.toHandle && !connection.isValid ? connection.toHandle : undefined,
  )
  const start = useWiring((state) => state.start)
  const moving = useWiring((state) => state.moving)
  const pointer = usePointer(start !== undefined)
  if (!over || !start || !pointer) return null
  const verdict = verdictAt(start, portEnd(over), moving)
  if (verdict?.ok) return null
  const text = verdict ? refusalText(getStore().document, verdict.refusal) : t('direction')
  return createPortal(
    <div
      role="status"
      className="pointer-events-none fixed z-70 max-w-72 rounded-4 border border-line bg-overlay px-2 py-1 text-12 text-text-1 shadow-overlay"
      style={{ left: pointer.x + 16, top: pointer.y + 16 }}
    >
      {text}
    </div>,
    document.body,
  )
}
