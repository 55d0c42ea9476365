import { MediaId, type Media } from '../../nodes/media.ts'
import type { Take } from '../../nodes/takes.ts'
import type { Slice } from './editor.ts'
import type { Shared } from './session.ts'
import type { MediaSlice } from './types.ts'

const MOST_PER_CALL = 1_000

type Files = Pick<
  MediaSlice,
  'takes' | 'media' | 'models' | 'loadMedia' | 'setFavourite' | 'renameMedia' | 'applyMedia' | 'applyTake'
>

export const createMediaSlice =
  ({ core }: Shared): Slice<Files> =>
  (set, get) => {
    const change = async (work: () => Promise<Media>): Promise<void> => {
      try {
        get().applyMedia(await work())
      } catch (error) {
        get().toastError(error)
      }
    }

    return {
      takes: {},
      media: {},
      models: [],

      async loadMedia(ids) {
        const unknown = ids.filter((id) => MediaId.safeParse(id).success && !get().media[id as string])
        if (unknown.length === 0) return
        try {
          const found = await core.call('media.get', { ids: (unknown as string[]).slice(0, MOST_PER_CALL) })
          set({ media: { ...get().media, ...mediaOf(found) } })
        } catch (error) {
          get().toastError(error)
        }
      },
      setFavourite: (id, favourite) => change(() => core.call('media.favourite', { id, favourite })),
      renameMedia: (id, name) => change(() => core.call('media.rename', { id, name })),
      applyMedia: (media) => set({ media: { ...get().media, [media.id]: media } }),
      applyTake(take, media) {
        const { takes, viewed } = get()
        const others = (takes[take.nodeId] ?? []).filter(({ mediaId }) => mediaId !== take.mediaId)
        set({
          media: { ...get().media, [media.id]: media },
          takes: { ...takes, [take.nodeId]: [...others, take].toSorted((a, b) => a.number - b.number) },
          // Whoever looks at a node wants to see what it has just made.
          ...(viewed?.nodeId === take.nodeId && { viewed: { mediaId: media.id, nodeId: take.nodeId } }),
        })
      },
    }
  }

export function takesByNode(takes: readonly Take[]): Record<string, Take[]> {
  const byNode: Record<string, Take[]> = {}
  for (const take of takes.toSorted((a, b) => a.number - b.number)) (byNode[take.nodeId] ??= []).push(take)
  return byNode
}

export function mediaOf(media: readonly Media[]): Record<string, Media> {
  return Object.fromEntries(media.map((one) => [one.id, one]))
}
