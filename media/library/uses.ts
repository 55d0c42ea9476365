import type { MediaUse } from '../../nodes/contract/library.ts'
import { DocumentNode } from '../../nodes/graph/document.ts'
import { activeTake } from '../../nodes/takes.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import type { Tables } from '../db/tables.ts'
import type { StoredUse } from '../db/uses.ts'
import { toTake } from '../workflows.ts'

/** Where each of these files is used: by which node of which workflow, and as what. */
export function usesOf(tables: Tables, ids: readonly string[]): MediaUse[] {
  const workflows = new Map<string, ReturnType<typeof readWorkflow>>()
  return tables.uses.of(ids).flatMap((use): MediaUse[] => {
    const known = workflows.get(use.workflowId) ?? readWorkflow(tables, use.workflowId)
    if (!known) return []
    workflows.set(use.workflowId, known)
    const node = known.nodes.get(use.nodeId)
    return [
      {
        mediaId: use.mediaId,
        workflowId: use.workflowId,
        workflowName: known.name,
        nodeId: use.nodeId,
        nodeTitle: node?.title || (nodeTypeOf(use.nodeType)?.title ?? use.nodeType),
        nodeType: use.nodeType,
        as: whatFor(tables, use, node),
        ...(use.executionId !== null && { runId: use.executionId }),
      },
    ]
  })
}

function whatFor(tables: Tables, use: StoredUse, node: DocumentNode | undefined): MediaUse['as'] {
  if (use.role === 'input') return 'input'
  const takes = tables.workflowMedia
    .listByNode(use.workflowId, use.nodeId)
    .filter(({ role }) => role !== 'input')
    .map(toTake)
  return activeTake(takes, node?.chosenTake)?.mediaId === use.mediaId ? 'active-take' : 'take'
}

/** A node that cannot be read is one without a title here; opening the workflow says what is wrong with it. */
export function readWorkflow(tables: Tables, id: string) {
  const stored = tables.workflows.get(id)
  if (!stored) return undefined
  const { nodes } = stored.definition as { nodes?: unknown }
  const read = (Array.isArray(nodes) ? nodes : []).flatMap((node) => {
    const { success, data } = DocumentNode.safeParse(node)
    return success ? [[data.id, data] as const] : []
  })
  return { name: stored.name, nodes: new Map(read) }
}
