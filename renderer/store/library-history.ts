import { fromWire, toWire, type AppError } from '../../nodes/errors.ts'
import { translate } from '../i18n/index.ts'
import type { Get, Set, Slice } from './editor.ts'
import type { LibrarySlice, LibraryStep } from './library-types.ts'

const MOST_STEPS = 100

type Steps = Pick<
  LibrarySlice,
  'libraryHistory' | 'doInLibrary' | 'rememberInLibrary' | 'undoInLibrary' | 'redoInLibrary'
>

/** What was done in the library can be taken back, apart from the steps of the workflow. */
export const createLibraryHistorySlice: Slice<Steps> = (set, get) => {
  const inTurn = createTurns()
  const offer = createOffer(set, get)
  /** Answers why it could not be done. */
  const attempt = async (work: () => Promise<unknown>): Promise<AppError | undefined> => {
    try {
      await work()
      return undefined
    } catch (error) {
      return fromWire(toWire(error))
    } finally {
      void get().refreshLibrary()
    }
  }
  /** What is gone for good stays gone: the step goes too, or all others would wait for it for ever. */
  const tellGone = (key: 'notUndone' | 'notRedone', step: LibraryStep) =>
    get().toast({ kind: 'error', text: translate(`library:${key}`, { what: doneText(step) }) })

  return {
    libraryHistory: { past: [], future: [] },

    doInLibrary: (step) =>
      inTurn(async () => {
        const error = await attempt(step.perform)
        if (error) {
          get().toastError(error)
          return false
        }
        get().rememberInLibrary(step)
        offer.show(step)
        return true
      }),
    rememberInLibrary: (step) =>
      set(({ libraryHistory: { past } }) => ({
        libraryHistory: { past: [...past, step].slice(-MOST_STEPS), future: [] },
      })),
    undoInLibrary: () =>
      inTurn(async () => {
        const { past, future } = get().libraryHistory
        const step = past.at(-1)
        const error = step && (await attempt(step.takeBack))
        if (!step || isForNow(error)) return error && get().toastError(error)
        offer.withdraw()
        set({ libraryHistory: { past: past.slice(0, -1), future: error ? future : [step, ...future] } })
        if (error) tellGone('notUndone', step)
        else get().announce(translate('library:undone', { what: doneText(step) }))
      }),
    redoInLibrary: () =>
      inTurn(async () => {
        const { past, future } = get().libraryHistory
        const [step, ...rest] = future
        const error = step && (await attempt(step.perform))
        if (!step || isForNow(error)) return error && get().toastError(error)
        set({ libraryHistory: { past: error ? past : [...past, step], future: rest } })
        if (error) tellGone('notRedone', step)
        else get().announce(doneText(step))
      }),
  }
}

/** One offer to take something back at a time: it is about the latest step. */
function createOffer(set: Set, get: Get) {
  const withdraw = () => set(({ toasts }) => ({ toasts: toasts.filter(({ ofLibrary }) => !ofLibrary) }))
  const show = (step: LibraryStep) => {
    withdraw()
    get().toast({
      kind: 'info',
      ofLibrary: true,
      text: doneText(step),
      action: {
        label: translate('canvas:toast.undo'),
        perform: () => {
          if (get().libraryHistory.past.at(-1) === step) void get().undoInLibrary()
        },
      },
    })
  }
  return { show, withdraw }
}

/** The same may go well the next time. */
function isForNow(error: AppError | undefined): boolean {
  return error !== undefined && error.code !== 'not_found'
}

function doneText({ label, count }: LibraryStep): string {
  return translate(`library:done.${label}`, { count })
}

/** One at a time: taking back a step that is still being done would not take back all of it. */
function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }
}
