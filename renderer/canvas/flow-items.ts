import { Position, type Edge, type Node, type NodeHandle } from '@xyflow/react'
import type { Connection, DocumentNode } from '../../nodes/graph/document.ts'
import { incomingOf, outgoingOf, type Graph } from '../../nodes/graph/graph.ts'
import { i18n, translate } from '../i18n/index.ts'
import { portY } from '../store/card-size.ts'
import type { CardSizes } from '../store/types.ts'
import { nameId } from './node/NodeName.tsx'
import { shownPorts } from './shown-ports.ts'

/** Params, takes and states stay in the store: what React Flow holds changes only with place and selection. */
export type FlowNode = Node<Record<string, never>, 'card'>

interface FlowWorld {
  readonly sizes: CardSizes
  readonly graph: Graph
}

const PORT = 24
const noData: Record<string, never> = {}
let nodes = new WeakMap<DocumentNode, FlowNode[]>()
let edges = new WeakMap<Connection, [Edge | undefined, Edge | undefined]>()
// The role of a card or a wire has a name, and that has a language.
i18n.on('languageChanged', () => {
  nodes = new WeakMap()
  edges = new WeakMap()
})

/** The same object while nothing changed, so that React Flow passes over it. */
export function flowNode(node: DocumentNode, selected: boolean, { sizes, graph }: FlowWorld): FlowNode {
  const known = nodes.get(node) ?? []
  nodes.set(node, known)
  const measured = sizes.of(node)
  const before = known[Number(selected)]
  if (before?.measured === measured) return before
  return (known[Number(selected)] = {
    id: node.id,
    type: 'card',
    position: node.position,
    data: noData,
    selected,
    // Sizes and ports are given, so that no card is mounted merely to be measured.
    measured,
    ...(!sizes.isMeasured(node.id) && { handles: handlesOf(node, { sizes, graph }) }),
    domAttributes: {
      'aria-labelledby': nameId(node.id),
      'aria-roledescription': translate('canvas:reader.node'),
    },
    ariaRole: 'group',
    zIndex: node.type === 'note' ? -1 : 0,
  })
}

function handlesOf(node: DocumentNode, { sizes, graph }: FlowWorld): NodeHandle[] {
  const incoming = incomingOf(graph, node.id)
  const { inputs, outputs } = shownPorts(node, { incoming, outgoing: outgoingOf(graph, node.id) })
  const { width } = sizes.of(node)
  const at = (index: number) => ({ y: portY(index) - PORT / 2, width: PORT, height: PORT })
  return [
    ...inputs.map(({ name: id }, index) => ({
      id,
      type: 'target' as const,
      position: Position.Left,
      x: -PORT / 2,
      ...at(index),
    })),
    ...outputs.map(({ name: id }, index) => ({
      id,
      type: 'source' as const,
      position: Position.Right,
      x: width - PORT / 2,
      ...at(index),
    })),
  ]
}

/** The same object while nothing changed. `name` is what a screen reader says, such as "Shot 1, Text to Still 1, Prompt". */
export function flowEdge(connection: Connection, selected: boolean, name: string): Edge {
  const known = edges.get(connection) ?? [undefined, undefined]
  edges.set(connection, known)
  const before = known[Number(selected)]
  if (before?.ariaLabel === name) return before
  return (known[Number(selected)] = {
    id: connection.id,
    type: 'wire',
    source: connection.from.node,
    sourceHandle: connection.from.port,
    target: connection.to.node,
    targetHandle: connection.to.port,
    selected,
    ariaLabel: name,
    domAttributes: { 'aria-roledescription': translate('canvas:reader.connection') },
  })
}
