import type { ExportEstimate, ExportOrder, FilmExport } from '../../nodes/contract/films.ts'
import type { Slice } from './editor.ts'
import type { Shared } from './session.ts'
import type { Store } from './types.ts'

/** Films on their way out of the library, and those that have left it since the app was started. */
export interface ExportsSlice {
  /** Newest first. */
  readonly exports: readonly FilmExport[]
  /** What an export would be, of the workflow as it is on screen. Throws the core's AppError. */
  estimateExport(order: ExportOrder): Promise<ExportEstimate>
  /** Answers once it works; it goes on whatever the window does. Throws the core's AppError. */
  startExport(order: ExportOrder): Promise<FilmExport>
  stopExport(id: string): Promise<void>
  refreshExports(): Promise<void>
  applyExport(changed: FilmExport): void
}

export const createExportsSlice =
  ({ core }: Shared): Slice<ExportsSlice> =>
  (set, get) => {
    /** The core exports what is saved, so what is on screen has to be saved first. */
    const saved = async () => {
      if (!(await get().flush())) throw get().saveError ?? new Error('the workflow could not be saved')
    }
    return {
      exports: [],

      async estimateExport(order) {
        await saved()
        return core.call('exports.estimate', order)
      },
      async startExport(order) {
        await saved()
        const started = await core.call('exports.start', order)
        // Its first news may have come before this answer.
        if (!get().exports.some(({ id }) => id === started.id)) get().applyExport(started)
        return started
      },
      async stopExport(id) {
        try {
          await core.call('exports.stop', { id })
        } catch (error) {
          get().toastError(error)
        }
      },
      async refreshExports() {
        try {
          set({ exports: await core.call('exports.list', {}) })
        } catch (error) {
          get().toastError(error)
        }
      },
      applyExport: (changed) =>
        set(({ exports }) => ({
          exports: exports.some(({ id }) => id === changed.id)
            ? exports.map((known) => (known.id === changed.id ? changed : known))
            : [changed, ...exports],
        })),
    }
  }

/** The one that works now, newest first. */
export function selectRunningExport({ exports }: Store): FilmExport | undefined {
  return exports.find(({ state }) => state === 'running')
}
