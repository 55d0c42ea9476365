import type { RenamedTag } from '../../nodes/contract/library.ts'
import { toWire } from '../../nodes/errors.ts'
import type { Media } from '../../nodes/media.ts'
import { tagKey, type Tag } from '../../nodes/tags.ts'
import type { Get, Set, Slice } from './editor.ts'
import { freshen } from './library-pages.ts'
import type { LibrarySlice } from './library-types.ts'
import { mediaOf } from './media.ts'
import type { Shared } from './session.ts'

type Named = Pick<LibrarySlice, 'markFavourite' | 'renameInLibrary'>
type Tagged = Pick<LibrarySlice, 'addTag' | 'removeTag' | 'renameTag'>

/** Each comes back as it is then, so not all of a library in one answer. */
const MEDIA_AT_ONCE = 1_000

/** Names, stars and tags. Each takes back exactly what it changed: what was so before stays so. */
export const createLibraryMarksSlice =
  (shared: Shared): Slice<Named & Tagged> =>
  (set, get) => ({ ...namesAndStars(shared, get), ...tagsAndRoles(shared, { set, get }) })

function namesAndStars({ core }: Shared, get: Get): Named {
  const star = async (ids: readonly string[], favourite: boolean) => {
    let gone: unknown
    let done = 0
    for (const id of ids) {
      try {
        get().applyMedia(await core.call('media.favourite', { id, favourite }))
        done++
      } catch (error) {
        // The others are marked all the same.
        if (toWire(error).code !== 'not_found') throw error
        gone = error
      }
    }
    if (done === 0) throw gone
  }
  const name = async (id: string, to: string) =>
    get().applyMedia(await core.call('media.rename', { id, name: to }))
  return {
    async markFavourite(media, favourite) {
      const ids = idsOf(media.filter((one) => one.favourite !== favourite))
      if (ids.length === 0) return
      await get().doInLibrary({
        label: favourite ? 'favourite' : 'unfavourite',
        count: ids.length,
        perform: () => star(ids, favourite),
        takeBack: () => star(ids, !favourite),
      })
    },
    async renameInLibrary({ id, name: before }, after) {
      const to = after.trim()
      if (to === '' || to === before) return
      await get().doInLibrary({
        label: 'rename',
        count: 1,
        perform: () => name(id, to),
        takeBack: () => name(id, before),
      })
    },
  }
}

function tagsAndRoles({ core }: Shared, { set, get }: { set: Set; get: Get }): Tagged {
  const retag = async (
    ids: readonly string[],
    { add = [], remove = [] }: { add?: Tag[]; remove?: Tag[] },
  ) => {
    const changed = await core.call('media.tag', { ids: [...ids], add, remove })
    const { media } = get()
    set({ media: { ...media, ...mediaOf(changed.filter(({ id }) => media[id])) } })
    freshen(set, changed)
  }
  const mark = (ids: readonly string[], tag: Tag) => () => retag(ids, { add: [tag] })
  const unmark = (ids: readonly string[], tag: Tag) => () => retag(ids, { remove: [tag] })
  const retagMany = async (ids: readonly string[], change: { add?: Tag[]; remove?: Tag[] }) => {
    for (let from = 0; from < ids.length; from += MEDIA_AT_ONCE) {
      await retag(ids.slice(from, from + MEDIA_AT_ONCE), change)
    }
  }
  return {
    async addTag(media, tag) {
      const ids = idsOf(media.filter((one) => !hasTag(one, tag)))
      if (ids.length === 0) return
      const step = { label: 'tag', count: ids.length } as const
      await get().doInLibrary({ ...step, perform: mark(ids, tag), takeBack: unmark(ids, tag) })
    },
    async removeTag(media, tag) {
      const ids = idsOf(media.filter((one) => hasTag(one, tag)))
      if (ids.length === 0) return
      const step = { label: 'untag', count: ids.length } as const
      await get().doInLibrary({ ...step, perform: unmark(ids, tag), takeBack: mark(ids, tag) })
    },
    async renameTag(from, to) {
      let merged: RenamedTag['merged']
      await get().doInLibrary({
        label: 'rename-tag',
        count: 1,
        async perform() {
          merged = (await core.call('tags.rename', { from, to })).merged
        },
        async takeBack() {
          if (!merged) return void (await core.call('tags.rename', { from: to, to: from }))
          const { moved, both } = merged
          await retagMany([...moved, ...both], { add: [from] })
          await retagMany(moved, { remove: [to] })
        },
      })
    },
  }
}

export function hasTag({ tags = [] }: Media, tag: Tag): boolean {
  const key = tagKey(tag)
  return tags.some((one) => tagKey(one) === key)
}

function idsOf(media: readonly Media[]): string[] {
  return media.map(({ id }) => id)
}
