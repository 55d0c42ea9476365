import type { DocumentNode, WorkflowDocument } from '../../nodes/graph/document.ts'
import { createGraph, incomingOf, upstreamOf } from '../../nodes/graph/graph.ts'
import { activeTake, type Take } from '../../nodes/takes.ts'
import type { Tables } from '../db/tables.ts'
import type { MediaManager } from '../media-manager.ts'
import { titleOf } from '../runs/run-record.ts'
import { toTake } from '../workflows.ts'
import type { CarriedTake } from './carried.ts'
import type { Origin } from './receipt.ts'

export interface OriginParts {
  readonly manager: Pick<MediaManager, 'get'>
  readonly tables: Pick<Tables, 'workflowMedia'>
}

/** The node of a workflow that makes a film, as it is when it does. */
export interface FilmPlace {
  readonly workflowId: string
  readonly workflowName: string
  readonly document: WorkflowDocument
  readonly node: DocumentNode
  readonly signature: string
}

/** Who made what flows into a film: connections and clips stand in the same order. */
export function originsOf(parts: OriginParts, clips: readonly string[], place?: FilmPlace): Origin[] {
  const sources = place ? sourcesOf(parts, place) : []
  let next = 0
  return clips.map((mediaId): Origin => {
    const media = parts.manager.get(mediaId)
    const named = { mediaId, node: media?.name ?? '', generation: media?.generation }
    const found = sources.findIndex((source, index) => index >= next && source.holds(mediaId))
    if (found < 0) return named
    next = found + 1
    const { node, takes } = sources[found]!
    const take = takes.find((one) => one.mediaId === mediaId)?.number
    return { ...named, node: titleOf(node), nodeId: node.id, take }
  })
}

function sourcesOf(parts: OriginParts, { workflowId, document, node }: FilmPlace) {
  const graph = createGraph(document)
  return incomingOf(graph, node.id)
    .filter(({ to }) => to.port === 'clips')
    .map(({ from }) => {
      const source = graph.nodes.get(from.node)!
      const takes = takesOf(parts, workflowId, source.id)
      const holds = (id: string) =>
        source.params['mediaId'] === id || takes.some(({ mediaId }) => mediaId === id)
      return { node: source, takes, holds }
    })
}

/** What stood behind every node that the film came through, so that a workflow restored from it is not empty. */
export function takesBehind(parts: OriginParts, place: FilmPlace): CarriedTake[] {
  const { workflowId, document, node: film, signature } = place
  const upstream = upstreamOf(createGraph(document), [film.id])
  const behind = document.nodes.flatMap(({ id, chosenTake }) => {
    const take = upstream.has(id) && id !== film.id && activeTake(takesOf(parts, workflowId, id), chosenTake)
    return take ? [{ nodeId: id, media: take.mediaId, signature: take.signature }] : []
  })
  return [...behind, { nodeId: film.id, media: 'film', signature }]
}

function takesOf({ tables }: OriginParts, workflowId: string, nodeId: string): Take[] {
  const stored = tables.workflowMedia.listByNode(workflowId, nodeId)
  return stored.filter(({ role }) => role !== 'input').map(toTake)
}
