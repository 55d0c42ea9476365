import type { Facets, MediaFilter, MediaUse, RenamedTag, SavedSearch } from '../../nodes/contract/library.ts'
import type { Caller } from '../../nodes/contract/rpc.ts'
import { AppError } from '../../nodes/errors.ts'
import type { Media } from '../../nodes/media.ts'
import { tagKey, type Tag } from '../../nodes/tags.ts'
import { createStoreOver } from './create-store.ts'
import { hasTag } from './library-marks.ts'
import { createTestCore, type TestCore } from './test-core.ts'

interface Collected {
  name: string
  ids: string[]
}

/** A library in memory for tests of the store: newest first, as the core answers it. */
export interface TestLibrary {
  readonly core: TestCore
  readonly files: Map<string, Media>
  readonly collections: Map<string, Collected>
  readonly searches: Map<string, SavedSearch>
  readonly uses: MediaUse[]
  /** Which stretches of the list were asked for. */
  readonly asked: { readonly offset: number; readonly filter: MediaFilter }[]
}

export const idOf = (number: number): string => number.toString(16).padStart(64, '0')

export function file(number: number, about: Partial<Media> = {}): Media {
  return {
    id: idOf(number),
    kind: 'image',
    name: `still ${number}.jpg`,
    sizeBytes: 1,
    hasAudio: false,
    sourceType: 'uploaded',
    createdAt: number,
    favourite: false,
    missing: false,
    ...about,
  }
}

/** A window over a library of so many pictures; number 0 is the newest. */
export async function openLibrary(count: number) {
  const files = new Map(Array.from({ length: count }, (_, n) => [idOf(n), file(n, { createdAt: count - n })]))
  const core = createTestCore()
  const [collections, searches] = [new Map<string, Collected>(), new Map<string, SavedSearch>()]
  const lost = new Set<string>()
  const test: TestLibrary = {
    core: { ...core, loseAnswer: (name) => void lost.add(name) },
    files,
    collections,
    searches,
    uses: [],
    asked: [],
  }
  const answers = answersOf(test)
  const call = async (name: string, input: unknown): Promise<unknown> => {
    const answer = answers[name]
    if (!answer) return test.core.call(name as 'media.list', input as never)
    test.core.calls.push(name)
    await Promise.resolve()
    const answered = structuredClone(answer(structuredClone(input) as never))
    if (lost.delete(name)) throw new AppError('core_unreachable')
    return answered
  }
  const store = createStoreOver({ ...test.core, call: call as Caller })
  return { ...test, store, state: store.getState }
}

type Answers = Record<string, (input: never) => unknown>

function answersOf(test: TestLibrary): Answers {
  return { ...filesOf(test), ...collectionsOf(test), ...searchesOf(test) }
}

function filesOf({ files, collections, uses, asked }: TestLibrary): Answers {
  const change = (id: string, about: Partial<Media>): Media => {
    const changed = { ...there(files, id), ...about }
    files.set(id, changed)
    return changed
  }
  return {
    'media.list': (input: { filter?: MediaFilter; limit: number; offset: number }) => {
      const { filter = {}, limit, offset } = input
      asked.push({ offset, filter })
      const found = [...files.values()].filter((one) => fits(one, filter, collections))
      return { items: found.slice(offset, offset + limit), total: found.length }
    },
    'media.get': ({ ids }: { ids: string[] }) => ids.flatMap((id) => files.get(id) ?? []),
    'media.facets': () => facetsOf(files, collections),
    'media.work': () => ({ items: [], total: 0 }),
    'media.uses': ({ ids }: { ids: string[] }) => uses.filter(({ mediaId }) => ids.includes(mediaId)),
    'history.showing': () => ({ ids: [] }),
    'media.rename': ({ id, name }: { id: string; name: string }) => change(id, { name }),
    'media.favourite': ({ id, favourite }: { id: string; favourite: boolean }) => change(id, { favourite }),
    'media.tag': ({ ids, add, remove }: { ids: string[]; add: Tag[]; remove: Tag[] }) =>
      ids.map((id) => change(id, { tags: retagged(files.get(id)!, add, remove) })),
    'tags.rename': ({ from, to }: { from: Tag; to: Tag }): RenamedTag => {
      const had = [...files.values()].filter((one) => hasTag(one, from))
      const isMerge = [...files.values()].some((one) => hasTag(one, to))
      const both = had.filter((one) => hasTag(one, to))
      const moved = had.filter((one) => !both.includes(one))
      for (const one of had) change(one.id, { tags: retagged(one, [to], [from]) })
      return isMerge ? { merged: { moved: moved.map(({ id }) => id), both: both.map(({ id }) => id) } } : {}
    },
  }
}

function searchesOf({ searches }: TestLibrary): Answers {
  return {
    'searches.list': () => [...searches.values()],
    'searches.save': ({ id = crypto.randomUUID(), ...search }: SavedSearch) => {
      searches.set(id, { id, ...search })
      return { id, ...search }
    },
    'searches.remove': ({ id }: { id: string }) => {
      there(searches, id)
      searches.delete(id)
    },
  }
}

function collectionsOf({ collections }: TestLibrary): Answers {
  return {
    'collections.create': ({ name, ids, id = crypto.randomUUID() }: Collected & { id?: string }) => {
      if (collections.has(id)) throw new AppError('collection_exists')
      collections.set(id, { name, ids })
      return { id }
    },
    'collections.rename': ({ id, name }: { id: string; name: string }) => {
      there(collections, id).name = name
    },
    'collections.remove': ({ id }: { id: string }) => {
      const { ids } = there(collections, id)
      collections.delete(id)
      return { ids }
    },
    'collections.change': ({
      id,
      add = [],
      remove = [],
    }: {
      id: string
      add?: string[]
      remove?: string[]
    }) => {
      const one = there(collections, id)
      const added = add.filter((known) => !one.ids.includes(known))
      const removed = remove.filter((known) => one.ids.includes(known))
      one.ids = [...one.ids, ...added].filter((known) => !removed.includes(known))
      return { added, removed }
    },
  }
}

function there<T>(all: ReadonlyMap<string, T>, id: string): T {
  const one = all.get(id)
  if (one === undefined) throw new AppError('not_found', { what: id })
  return one
}

function fits(media: Media, filter: MediaFilter, collections: TestLibrary['collections']): boolean {
  const { text, collection, favourites } = filter
  if (text !== undefined && !media.name.includes(text)) return false
  if (favourites && !media.favourite) return false
  return collection === undefined || collections.get(collection)?.ids.includes(media.id) === true
}

function retagged({ tags = [] }: Media, add: readonly Tag[], remove: readonly Tag[]): Tag[] {
  const gone = new Set(remove.map(tagKey))
  const kept = tags.filter((tag) => !gone.has(tagKey(tag)))
  const there = new Set(kept.map(tagKey))
  return [...kept, ...add.filter((tag) => !there.has(tagKey(tag)))]
}

function facetsOf(files: TestLibrary['files'], collections: TestLibrary['collections']): Facets {
  const none = { video: 0, audio: 0, favourites: 0, unused: 0, trash: 0, missing: 0 }
  return {
    counts: { all: files.size, image: files.size, ...none },
    tags: [],
    providers: [],
    models: [],
    aspects: [],
    workflows: [],
    collections: [...collections].map(([id, { name, ids }]) => ({ id, name, count: ids.length })),
  }
}
