import type { Media } from '../../nodes/media.ts'
import type { Take } from '../../nodes/takes.ts'
import { useNodeView, useStore } from '../store/index.ts'

export interface Viewed {
  readonly media?: Media
  /** The node that made it, whose takes can be leafed through. */
  readonly nodeId?: string
  readonly takes: readonly Take[]
  readonly take?: Take
}

const noTakes: readonly Take[] = []

/** What the viewer shows: what was asked for, else what the one selected node holds. */
export function useViewed(): Viewed {
  const pinned = useStore((state) => state.viewed)
  const selected = useStore((state) => (state.selection.length === 1 ? state.selection[0] : undefined))
  const nodeId = pinned ? pinned.nodeId : selected
  const view = useNodeView(nodeId ?? '')
  const pinnedMedia = useStore((state) => (pinned ? state.media[pinned.mediaId] : undefined))
  const media = pinned ? pinnedMedia : view?.media
  const takes = view?.takes ?? noTakes
  const take = takes.find(({ mediaId }) => mediaId === media?.id)
  return { takes, ...(media && { media }), ...(nodeId !== undefined && { nodeId }), ...(take && { take }) }
}
