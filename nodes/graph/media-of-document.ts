import { MediaId } from '../media.ts'
import type { DocumentNode, WorkflowDocument } from './document.ts'

/**
 * Every media that a document names, wherever it does: Media nodes, chosen takes, the cut of a film, the params of
 * nodes that this app does not know. A media id cannot be mistaken for anything else.
 */
export function mediaOfDocument({ nodes }: WorkflowDocument): Set<MediaId> {
  return new Set(nodes.flatMap(mediaOfNode))
}

/** The same of one node, each once. */
export function mediaOfNode({ params, chosenTake }: DocumentNode): MediaId[] {
  return [...new Set(idsIn([params, chosenTake?.mediaId]))]
}

function idsIn(value: unknown): MediaId[] {
  if (typeof value === 'string') return MediaId.safeParse(value).success ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(idsIn)
}
