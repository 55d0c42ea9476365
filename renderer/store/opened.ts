import type { OpenedWorkflow } from '../../nodes/contract/records.ts'
import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import { emptyHistory } from './history.ts'
import { mediaOf, takesByNode } from './media.ts'
import { nodeById } from './node-view.ts'
import { hasSameGraph } from './reconcile.ts'
import type { Store } from './types.ts'

/** What the workflow has made, as the library has it now. */
export function filesOf(opened: OpenedWorkflow, { media }: Store): Pick<Store, 'takes' | 'media'> {
  return { takes: takesByNode(opened.takes), media: { ...media, ...mediaOf(opened.media) } }
}

/** Another workflow: nothing of the one before can be undone into it, is selected or shown. */
export function asAnother(opened: OpenedWorkflow, state: Store): Partial<Store> {
  return {
    workflow: opened.summary,
    rev: opened.rev,
    document: opened.document,
    history: emptyHistory,
    ...filesOf(opened, state),
    selection: [],
    selectedConnections: [],
    viewed: undefined,
    nodeRuns: {},
    activeRunId: undefined,
    runs: [],
  }
}

/** The same workflow as somebody else left it. The person goes on looking at what they look at. */
export function asTheSame(
  opened: OpenedWorkflow,
  state: Store,
): Partial<Store> & { readonly document: WorkflowDocument } {
  const { viewport = opened.document.viewport } = state.document
  const document: WorkflowDocument = { ...opened.document, ...(viewport && { viewport }) }
  const wires = new Set(document.connections.map(({ id }) => id))
  return {
    workflow: opened.summary,
    rev: opened.rev,
    document,
    history: hasSameGraph(state.document, document) ? state.history : emptyHistory,
    ...filesOf(opened, state),
    selection: state.selection.filter((id) => nodeById(document, id)),
    selectedConnections: state.selectedConnections.filter((id) => wires.has(id)),
  }
}
