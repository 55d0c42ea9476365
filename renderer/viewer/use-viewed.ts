import type { Media } from '../../nodes/media.ts'
import type { Take } from '../../nodes/takes.ts'
import { useStore } from '../store/index.ts'
import { mediaInView, selectNewestTake } from '../store/selectors.ts'
import type { Store } from '../store/types.ts'

export interface Viewed {
  readonly media?: Media
  /** The node that made it, whose takes can be leafed through. */
  readonly nodeId?: string
  readonly takes: readonly Take[]
  readonly take?: Take
}

const noTakes: readonly Take[] = []

/** What the viewer shows: what was asked for, else the newest that this workflow has made. */
export function useViewed(): Viewed {
  const asked = useStore((state) => state.viewed)
  const newest = useStore(selectNewestTake)
  const { mediaId, nodeId } = asked ?? newest ?? {}
  const media = useStore(mediaInView)
  const takes = useStore((state) => (nodeId === undefined ? noTakes : (state.takes[nodeId] ?? noTakes)))
  const take = takes.find((one) => one.mediaId === mediaId)
  return { takes, ...(media && { media }), ...(nodeId !== undefined && { nodeId }), ...(take && { take }) }
}

/** The same, at this moment. */
export function viewedIn(state: Store): Viewed {
  const { mediaId, nodeId } = state.viewed ?? selectNewestTake(state) ?? {}
  const media = mediaInView(state)
  const takes = nodeId === undefined ? noTakes : (state.takes[nodeId] ?? noTakes)
  const take = takes.find((one) => one.mediaId === mediaId)
  return { takes, ...(media && { media }), ...(nodeId !== undefined && { nodeId }), ...(take && { take }) }
}
