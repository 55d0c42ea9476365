import type { Slice } from './editor.ts'
import type { LibrarySlice } from './library-types.ts'
import type { Shared } from './session.ts'

/** Questions that are worth asking again. One that was removed comes back as the one that it was. */
export const createLibrarySearchesSlice =
  ({ core }: Shared): Slice<Pick<LibrarySlice, 'saveSearch' | 'renameSearch' | 'removeSearch'>> =>
  (_set, get) => ({
    async saveSearch(name) {
      const { filter, sort } = get().views.main.query
      let id: string | undefined
      await get().doInLibrary({
        label: 'save-search',
        count: 1,
        perform: async () => {
          const known = id !== undefined && { id }
          ;({ id } = await core.call('searches.save', { name, filter, sort, ...known }))
        },
        takeBack: async () => void (id !== undefined && (await core.call('searches.remove', { id }))),
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
    async removeSearch(search) {
      await get().doInLibrary({
        label: 'remove-search',
        count: 1,
        perform: () => core.call('searches.remove', { id: search.id }),
        takeBack: () => core.call('searches.save', search),
      })
    },
  })
