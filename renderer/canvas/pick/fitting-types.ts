import type { NodeDefinition } from '../../../nodes/define.ts'
import type { Connection, DocumentNode, End, WorkflowDocument } from '../../../nodes/graph/document.ts'
import { nodeTypes } from '../../../nodes/types/index.ts'
import { fittingPort, insertOnWire } from '../../store/edits.ts'
import type { NodeSearch } from '../../store/types.ts'

const NEW = 'new'

/** The node types that could stand where the search was opened. */
export function fittingTypes(document: WorkflowDocument, search: NodeSearch): NodeDefinition[] {
  const { from, to, bridge, onWire } = search
  return nodeTypes.filter((definition) => {
    if (bridge !== undefined && definition.type !== bridge) return false
    const tried = withNode(document, definition)
    if (onWire !== undefined) return insertOnWire(tried, NEW, onWire) !== tried
    return fits(tried, from && { from }) && fits(tried, to && { to })
  })
}

function fits(
  document: WorkflowDocument,
  other: { readonly from: End } | { readonly to: End } | undefined,
): boolean {
  return other === undefined || fittingPort(document, NEW, other) !== undefined
}

function withNode(document: WorkflowDocument, { type, version }: NodeDefinition): WorkflowDocument {
  const node: DocumentNode = { id: NEW, type, version, title: '', position: { x: 0, y: 0 }, params: {} }
  const connections: Connection[] = document.connections
  return { ...document, nodes: [...document.nodes, node], connections }
}
