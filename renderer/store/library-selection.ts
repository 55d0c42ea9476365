import type { Media } from '../../nodes/media.ts'
import { translate } from '../i18n/index.ts'
import type { Get, Slice } from './editor.ts'
import { mediaAt } from './library-pages.ts'
import type { LibrarySlice } from './library-types.ts'
import { readMedia } from './media.ts'
import type { Shared } from './session.ts'

/** As many as one call may name. */
export const MOST_SELECTED = 10_000
const PER_CALL = 500

type Selecting = Pick<
  LibrarySlice,
  'librarySelection' | 'selectMedia' | 'selectMediaRange' | 'selectAllMedia' | 'selectedMedia'
>

interface Stretch {
  readonly from: number
  /** And without it. */
  readonly to: number
  readonly cursor: number | undefined
  readonly anchor: number | undefined
}

export const createLibrarySelectionSlice =
  (shared: Shared): Slice<Selecting> =>
  (set, get) => {
    const selectStretch = async ({ from, to, cursor, anchor }: Stretch) => {
      try {
        const ids = await idsBetween(shared, get, { from, to: Math.min(to, from + MOST_SELECTED) })
        get().selectMedia(ids, cursor, anchor)
        if (to - from <= MOST_SELECTED) return
        get().toast({ kind: 'info', text: translate('library:mostSelected', { count: MOST_SELECTED }) })
      } catch (error) {
        get().toastError(error)
      }
    }
    return {
      librarySelection: { ids: new Set(), cursor: undefined, anchor: undefined },
      selectMedia: (ids, cursor, anchor = cursor) =>
        set({ librarySelection: { ids: new Set(ids), cursor, anchor } }),
      async selectMediaRange(to) {
        const { anchor = to } = get().librarySelection
        await selectStretch({ from: Math.min(anchor, to), to: Math.max(anchor, to) + 1, cursor: to, anchor })
      },
      async selectAllMedia() {
        const { cursor } = get().librarySelection
        await selectStretch({ from: 0, to: get().views.main.total ?? 0, cursor, anchor: cursor })
      },
      selectedMedia: () => selectedMedia(shared, get),
    }
  }

/** Ids of a stretch of the list, most of which may not be held here. */
async function idsBetween(
  { core }: Shared,
  get: Get,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<string[]> {
  const view = get().views.main
  const { filter, sort, group } = view.query
  const ids: string[] = []
  for (let at = from; at < to; at = from + ids.length) {
    const held = mediaAt(view, at)
    if (held) {
      ids.push(held.id)
      continue
    }
    const { items } = await core.call('media.list', {
      filter,
      sort,
      ...(group && { group }),
      limit: Math.min(PER_CALL, to - at),
      offset: at,
    })
    if (items.length === 0) break
    ids.push(...items.map(({ id }) => id))
  }
  return ids
}

async function selectedMedia({ core }: Shared, get: Get): Promise<readonly Media[]> {
  const { views, media, librarySelection } = get()
  const held = Object.values(views.main.pages).flat()
  const found = new Map(held.map((one) => [one.id, media[one.id] ?? one]))
  const ids = [...librarySelection.ids]
  const absent = ids.filter((id) => !found.has(id))
  for (const one of await readMedia(core, absent)) found.set(one.id, one)
  return ids.flatMap((id) => found.get(id) ?? [])
}
