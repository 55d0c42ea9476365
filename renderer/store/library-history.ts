import { translate } from '../i18n/index.ts'
import type { Slice } from './editor.ts'
import type { LibrarySlice, LibraryStep } from './library-types.ts'

const MOST_STEPS = 100

type Steps = Pick<
  LibrarySlice,
  'libraryHistory' | 'doInLibrary' | 'rememberInLibrary' | 'undoInLibrary' | 'redoInLibrary'
>

/** What was done in the library can be taken back, apart from the steps of the workflow. */
export const createLibraryHistorySlice: Slice<Steps> = (set, get) => {
  const inTurn = createTurns()
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work()
      return true
    } catch (error) {
      get().toastError(error)
      return false
    } finally {
      void get().refreshLibrary()
    }
  }
  const withdraw = () => set(({ toasts }) => ({ toasts: toasts.filter(({ ofLibrary }) => !ofLibrary) }))
  /** One such offer at a time: it is about the latest step. */
  const offer = (step: LibraryStep) => {
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

  return {
    libraryHistory: { past: [], future: [] },

    doInLibrary: (step) =>
      inTurn(async () => {
        if (!(await attempt(step.perform))) return false
        get().rememberInLibrary(step)
        offer(step)
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
        if (!step || !(await attempt(step.takeBack))) return
        withdraw()
        set({ libraryHistory: { past: past.slice(0, -1), future: [step, ...future] } })
        get().announce(translate('library:undone', { what: doneText(step) }))
      }),
    redoInLibrary: () =>
      inTurn(async () => {
        const { past, future } = get().libraryHistory
        const [step, ...rest] = future
        if (!step || !(await attempt(step.perform))) return
        set({ libraryHistory: { past: [...past, step], future: rest } })
        get().announce(doneText(step))
      }),
  }
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
