import type { Slice } from './editor.ts'
import type { LibrarySlice } from './library-types.ts'
import type { Shared } from './session.ts'

/** Questions that are worth asking again. One that was removed and comes back has another id. */
export const createLibrarySearchesSlice =
  ({ core }: Shared): Slice<Pick<LibrarySlice, 'saveSearch' | 'renameSearch' | 'removeSearch'>> =>
  (_set, get) => ({
    async saveSearch(name) {
      const { filter, sort } = get().views.main.query
      let id = ''
      await get().doInLibrary({
        label: 'save-search',
        count: 1,
        perform: async () => void ({ id } = await core.call('searches.save', { name, filter, sort })),
        takeBack: () => core.call('searches.remove', { id }),
      })
    },
    async renameSearch(search, name) {
      await get().doInLibrary({
        label: 'rename-search',
        count: 1,
        perform: () => core.call('searches.save', { ...search, name }),
        takeBack: () => core.call('searches.save', search),
      })
    },
    async removeSearch({ id: first, ...search }) {
      let id = first
      await get().doInLibrary({
        label: 'remove-search',
        count: 1,
        perform: () => core.call('searches.remove', { id }),
        takeBack: async () => void ({ id } = await core.call('searches.save', search)),
      })
    },
  })
