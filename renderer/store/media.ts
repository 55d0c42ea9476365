import { fromWire, toWire } from '../../nodes/errors.ts'
import { MediaId, type Media } from '../../nodes/media.ts'
import type { Take } from '../../nodes/takes.ts'
import type { Get, Slice } from './editor.ts'
import type { Shared } from './session.ts'
import type { ImportProgress, MediaSlice } from './types.ts'

const PAGE = 100
const MOST_PER_CALL = 1_000

export const createMediaSlice =
  ({ core }: Shared): Slice<MediaSlice> =>
  (set, get) => {
    /** Only the answer to the newest question counts. */
    let asked = 0
    const load = async (offset: number): Promise<void> => {
      const mine = (asked += 1)
      const { query, items } = get().library
      set({ library: { ...get().library, loading: true } })
      try {
        const page = await core.call('media.list', { ...asInput(query), limit: PAGE, offset })
        if (mine !== asked) return
        const ids = page.items.map(({ id }) => id)
        const kept = offset === 0 ? [] : items.filter((id) => !ids.includes(id))
        set({
          media: { ...get().media, ...mediaOf(page.items) },
          library: { ...get().library, items: [...kept, ...ids], total: page.total, loading: false },
        })
      } catch (error) {
        if (mine !== asked) return
        set({ library: { ...get().library, loading: false } })
        get().toastError(error)
      }
    }
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
      library: { items: [], total: 0, loading: false, query: { search: '' } },
      imports: [],

      async queryLibrary(query) {
        const { library } = get()
        set({ library: { ...library, query: { ...library.query, ...query } } })
        await load(0)
      },
      async loadMoreLibrary() {
        const { items, total, loading } = get().library
        if (!loading && items.length < total) await load(items.length)
      },
      async importFiles(files) {
        const imports = files.map((file) => ({
          id: crypto.randomUUID(),
          name: file.name,
          state: 'running' as const,
        }))
        set({ imports: [...get().imports, ...imports] })
        const results: (Media | undefined)[] = []
        for (const [index, file] of files.entries()) {
          results.push(await importOne(file, imports[index]!.id))
        }
        if (results.some((media) => media !== undefined)) await load(0)
        return results
      },
      dismissImports: () =>
        set(({ imports }) => ({ imports: imports.filter(({ state }) => state === 'running') })),
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
      applyTake: (take, media) => applyTake(take, media, get, set),
    }

    async function importOne(file: File, id: string): Promise<Media | undefined> {
      const report = (change: Partial<ImportProgress>) =>
        set({ imports: get().imports.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)) })
      try {
        const { media, existed } = await core.importFile(file)
        get().applyMedia(media)
        report({ state: existed ? 'existed' : 'done' })
        return media
      } catch (error) {
        report({ state: 'refused', error: fromWire(toWire(error)) })
        get().toastError(error)
        return undefined
      }
    }
  }

function applyTake(take: Take, media: Media, get: Get, set: Parameters<Slice<unknown>>[0]): void {
  const { takes, viewed } = get()
  const others = (takes[take.nodeId] ?? []).filter(({ mediaId }) => mediaId !== take.mediaId)
  set({
    media: { ...get().media, [media.id]: media },
    takes: { ...takes, [take.nodeId]: [...others, take].toSorted((a, b) => a.number - b.number) },
    // Whoever looks at a node wants to see what it has just made.
    ...(viewed?.nodeId === take.nodeId && { viewed: { mediaId: media.id, nodeId: take.nodeId } }),
  })
}

function asInput({ kind, favourites, search }: MediaSlice['library']['query']) {
  return { ...(kind && { kind }), ...(favourites && { favourites }), ...(search && { search }) }
}

export function takesByNode(takes: readonly Take[]): Record<string, Take[]> {
  const byNode: Record<string, Take[]> = {}
  for (const take of takes.toSorted((a, b) => a.number - b.number)) (byNode[take.nodeId] ??= []).push(take)
  return byNode
}

export function mediaOf(media: readonly Media[]): Record<string, Media> {
  return Object.fromEntries(media.map((one) => [one.id, one]))
}
