import type { WorkItem } from '../../nodes/contract/library.ts'
import { workStates } from '../../nodes/contract/library.ts'
import { sentence, type ErrorDetails } from '../../nodes/errors.ts'
import { WorkflowDocument } from '../../nodes/graph/document.ts'
import { createGraph, incomingOf, type Graph } from '../../nodes/graph/graph.ts'
import { mediaKinds, type MediaKind } from '../../nodes/media.ts'
import { nodeTypeOf } from '../../nodes/types/index.ts'
import type { Tables } from '../db/tables.ts'
import type { StoredWork } from '../db/work.ts'

interface Asked {
  readonly states?: readonly WorkItem['state'][] | undefined
  readonly limit: number
  readonly offset: number
}

/** What is on its way into the library or did not get there: newest first. */
export function workOf(
  { work }: Pick<Tables, 'work'>,
  { states = workStates, ...page }: Asked,
): { items: WorkItem[]; total: number } {
  const graphs = new Map<string, Graph | undefined>()
  /** Read once for all of its nodes on the page. */
  const graphOf = (runId: string) => {
    if (!graphs.has(runId)) {
      const read = WorkflowDocument.safeParse(work.documentOf(runId))
      graphs.set(runId, read.success ? createGraph(read.data) : undefined)
    }
    return graphs.get(runId)
  }
  const { items, total } = work.list({ states, ...page })
  return { items: items.map((stored) => toItem(stored, graphOf)), total }
}

function toItem(stored: StoredWork, graphOf: (runId: string) => Graph | undefined): WorkItem {
  const { errorCode, errorDetails } = stored
  const details = JSON.parse(errorDetails ?? '{}') as ErrorDetails
  return {
    id: stored.id,
    state: stored.state,
    kind: kindOf(stored),
    name: stored.nodeTitle,
    prompt: stored.prompt ?? promptOf(stored, graphOf),
    provider: stored.provider ?? undefined,
    model: stored.model ?? undefined,
    workflowId: stored.workflowId ?? undefined,
    workflowName: stored.workflowName,
    nodeId: stored.nodeId,
    jobId: stored.jobId ?? undefined,
    error: errorCode
      ? { code: errorCode, details, message: sentence({ code: errorCode, details }) }
      : undefined,
    createdAt: stored.createdAt,
  }
}

function kindOf({ mode, nodeType }: StoredWork): MediaKind {
  if (mode !== null) return mode === 'text-to-image' ? 'image' : 'video'
  const made = new Set<string>(Object.values(nodeTypeOf(nodeType)?.outputs ?? {}).map(({ type }) => type))
  return mediaKinds.find((kind) => made.has(kind)) ?? 'video'
}

/** The words of the prompt that is connected to it, or its own. */
function promptOf({ runId, nodeId }: StoredWork, graphOf: (runId: string) => Graph | undefined): string {
  const graph = runId === null ? undefined : graphOf(runId)
  if (!graph) return ''
  for (const { from } of incomingOf(graph, nodeId)) {
    const text = graph.nodes.get(from.node)?.params['text']
    if (typeof text === 'string') return text
  }
  const own = graph.nodes.get(nodeId)?.params['prompt']
  return typeof own === 'string' ? own : ''
}
