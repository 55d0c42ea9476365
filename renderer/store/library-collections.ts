import { translate } from '../i18n/index.ts'
import type { Get, Slice } from './editor.ts'
import { MOST_SELECTED } from './library-selection.ts'
import type { LibrarySlice } from './library-types.ts'
import type { Shared } from './session.ts'

const PER_CALL = 500

type Whole = Pick<LibrarySlice, 'createCollection' | 'renameCollection' | 'removeCollection'>
type Parts = Pick<LibrarySlice, 'addToCollection' | 'removeFromCollection'>

/** What a person puts together. A collection that goes leaves its files where they are. */
export const createLibraryCollectionsSlice =
  (shared: Shared): Slice<Whole & Parts> =>
  (_set, get) => ({ ...wholeCollections(shared, get), ...partsOfCollections(shared, get) })

function wholeCollections(shared: Shared, get: Get): Whole {
  const { core } = shared
  /** It gets a new id each time it comes back. */
  const making = (name: string, ids: readonly string[], madeAs = '') => {
    let id = madeAs
    return {
      make: async () => void ({ id } = await core.call('collections.create', { name, ids: [...ids] })),
      unmake: async () => {
        await core.call('collections.remove', { id })
        await leave(get, id)
      },
    }
  }
  const nameOf = (id: string) => get().facets?.collections.find((one) => one.id === id)?.name ?? ''
  const rename = (id: string, name: string) => core.call('collections.rename', { id, name })
  return {
    async createCollection(name, ids) {
      const { make, unmake } = making(name, ids)
      await get().doInLibrary({ label: 'collect', count: ids.length, perform: make, takeBack: unmake })
    },
    async renameCollection(id, name) {
      const before = nameOf(id)
      if (name === before) return
      await get().doInLibrary({
        label: 'rename-collection',
        count: 1,
        perform: () => rename(id, name),
        takeBack: () => rename(id, before),
      })
    },
    async removeCollection(id) {
      try {
        const { make, unmake } = making(nameOf(id), await idsIn(shared, id), id)
        await get().doInLibrary({ label: 'remove-collection', count: 1, perform: unmake, takeBack: make })
      } catch (error) {
        get().toastError(error)
      }
    },
  }
}

function partsOfCollections(shared: Shared, get: Get): Parts {
  const change = (
    id: string,
    { add = [], remove = [] }: { add?: readonly string[]; remove?: readonly string[] },
  ) => shared.core.call('collections.change', { id, add: [...add], remove: [...remove] })
  return {
    async addToCollection(id, ids) {
      try {
        const there = new Set(await idsIn(shared, id))
        const add = ids.filter((one) => !there.has(one))
        if (add.length === 0) return get().announce(translate('library:inCollection'))
        await get().doInLibrary({
          label: 'add-to-collection',
          count: add.length,
          perform: () => change(id, { add }),
          takeBack: () => change(id, { remove: add }),
        })
      } catch (error) {
        get().toastError(error)
      }
    },
    async removeFromCollection(id, remove) {
      await get().doInLibrary({
        label: 'remove-from-collection',
        count: remove.length,
        perform: () => change(id, { remove }),
        takeBack: () => change(id, { add: remove }),
      })
    },
  }
}

async function idsIn({ core }: Shared, collection: string): Promise<string[]> {
  const ids: string[] = []
  for (;;) {
    const { items, total } = await core.call('media.list', {
      filter: { collection },
      limit: PER_CALL,
      offset: ids.length,
    })
    ids.push(...items.map(({ id }) => id))
    if (items.length === 0 || ids.length >= Math.min(total, MOST_SELECTED)) return ids
  }
}

/** A list of what is in a collection that is gone would be empty for no visible reason. */
async function leave(get: Get, id: string): Promise<void> {
  const { collection, ...filter } = get().views.main.query.filter
  if (collection === id) await get().askLibrary('main', { filter })
}
