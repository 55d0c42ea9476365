import type { Media } from '../../nodes/media.ts'
import type { Take } from '../../nodes/takes.ts'
import { useStore } from '../store/index.ts'
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
  const newest = useStore(newestTake)
  const { mediaId, nodeId } = asked ?? newest ?? {}
  const media = useStore((state) => (mediaId === undefined ? undefined : state.media[mediaId]))
  const takes = useStore((state) => (nodeId === undefined ? noTakes : (state.takes[nodeId] ?? noTakes)))
  const take = takes.find((one) => one.mediaId === mediaId)
  return { takes, ...(media && { media }), ...(nodeId !== undefined && { nodeId }), ...(take && { take }) }
}

let known: { readonly takes: Store['takes']; readonly newest: Take | undefined } | undefined

function newestTake({ takes }: Store): Take | undefined {
  if (known?.takes !== takes) {
    const newest = Object.values(takes)
      .flat()
      .reduce<Take | undefined>((a, b) => (a && a.activatedAt >= b.activatedAt ? a : b), undefined)
    known = { takes, newest }
  }
  return known.newest
}
