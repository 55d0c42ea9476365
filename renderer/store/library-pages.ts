import { newestFirst, type MediaGroup } from '../../nodes/contract/library.ts'
import { fromWire, toWire } from '../../nodes/errors.ts'
import type { Media } from '../../nodes/media.ts'
import type { Get, Set, Slice } from './editor.ts'
import type { LibraryPlace, LibrarySlice, LibraryView } from './library-types.ts'
import { mediaOf } from './media.ts'
import { afterPause } from './pause.ts'
import type { Shared } from './session.ts'

export const PAGE = 100
/** Pages on either side of those on screen that are kept. */
const KEPT_AROUND = 3
const NEWS_AFTER_MS = 250

type Pages = Pick<
  LibrarySlice,
  'views' | 'askLibrary' | 'lookAtLibrary' | 'lookAwayFromLibrary' | 'refreshLibrary'
>

const emptyView: LibraryView = {
  query: { filter: {}, sort: newestFirst },
  total: undefined,
  pages: {},
  loading: false,
}

export const createLibraryPagesSlice =
  (shared: Shared): Slice<Pages> =>
  (set, get) => {
    const readers = {
      main: createReader('main', shared, { set, get }),
      pick: createReader('pick', shared, { set, get }),
    }
    const refresh = async () => {
      const { loadFacets, loadWork } = get()
      if (!readers.main.isWatched() && !readers.pick.isWatched()) return
      await Promise.all([readers.main.refresh(), readers.pick.refresh(), loadFacets(), loadWork()])
    }
    const soon = afterPause(NEWS_AFTER_MS, refresh)
    return {
      views: { main: emptyView, pick: emptyView },
      async askLibrary(place, change) {
        if (change) changeView(set, place, ({ query }) => ({ query: { ...query, ...change } }))
        await readers[place].ask()
      },
      lookAtLibrary: (place, from, to) => readers[place].lookAt(from, to),
      lookAwayFromLibrary: (place) => readers[place].lookAway(),
      refreshLibrary: () => Promise.resolve(soon()),
    }
  }

/** The file at a place of the list, if its page is held. */
export function mediaAt({ pages }: Pick<LibraryView, 'pages'>, index: number): Media | undefined {
  return pages[Math.floor(index / PAGE)]?.[index % PAGE]
}

/** What the lists hold of these is replaced at once; the lists themselves are asked for again a moment later. */
export function freshen(set: Set, changed: readonly Media[]): void {
  const byId = mediaOf(changed)
  const renewed = ({ pages }: LibraryView) =>
    Object.fromEntries(
      Object.entries(pages).map(([page, items]) => [
        page,
        items.some(({ id }) => byId[id]) ? items.map((item) => byId[item.id] ?? item) : items,
      ]),
    )
  changeView(set, 'main', (view) => ({ pages: renewed(view) }))
  changeView(set, 'pick', (view) => ({ pages: renewed(view) }))
}

/** Numbers of the pages for what is on screen. */
export function pagesFor(from: number, to: number, total: number): number[] {
  const first = Math.max(0, Math.floor(from / PAGE))
  const last = Math.floor((Math.min(to, total) - 1) / PAGE)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
}

type Looked = { readonly from: number; readonly to: number } | undefined
interface Kept {
  readonly total: number
  readonly looked: Looked
  /** Everything that was held answers another question. */
  readonly instead?: Pick<LibraryView, 'groups'>
}
type Fresh = Readonly<Record<number, readonly Media[]>>

