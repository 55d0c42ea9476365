import { isFresh } from '../../../nodes/engine/status.ts'
import type { Connection } from '../../../nodes/graph/document.ts'
import { inputPort, outputPort } from '../../../nodes/graph/node-ports.ts'
import type { PortType } from '../../../nodes/graph/ports.ts'
import { graphOf, nodeById, selectStatuses } from '../../store/selectors.ts'
import type { Store } from '../../store/types.ts'

/** How a wire is drawn: nothing there yet, ready to flow, its target at work, made from older things, unfit. */
export type WireState = 'idle' | 'ready' | 'active' | 'old' | 'unfit'

export interface WireLook {
  readonly type: PortType
  readonly state: WireState
  /** Place among the wires into the same port, from 1; 0 where the port takes one. */
  readonly number: number
  readonly of: number
}

const looks = new Map<string, WireLook>()

/** One object per look, so that a wire is drawn again only when it looks different. */
export function selectWireLook(state: Store, id: string): WireLook | undefined {
  const wire = state.document.connections.find((connection) => connection.id === id)
  if (!wire) return undefined
  const look = lookOf(state, wire)
  const key = `${look.type} ${look.state} ${look.number} ${look.of}`
  const known = looks.get(key)
  if (known) return known
  looks.set(key, look)
  return look
}

function lookOf(state: Store, wire: Connection): WireLook {
  const { document } = state
  const source = nodeById(document, wire.from.node)
  const target = nodeById(document, wire.to.node)
  const output = source && outputPort(source, wire.from.port)
  const input = target && inputPort(target, wire.to.port)
  const into = input?.many
    ? (graphOf(document).incoming.get(wire.to.node) ?? []).filter(({ to }) => to.port === wire.to.port)
    : []
  const fits = output !== undefined && input !== undefined && output.type === input.type
  return {
    type: output?.type ?? input?.type ?? 'text',
    state: fits ? flowOf(state, wire) : 'unfit',
    number: into.findIndex(({ id }) => id === wire.id) + 1,
    of: into.length,
  }
}

function flowOf(state: Store, { from, to }: Connection): WireState {
  const { nodeRuns } = state
  if (nodeRuns[to.node]?.state === 'running' || nodeRuns[from.node]?.state === 'running') return 'active'
  const status = selectStatuses(state).get(from.node)
  if (!status) return 'idle'
  if (isFresh(status)) return 'ready'
  return status.state === 'out-of-date' ? 'old' : 'idle'
}
