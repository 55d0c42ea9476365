import { create } from 'zustand'
import { canConnect, type Verdict } from '../../../nodes/graph/connect.ts'
import type { End } from '../../../nodes/graph/document.ts'
import { getStore } from '../../store/index.ts'

export type Side = 'input' | 'output'

/** A port, and on which side of its node it is. */
export interface PortEnd {
  readonly end: End
  readonly side: Side
}

interface WiringState {
  /** The port that a wire is being drawn from. */
  readonly start: PortEnd | undefined
  /** The wire that is being moved, whose fixed end is `start`. */
  readonly moving: string | undefined
  /** The wire that a dragged node would be put into. */
  readonly insertInto: string | undefined
  /** The node that a list points at. */
  readonly pointedAt: string | undefined
}

/** What is only true while somebody draws a wire. */
export const useWiring = create<WiringState>(() => ({
  start: undefined,
  moving: undefined,
  insertInto: undefined,
  pointedAt: undefined,
}))

export function ends(a: PortEnd, b: PortEnd): { from: End; to: End } | undefined {
  if (a.side === b.side) return undefined
  return a.side === 'output' ? { from: a.end, to: b.end } : { from: b.end, to: a.end }
}

/** Whether the wire that is being drawn may end at this port. Undefined for two inputs or two outputs. */
export function verdictAt(start: PortEnd, other: PortEnd, moving?: string): Verdict | undefined {
  const joined = ends(start, other)
  if (!joined) return undefined
  const { document } = getStore()
  // A wire that is being moved does not stand in its own way.
  const present = moving
    ? { ...document, connections: document.connections.filter(({ id }) => id !== moving) }
    : document
  return canConnect(present, joined.from, joined.to)
}

export function portEnd(handle: {
  readonly nodeId: string
  readonly id?: string | null | undefined
  readonly type: 'source' | 'target'
}): PortEnd {
  return {
    end: { node: handle.nodeId, port: handle.id ?? '' },
    side: handle.type === 'source' ? 'output' : 'input',
  }
}
