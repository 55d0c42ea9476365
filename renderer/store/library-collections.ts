import { toWire } from '../../nodes/errors.ts'
import { translate } from '../i18n/index.ts'
import type { Get, Slice } from './editor.ts'
import type { LibrarySlice } from './library-types.ts'
import type { Shared } from './session.ts'

/** The core takes no more at once. */
const PER_CALL = 10_000

type Whole = Pick<LibrarySlice, 'createCollection' | 'renameCollection' | 'removeCollection'>
type Parts = Pick<LibrarySlice, 'addToCollection' | 'removeFromCollection'>

/** What a person puts together. A collection that goes leaves its files where they are. */
export const createLibraryCollectionsSlice =
  (shared: Shared): Slice<Whole & Parts> =>
  (_set, get) => ({ ...wholeCollections(shared, get), ...partsOfCollections(shared, get) })

function wholeCollections(shared: Shared, get: Get): Whole {
  const { core } = shared
  /** It comes back as the one that it was, because earlier steps know it, with all that was in it when it went. */
  const making = (name: string, held: readonly string[], madeAs?: string) => {
    let ids = held
    let id = madeAs
    return {
      async make() {
        const made = await comeBack({ name, ids: ids.slice(0, PER_CALL), ...(id !== undefined && { id }) })
        id = made.id
        for (let from = made.isNew ? PER_CALL : 0; from < ids.length; from += PER_CALL)
          await core.call('collections.change', { id, add: ids.slice(from, from + PER_CALL), remove: [] })
      },
      async unmake() {
        if (id === undefined) return
        ;({ ids } = await core.call('collections.remove', { id }))
        await leave(get, id)
      },
    }
  }
  /** One that is there already came back at an attempt before this, of which the answer or the rest was lost. */
  const comeBack = async (collection: { id?: string; name: string; ids: string[] }) => {
    try {
      return { ...(await core.call('collections.create', collection)), isNew: true }
    } catch (error) {
      const { id } = collection
      if (id === undefined || toWire(error).code !== 'collection_exists') throw error
      return { id, isNew: false }
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
      const { make, unmake } = making(nameOf(id), [], id)
      await get().doInLibrary({ label: 'remove-collection', count: 1, perform: unmake, takeBack: make })
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
        // What was in it already stays there when this is taken back.
        const { added } = await change(id, { add: ids })
        if (added.length === 0) return get().announce(translate('library:inCollection'))
        await get().doInLibrary({
          label: 'add-to-collection',
          count: added.length,
          perform: () => change(id, { add: added }),
          takeBack: () => change(id, { remove: added }),
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

/** A list of what is in a collection that is gone would be empty for no visible reason. */
async function leave(get: Get, id: string): Promise<void> {
  const { collection, ...filter } = get().views.main.query.filter
  if (collection === id) await get().askLibrary('main', { filter })
}
