import { randomUUID } from 'node:crypto'
import type { Input } from '../../nodes/contract/methods.ts'
import type { Facets, MediaGroup, MediaUse, RenamedTag, SavedSearch } from '../../nodes/contract/library.ts'
import { AppError } from '../../nodes/errors.ts'
import type { Media } from '../../nodes/media.ts'
import { roleKinds, type Tag } from '../../nodes/tags.ts'
import type { Tables } from '../db/tables.ts'
import type { Events } from '../events.ts'
import type { ListOptions, MediaManager } from '../media-manager.ts'
import { catchUpWithSearch } from './catch-up.ts'
import { groupsOf } from './groups.ts'
import { usesOf } from './uses.ts'
import { workOf } from './work.ts'

export interface LibraryParts {
  readonly tables: Tables
  readonly events: Events
  readonly manager: MediaManager
}

export type Library = ReturnType<typeof createLibrary>

/** Finding, marking and collecting what the library has. */
export function createLibrary(parts: LibraryParts) {
  const { tables, events, manager } = parts
  const searching = catchUpWithSearch(parts)
  const changed = () => events.emit({ type: 'library.changed' })

  return {
    /** A search waits until all words are there: it never leaves out what it should find. */
    async list(asked: ListOptions): Promise<{ items: Media[]; total: number }> {
      if (asked.filter?.text?.trim()) await searching.done()
      return manager.list(asked)
    },
    async groups(asked: Input<'media.groups'>): Promise<MediaGroup[]> {
      if (asked.filter?.text?.trim()) await searching.done()
      return groupsOf(tables, asked)
    },
    facets: (): Facets => tables.facets(),
    uses: (ids: readonly string[]): MediaUse[] => usesOf(tables, ids),
    work: (asked: Input<'media.work'>) => workOf(tables, asked),

    tag({ ids, add, remove }: Input<'media.tag'>): Media[] {
      add.forEach(requireName)
      const before = tables.together(() => {
        const less = tables.tags.remove(ids, remove.filter(isOwn))
        const more = tables.tags.add(ids, add.filter(isOwn))
        return less || more
      })
      const media = manager.getMany(ids)
      const [only] = media
      if (before && media.length === 1 && only) events.emit({ type: 'media.changed', media: only })
      else if (before) changed()
      return media
    },
    renameTag(from: Tag, to: Tag): RenamedTag {
      requireName(to)
      if (!isOwn(from) || !isOwn(to))
        throw new AppError('invalid_input', { reason: 'this tag is the app’s own' })
      const renamed = tables.together(() => tables.tags.rename(from, to))
      if (!renamed) throw gone('This tag')
      changed()
      return renamed
    },

    collections: collectionsOf(tables, changed),
    searches: searchesOf(tables),

    /** Makes the words of every media anew: for a search that does not find what is there. */
    async rebuildSearch(): Promise<void> {
      tables.search.forget()
      await searching.done()
    },
    close: () => searching.stop(),
  }
}

function collectionsOf({ collections, together }: Tables, changed: () => void) {
  return {
    list: () => collections.list(),
    create({ id, name, ids }: Input<'collections.create'>): string {
      const made = together(() => {
        if (id !== undefined && collections.exists(id)) throw new AppError('collection_exists')
        const made = collections.create(name, Date.now(), id)
        collections.change(made, { add: ids, remove: [] })
        return made
      })
      changed()
      return made
    },
    rename(id: string, name: string): void {
      if (!collections.rename(id, name)) throw gone('This collection')
      changed()
    },
    remove(id: string): { ids: string[] } {
      const ids = together(() => collections.remove(id))
      if (!ids) throw gone('This collection')
      changed()
      return { ids }
    },
    change(id: string, change: { add: readonly string[]; remove: readonly string[] }) {
      if (!collections.exists(id)) throw gone('This collection')
      const done = together(() => collections.change(id, change))
      changed()
      return done
    },
  }
}

function searchesOf({ searches }: Tables) {
  return {
    list: () => searches.list(),
    save({ id = randomUUID(), ...search }: Input<'searches.save'>): SavedSearch {
      const saved = { id, ...search }
      searches.put(saved, Date.now())
      return saved
    },
    remove(id: string): void {
      if (!searches.remove(id)) throw gone('This search')
    },
  }
}

/** The app's own marks are neither given nor taken away by anybody. */
function isOwn({ kind }: Tag): boolean {
  return kind !== 'auto'
}

function requireName({ kind, name }: Tag): void {
  const roles: readonly string[] = roleKinds
  if (name !== '' || roles.includes(kind)) return
  throw new AppError('invalid_input', { reason: 'a tag needs a name' })
}

function gone(what: string): AppError {
  return new AppError('not_found', { what })
}
