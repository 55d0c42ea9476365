import { Handle, Position } from '@xyflow/react'
import { useMemo, type KeyboardEvent, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentNode } from '../../../nodes/graph/document.ts'
import type { Port as PortInfo } from '../../../nodes/graph/ports.ts'
import { nodeName, portLabel } from '../../i18n/node-words.ts'
import { getStore } from '../../store/index.ts'
import { useNear } from '../detail.ts'
import { useWiring, verdictAt, type Side } from '../wire/wiring-state.ts'
import { PortMark } from './PortMark.tsx'

interface PortProps {
  readonly node: DocumentNode
  readonly name: string
  readonly port: PortInfo
  readonly side: Side
  readonly connected: boolean
  /** The node waits for something to be connected here, or has no such port but a wire to it. */
  readonly trouble?: 'missing' | 'ghost' | undefined
}

const troubleColours = { missing: 'text-warn', ghost: 'text-err' }

/** A port is a button: drag from it, click it and then another, or open its list with Enter. */
export function Port({ node, name, port, side, connected, trouble }: PortProps) {
  const { t } = useTranslation(['canvas', 'refusals'])
  const label = portLabel(node, name)
  const fit = useFit(node.id, name, side)
  // From farther away a port is too small for Tab to stop at: there, C and the outline connect.
  const near = useNear()
  const type = t(`refusals:type.${port.type}`)
  const spoken = t(`port.${side}`, { port: label, type, node: nodeName(node) })
  const isInput = side === 'input'
  const open = () => getStore().openConnect({ nodeId: node.id, port: { name, side } })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    event.stopPropagation()
    open()
  }
  const onClickCapture = (event: MouseEvent) => {
    if (!event.altKey) return
    event.stopPropagation()
    disconnectPort(node.id, name, side)
  }
  return (
    <div
      className={`flex h-6 min-w-0 items-center text-12 ${isInput ? 'justify-start pl-3' : 'justify-end pr-3'} ${trouble ? troubleColours[trouble] : 'text-text-2'} ${fit === 'unfit' ? 'opacity-40' : ''}`}
    >
      <Handle
        type={isInput ? 'target' : 'source'}
        position={isInput ? Position.Left : Position.Right}
        id={name}
        role="button"
        tabIndex={near ? 0 : -1}
        aria-label={spoken}
        onKeyDown={onKeyDown}
        onClickCapture={onClickCapture}
        className={`port ${fit === 'fit' ? 'port-fit' : ''} ${fit === 'unfit' ? 'port-unfit' : ''} ${trouble === 'missing' ? 'port-missing' : ''}`}
      >
        <PortMark type={trouble === 'ghost' ? undefined : port.type} connected={connected} />
      </Handle>
      <span className="truncate">
        {label}
        {isInput && !port.optional && <span aria-hidden="true"> *</span>}
      </span>
    </div>
  )
}

/** While a wire is drawn: whether it may end here. */
function useFit(nodeId: string, name: string, side: Side): 'fit' | 'unfit' | 'start' | undefined {
  const start = useWiring((state) => state.start)
  const moving = useWiring((state) => state.moving)
  return useMemo(() => {
    if (!start) return undefined
    const here = { end: { node: nodeId, port: name }, side }
    if (start.side === side && start.end.node === nodeId && start.end.port === name) return 'start'
    return verdictAt(start, here, moving)?.ok ? 'fit' : 'unfit'
  }, [start, moving, nodeId, name, side])
}

export function disconnectPort(nodeId: string, name: string, side: Side): void {
  const { document, disconnect } = getStore()
  disconnect(
    document.connections
      .filter(({ from, to }) => {
        const end = side === 'input' ? to : from
        return end.node === nodeId && end.port === name
      })
      .map(({ id }) => id),
  )
}
