import type { Handlers } from '../../nodes/contract/rpc.ts'
import type { Library } from '../library/library.ts'

type LibraryHandlers = Pick<
  Handlers,
  | 'media.list'
  | 'media.groups'
  | 'media.facets'
  | 'media.tag'
  | 'media.uses'
  | 'media.work'
  | Extract<keyof Handlers, `tags.${string}` | `collections.${string}` | `searches.${string}`>
>

export function libraryHandlers(library: Library): LibraryHandlers {
  const { collections, searches } = library
  return {
    'media.list': (asked) => library.list(asked),
    'media.groups': (asked) => library.groups(asked),
    'media.facets': async () => library.facets(),
    'media.tag': async (change) => library.tag(change),
    'media.uses': async ({ ids }) => library.uses(ids),
    'media.work': async (asked) => library.work(asked),
    'tags.rename': async ({ from, to }) => library.renameTag(from, to),
    'collections.list': async () => collections.list(),
    'collections.create': async (collection) => ({ id: collections.create(collection) }),
    'collections.rename': async ({ id, name }) => done(collections.rename(id, name)),
    'collections.remove': async ({ id }) => collections.remove(id),
    'collections.change': async ({ id, ...change }) => collections.change(id, change),
    'searches.list': async () => searches.list(),
    'searches.save': async (search) => searches.save(search),
    'searches.remove': async ({ id }) => done(searches.remove(id)),
  }
}

function done(_: void): Record<string, never> {
  return {}
}
