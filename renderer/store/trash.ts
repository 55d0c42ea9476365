import type { MediaUse } from '../../nodes/contract/library.ts'
import { translate } from '../i18n/index.ts'
import type { Get, Set, Slice } from './editor.ts'
import type { Shared } from './session.ts'
import type { Store } from './types.ts'

/** What somebody should know before files go, because workflows use them or did at an earlier time. */
export interface TrashQuestion {
  readonly kind: 'trash' | 'purge'
  /** Undefined: all that is in the trash. */
  readonly ids: readonly string[] | undefined
  readonly count: number
  /** Of those files; the first of them where there are very many. */
  readonly uses: readonly MediaUse[]
  /** How many earlier versions of workflows show one of them. */
  readonly versions: number
}

export interface TrashSlice {
  readonly trashQuestion?: TrashQuestion | undefined
  /** Into the trash, with a toast to undo it; asks first where workflows, or earlier versions, show them. Says whether they went. */
  trashMedia(ids: readonly string[]): Promise<boolean>
  restoreMedia(ids: readonly string[]): Promise<boolean>
  /** For good, of what is in the trash; without ids all of it. Always asks. */
  purgeMedia(ids?: readonly string[]): Promise<boolean>
  answerTrash(yes: boolean): void
}

const MOST_PER_CALL = 10_000
const PAGE = 500

/** Throwing files away, and getting them back. */
export const createTrashSlice =
  (shared: Shared): Slice<TrashSlice> =>
  (set, get) => {
    const question = createQuestion((trashQuestion) => set({ trashQuestion }))
    const { trash, restore, purge } = createWork(shared, set, get)
    const attempt = async (work: () => Promise<boolean>): Promise<boolean> => {
      try {
        return await work()
      } catch (error) {
        get().toastError(error)
        return false
      }
    }

    return {
      trashMedia: (ids) =>
        attempt(async () => {
          if (ids.length === 0) return false
          const facts = await factsOf(shared, ids)
          const count = ids.length
          const isShown = facts.uses.length > 0 || facts.versions > 0
          if (isShown && !(await question.ask({ kind: 'trash', ids, count, ...facts }))) return false
          await trash(ids)
          const text = translate('trash:trashed', { count })
          const perform = () => void attempt(() => restore(ids))
          get().toast({ kind: 'info', text, action: { label: translate('trash:undo'), perform } })
          get().announce(text)
          return true
        }),
      restoreMedia: (ids) =>
        attempt(async () => {
          if (ids.length === 0) return false
          await restore(ids)
          get().announce(translate('trash:restored', { count: ids.length }))
          return true
        }),
      purgeMedia: (ids) =>
        attempt(async () => {
          const asked = ids ?? (await trashedIds(shared))
          if (asked.length === 0) return false
          const facts = await factsOf(shared, asked)
          if (!(await question.ask({ kind: 'purge', ids, count: asked.length, ...facts }))) return false
          const items = await purge(asked)
          tellPurged(get, items, asked.length - items)
          return items > 0
        }),
      answerTrash: question.answer,
    }
  }

/** One question at a time: a newer one takes the place of one that nobody answered. */
function createQuestion(show: (question: TrashQuestion | undefined) => void) {
  let waiting: ((yes: boolean) => void) | undefined
  const settle = (yes: boolean) => {
    waiting?.(yes)
    waiting = undefined
  }
  return {
    ask: (question: TrashQuestion) =>
      new Promise<boolean>((resolve) => {
        settle(false)
        waiting = resolve
        show(question)
      }),
    answer(yes: boolean) {
      show(undefined)
      settle(yes)
    },
  }
}

/** What the core is asked to do, and how it looks here at once. */
function createWork(shared: Shared, set: Set, get: Get) {
  const { core } = shared
  return {
    async trash(ids: readonly string[]) {
      for (const some of parts(ids)) await core.call('media.trash', { ids: some })
      set((state) => marked(state, ids, Date.now()))
    },
    async restore(ids: readonly string[]) {
      for (const some of parts(ids)) await core.call('media.restore', { ids: some })
      set((state) => marked(state, ids, undefined))
      return true
    },
    /** Answers how many went. */
    async purge(ids: readonly string[]) {
      let items = 0
      for (const some of parts(ids)) items += (await core.call('media.purge', { ids: some })).items
      set(await askedAgain(shared, get, ids))
      return items
    },
  }
}

/** What a run or an export works with at this moment is left in the trash. */
function tellPurged(get: Get, items: number, left: number): void {
  const text = [
    translate('trash:purged', { count: items }),
    ...(left > 0 ? [translate('trash:kept', { count: left })] : []),
  ].join(' ')
  get().toast({ kind: left > 0 ? 'info' : 'success', text })
  get().announce(text)
}

async function factsOf(
  { core }: Shared,
  ids: readonly string[],
): Promise<Pick<TrashQuestion, 'uses' | 'versions'>> {
  const uses: MediaUse[] = []
  const versions: string[] = []
  for (const some of parts(ids)) {
    uses.push(...(await core.call('media.uses', { ids: some })))
    versions.push(...(await core.call('history.showing', { ids: some })).ids)
  }
  return { uses, versions: new Set(versions).size }
}

async function trashedIds({ core }: Shared): Promise<string[]> {
  const ids: string[] = []
  for (;;) {
    const page = await core.call('media.list', { filter: { trashed: true }, limit: PAGE, offset: ids.length })
    ids.push(...page.items.map(({ id }) => id))
    if (page.items.length < PAGE) return ids
  }
}

function parts(ids: readonly string[]): string[][] {
  const count = Math.ceil(ids.length / MOST_PER_CALL)
  return Array.from({ length: count }, (_, n) => ids.slice(n * MOST_PER_CALL, (n + 1) * MOST_PER_CALL))
}

/** Shown at once; the core's news follows. */
function marked(
  { media }: Store,
  ids: readonly string[],
  trashedAt: number | undefined,
): Pick<Store, 'media'> {
  const next = { ...media }
  for (const id of ids) {
    const { trashedAt: _before, ...rest } = next[id] ?? {}
    if ('id' in rest) next[id] = { ...rest, ...(trashedAt !== undefined && { trashedAt }) }
  }
  return { media: next }
}

/** What is gone and what stays a placeholder, the core knows. */
async function askedAgain({ core }: Shared, get: Get, ids: readonly string[]): Promise<Pick<Store, 'media'>> {
  const shown = ids.filter((id) => get().media[id]).slice(0, 1_000)
  const found = shown.length > 0 ? await core.call('media.get', { ids: shown }) : []
  const media = { ...get().media }
  for (const id of shown) delete media[id]
  for (const one of found) media[one.id] = one
  return { media }
}
