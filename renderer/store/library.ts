import { fromWire, toWire } from '../../nodes/errors.ts'
import type { Media } from '../../nodes/media.ts'
import { translate } from '../i18n/index.ts'
import type { Get, Set, Slice } from './editor.ts'
import { mediaOf } from './media.ts'
import type { Shared } from './session.ts'
import type { ImportProgress, MediaSlice } from './types.ts'

const PAGE = 100

type Library = Pick<
  MediaSlice,
  'library' | 'imports' | 'queryLibrary' | 'loadMoreLibrary' | 'importFiles' | 'dismissImports'
>

/** The page of the library on screen, and what is being brought into it. */
export const createLibrarySlice =
  (shared: Shared): Slice<Library> =>
  (set, get) => {
    const load = createLoad(shared, set, get)
    return {
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
        const imports = files.map(({ name }) => ({
          id: crypto.randomUUID(),
          name,
          state: 'running' as const,
        }))
        set({ imports: [...get().imports, ...imports] })
        const results: (Media | undefined)[] = []
        for (const [index, file] of files.entries()) {
          results.push(await importOne(file, imports[index]!.id))
        }
        reportRefused(imports.map(({ id }) => id))
        if (results.some((media) => media !== undefined)) await load(0)
        return results
      },
      dismissImports: () =>
        set(({ imports }) => ({ imports: imports.filter(({ state }) => state === 'running') })),
    }

    /** One file is told of in its own sentence; of several the panel has the list. */
    function reportRefused(ids: readonly string[]): void {
      const errors = get().imports.flatMap(({ id, error }) => (error && ids.includes(id) ? [error] : []))
      if (errors.length === 1) get().toastError(errors[0])
      if (errors.length < 2) return
      get().toast({
        kind: 'error',
        text: translate('panels:media.refused', { count: errors.length }),
        action: {
          label: translate('panels:media.showRefused'),
          perform: () => set({ leftPanel: 'media', panelsHidden: false }),
        },
      })
    }

    async function importOne(file: File, id: string): Promise<Media | undefined> {
      const report = (change: Partial<ImportProgress>) =>
        set({ imports: get().imports.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)) })
      try {
        const { media, existed } = await shared.core.importFile(file)
        get().applyMedia(media)
        report({ state: existed ? 'existed' : 'done' })
        // The library knows these bytes by their first name; whoever brings them in knows them by this one.
        return existed ? { ...media, name: file.name } : media
      } catch (error) {
        report({ state: 'refused', error: fromWire(toWire(error)) })
        return undefined
      }
    }
  }

function createLoad({ core }: Shared, set: Set, get: Get): (offset: number) => Promise<void> {
  /** Only the answer to the newest question counts. */
  let asked = 0
  return async (offset) => {
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
}

function asInput({ kind, favourites, search }: MediaSlice['library']['query']) {
  return { ...(kind && { kind }), ...(favourites && { favourites }), ...(search && { search }) }
}
