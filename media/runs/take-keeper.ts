import type { Result, RunWorld, Work } from '../../nodes/engine/execute.ts'
import { nextVariation } from '../../nodes/engine/plan.ts'
import { createGraph, outgoingOf, type Graph } from '../../nodes/graph/graph.ts'
import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import type { MediaValue } from '../../nodes/media.ts'
import type { Tables } from '../db/tables.ts'
import type { Events } from '../events.ts'
import { presentMedia, type MediaManager } from '../media-manager.ts'
import { toTake } from '../workflows.ts'
import { hashOf, linkTake } from './link-take.ts'
import type { Ongoing } from './ongoing.ts'

export type TakeKeeper = Pick<RunWorld, 'lookUp' | 'variationOf' | 'claim' | 'keep'>

interface Parts {
  readonly tables: Tables
  readonly events: Events
  readonly manager: MediaManager
  readonly ongoing: Ongoing
}

interface KeeperOrder {
  readonly runId: string
  readonly workflowId: string
  readonly document: WorkflowDocument
  readonly signal: AbortSignal
}

/** Remembers what each signature produced, and which take of which node it became. */
export function createTakeKeeper(
  { tables, events, manager, ongoing }: Parts,
  { runId, workflowId, document, signal }: KeeperOrder,
): TakeKeeper {
  const graph = createGraph(document)
  const takesOf = (nodeId: string) => tables.workflowMedia.listByNode(workflowId, nodeId).map(toTake)
  const present = (mediaId: string): MediaValue | undefined => {
    const media = presentMedia(manager, mediaId)
    return media && { id: media.id, kind: media.kind }
  }

  return {
    lookUp(work) {
      // The node's own takes first: what the person saw here before is what they expect to see again.
      const own = takesOf(work.node.id)
        .filter(({ signature }) => signature === work.signature)
        .toSorted((a, b) => b.activatedAt - a.activatedAt)
      for (const { mediaId, variation } of [...own, ...tables.results.list(hashOf(work.signature))]) {
        const value = present(mediaId)
        if (value) return { value, variation }
      }
      return undefined
    },

    variationOf(work) {
      if (!work.newTake) return 0
      const elsewhere = tables.results.list(hashOf(work.signature)).map(({ variation }) => variation)
      const from = Math.max(
        nextVariation(takesOf(work.node.id), work.signature),
        0,
        ...elsewhere.map((n) => n + 1),
      )
      return ongoing.nextVariation(hashOf(work.signature), from)
    },

    async claim(work) {
      // Another take is wanted in its own right, whoever else makes one.
      if (work.newTake) return () => {}
      return ongoing.claim(hashOf(work.signature), signal)
    },

    keep: (work, result) =>
      keepTake({ tables, events, manager }, { runId, workflowId, graph }, { work, result }),
  }
}

function keepTake(
  { tables, events, manager }: Omit<Parts, 'ongoing'>,
  { runId, workflowId, graph }: { runId: string; workflowId: string; graph: Graph },
  { work, result: { value, variation } }: { work: Work; result: Result },
): void {
  const take = linkTake(tables, {
    signature: work.signature,
    variation,
    mediaId: value.id,
    workflowId,
    nodeId: work.node.id,
    nodeType: work.node.type,
    role: outgoingOf(graph, work.node.id).length > 0 ? 'intermediate' : 'output',
    runId,
  })
  const media = manager.get(value.id)
  if (take && media) events.emit({ type: 'take.made', workflowId, take, media })
}
