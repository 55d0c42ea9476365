import { mediaOfDocument } from '../../nodes/graph/media-of-document.ts'
import { MediaId, type Media } from '../../nodes/media.ts'
import type { Take } from '../../nodes/takes.ts'
import type { Slice } from './editor.ts'
import { afterPause } from './pause.ts'
import type { Shared } from './session.ts'
import type { MediaSlice } from './types.ts'

const MOST_PER_CALL = 1_000
const NEWS_AFTER_MS = 250

type Files = Pick<
  MediaSlice,
  | 'takes'
  | 'media'
  | 'models'
  | 'loadMedia'
  | 'setFavourite'
  | 'renameMedia'
  | 'applyMedia'
  | 'renewMedia'
  | 'applyTake'
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

    const renew = async (): Promise<void> => {
      const { document, takes } = get()
      const taken = Object.values(takes).flatMap((some) => some.map(({ mediaId }) => mediaId))
      const ids = [...new Set([...mediaOfDocument(document), ...taken])]
      // A core that does not answer is told of elsewhere, and asked again when it is back.
      const answer = await readMedia(core, ids).catch(() => undefined)
      if (!answer) return
      const found = mediaOf(answer)
      const { media } = get()
      const changed = ids.flatMap((id) => {
        const now = found[id] ?? (media[id] && { ...media[id], missing: true })
        return now && !isSame(now, media[id]) ? [now] : []
      })
      if (changed.length > 0) set({ media: { ...media, ...mediaOf(changed) } })
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
      renewMedia: afterPause(NEWS_AFTER_MS, renew),
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

/** However many they are; those that the library does not know are left out. */
export async function readMedia(core: Shared['core'], ids: readonly string[]): Promise<Media[]> {
  const found: Media[] = []
  for (let at = 0; at < ids.length; at += MOST_PER_CALL) {
    found.push(...(await core.call('media.get', { ids: ids.slice(at, at + MOST_PER_CALL) })))
  }
  return found
}

/** What is told of a file is plain data. */
function isSame(a: Media, b: Media | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

export function takesByNode(takes: readonly Take[]): Record<string, Take[]> {
  const byNode: Record<string, Take[]> = {}
  for (const take of takes.toSorted((a, b) => a.number - b.number)) (byNode[take.nodeId] ??= []).push(take)
  return byNode
}

export function mediaOf(media: readonly Media[]): Record<string, Media> {
  return Object.fromEntries(media.map((one) => [one.id, one]))
}
