import type { MediaUse } from '../../nodes/contract/library.ts'
import { newestFirst } from '../../nodes/contract/library.ts'
import type { Slice } from './editor.ts'
import { MOST_SELECTED } from './library-selection.ts'
import type { LibrarySlice } from './library-types.ts'
import type { Shared } from './session.ts'

const MOST_WORK = 200

type Lists = Pick<
  LibrarySlice,
  | 'facets'
  | 'searches'
  | 'work'
  | 'libraryOpen'
  | 'loadFacets'
  | 'loadWork'
  | 'usesOf'
  | 'openLibrary'
  | 'closeLibrary'
  | 'showInLibrary'
>

/** What there is to narrow to, what is on its way, and where the library is shown. */
export const createLibraryListsSlice =
  ({ core }: Shared): Slice<Lists> =>
  (set, get) => ({
    facets: undefined,
    searches: [],
    work: { items: [], total: 0 },
    libraryOpen: false,

    async loadFacets() {
      try {
        const [facets, searches] = await Promise.all([
          core.call('media.facets', {}),
          core.call('searches.list', {}),
        ])
        set({ facets, searches })
      } catch (error) {
        get().toastError(error)
      }
    },
    async loadWork() {
      try {
        set({ work: await core.call('media.work', { limit: MOST_WORK, offset: 0 }) })
      } catch (error) {
        get().toastError(error)
      }
    },
    async usesOf(ids) {
      try {
        return await core.call('media.uses', { ids: ids.slice(0, MOST_SELECTED) })
      } catch (error) {
        get().toastError(error)
        return [] as MediaUse[]
      }
    },
    openLibrary: () => set({ libraryOpen: true, panelsHidden: false }),
    closeLibrary: () => set({ libraryOpen: false }),
    async showInLibrary(media) {
      set({ leftPanel: 'media', panelsHidden: false })
      const { askLibrary, selectMedia } = get()
      const { trashedAt } = get().media[media.id] ?? media
      await askLibrary('main', {
        filter: { text: media.name, ...(trashedAt !== undefined && { trashed: true }) },
        sort: newestFirst,
        work: undefined,
      })
      const { pages } = get().views.main
      const cursor = (pages[0] ?? []).findIndex(({ id }) => id === media.id)
      selectMedia([media.id], cursor === -1 ? undefined : cursor)
    },
  })
