import type { Edge, EdgeChange, NodeChange } from '@xyflow/react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { getStore, graphOf, nodeById, selectStoryOrder, useStore } from '../store/index.ts'
import type { Point } from '../store/types.ts'
import { flowEdge, flowNode, type FlowNode } from './flow-items.ts'
import { wireNames } from './wire/wire-names.ts'

/** The document as React Flow sees it: nodes in the order of the story, which is the order of Tab. */
export function useFlowNodes(): FlowNode[] {
  const document = useStore((state) => state.document)
  const order = useStore(selectStoryOrder)
  const selection = useStore((state) => state.selection)
  const sizes = useStore((state) => state.sizes)
  return useMemo(() => {
    const selected = new Set(selection)
    const world = { sizes, graph: graphOf(document) }
    return order.flatMap((id) => {
      const node = nodeById(document, id)
      return node ? [flowNode(node, selected.has(id), world)] : []
    })
  }, [document, order, selection, sizes])
}

/** Wires change with what is connected and how it is called, not with where nodes are. */
export function useFlowEdges(): Edge[] {
  // Drawn again in another language, in which the names are others.
  useTranslation()
  const names = useStore(({ document }) => wireNames(document))
  const order = useStore(selectStoryOrder)
  const connections = useStore((state) => state.document.connections)
  const selectedConnections = useStore((state) => state.selectedConnections)
  return useMemo(() => {
    const selected = new Set(selectedConnections)
    const present = new Set(order)
    return connections.flatMap((connection, index) => {
      const { id, from, to } = connection
      if (!present.has(from.node) || !present.has(to.node)) return []
      return [flowEdge(connection, selected.has(id), names[index]!)]
    })
  }, [order, connections, selectedConnections, names])
}

/** What React Flow reports: moves are edits, sizes and selection are not. */
export function useChangeHandlers() {
  const onNodesChange = useCallback((changes: NodeChange<FlowNode>[]) => {
    const { sizes, moveNodes, select, selection, selectedConnections } = getStore()
    const positions: Record<string, Point> = {}
    const selected = new Set(selection)
    let dragging = false
    for (const change of changes) {
      if (change.type === 'dimensions' && change.dimensions) sizes.report(change.id, change.dimensions)
      if (change.type === 'position' && change.position) {
        positions[change.id] = change.position
        dragging ||= change.dragging ?? false
      }
      if (change.type === 'select') {
        if (change.selected) selected.add(change.id)
        else selected.delete(change.id)
      }
    }
    if (Object.keys(positions).length > 0) moveNodes(positions, !dragging)
    if (changes.some(({ type }) => type === 'select')) select([...selected], selectedConnections)
  }, [])

  const onEdgesChange = useCallback((changes: EdgeChange[]) => {
    const { select, selection, selectedConnections } = getStore()
    const selected = new Set(selectedConnections)
    for (const change of changes) {
      if (change.type !== 'select') continue
      if (change.selected) selected.add(change.id)
      else selected.delete(change.id)
    }
    select(selection, [...selected])
  }, [])

  return { onNodesChange, onEdgesChange }
}