/** Reads one list, a page at a time: what is on screen first, and never what has been scrolled past meanwhile. */
function createReader(place: LibraryPlace, shared: Shared, { set, get }: { set: Set; get: Get }) {
  const desk = createPageDesk(place, shared, { set, get })
  let looked: Looked
  /** Answers to an older question are thrown away. */
  let asked = 0
  let filling = false

  const nextMissing = (): number | undefined => {
    const { pages, total } = get().views[place]
    if (!looked || total === undefined) return undefined
    return pagesFor(looked.from, looked.to, total).find((page) => pages[page] === undefined)
  }
  async function fill(): Promise<void> {
    if (filling) return
    filling = true
    try {
      for (let page = nextMissing(); page !== undefined; page = nextMissing()) {
        const mine = asked
        const { items, total } = await desk.read(page)
        if (mine === asked) desk.keep({ [page]: items }, { total, looked })
      }
    } catch (error) {
      desk.refuse(error)
    } finally {
      filling = false
    }
  }
  /** Takes the place of all that was held, unless something newer was asked meanwhile. */
  async function renew(wanted: readonly number[]): Promise<void> {
    const mine = (asked += 1)
    try {
      const [groups, ...answers] = await Promise.all([
        desk.readGroups(),
        ...wanted.map(async (page) => [page, await desk.read(page)] as const),
      ])
      if (mine !== asked) return
      const fresh = Object.fromEntries(answers.map(([page, { items }]) => [page, items]))
      desk.keep(fresh, { total: answers[0]![1].total, looked, instead: { groups } })
      await fill()
    } catch (error) {
      if (mine === asked) desk.refuse(error)
    }
  }

  return {
    /** Another question: everything that was held answers the one before. */
    async ask() {
      looked ??= { from: 0, to: 0 }
      changeView(set, place, () => ({ loading: true }))
      await renew([0])
    },
    /** The same question again. What is on screen stays there until it is replaced. */
    async refresh() {
      const { total } = get().views[place]
      if (!looked) return
      const wanted = pagesFor(looked.from, looked.to, total ?? 0)
      await renew(wanted.length > 0 ? wanted : [0])
    },
    isWatched: () => looked !== undefined,
    lookAt(from: number, to: number) {
      looked = { from, to }
      void fill()
    },
    lookAway: () => void (looked = undefined),
  }
}

/** Carries pages from the core into the store. */
function createPageDesk(place: LibraryPlace, { core }: Shared, { set, get }: { set: Set; get: Get }) {
  return {
    read(page: number) {
      const { filter, sort, group } = get().views[place].query
      return core.call('media.list', {
        filter,
        sort,
        ...(group && { group }),
        limit: PAGE,
        offset: page * PAGE,
      })
    },
    async readGroups(): Promise<readonly MediaGroup[] | undefined> {
      const { filter, sort, group: by } = get().views[place].query
      return by && core.call('media.groups', { filter, by, descending: sort.descending })
    },
    keep(fresh: Fresh, { total, looked, instead }: Kept) {
      const { media } = get()
      const known = Object.values(fresh)
        .flat()
        .filter(({ id }) => media[id])
      changeView(set, place, ({ pages }) => ({
        pages: near(instead ? fresh : { ...pages, ...fresh }, looked),
        total,
        ...instead,
        loading: false,
        error: undefined,
      }))
      if (known.length > 0) set({ media: { ...media, ...mediaOf(known) } })
    },
    refuse: (error: unknown) =>
      changeView(set, place, () => ({ loading: false, error: fromWire(toWire(error)) })),
  }
}

/** Without the pages far from what is on screen. */
function near(pages: LibraryView['pages'], looked: Looked): LibraryView['pages'] {
  const first = Math.floor((looked?.from ?? 0) / PAGE) - KEPT_AROUND
  const last = Math.floor((looked?.to ?? 0) / PAGE) + KEPT_AROUND
  return Object.fromEntries(
    Object.entries(pages).filter(([page]) => Number(page) >= first && Number(page) <= last),
  )
}

function changeView(
  set: Set,
  place: LibraryPlace,
  change: (view: LibraryView) => Partial<LibraryView>,
): void {
  set(({ views }) => ({ views: { ...views, [place]: { ...views[place], ...change(views[place]) } } }))
}
