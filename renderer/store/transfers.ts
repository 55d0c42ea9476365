import type {
  LegacyContents,
  PackageContents,
  PackageEstimate,
  PackageOrder,
  PackageSource,
  Transfer,
} from '../../nodes/contract/moving.ts'
import type { Slice } from './editor.ts'
import type { Shared } from './session.ts'

/** Packages and older libraries on their way, and those that arrived since the app was started. */
export interface TransfersSlice {
  /** Newest first. */
  readonly transfers: readonly Transfer[]
  /** What a package would weigh in each way. Throws the core's AppError, like all that asks here. */
  estimatePackage(order: PackageOrder): Promise<PackageEstimate>
  exportPackage(order: PackageOrder): Promise<Transfer>
  /** Holds a file out to the core, which says what is in it and lets nothing in. */
  inspectPackage(file: File): Promise<{ readonly source: PackageSource; readonly contents: PackageContents }>
  importPackage(source: PackageSource): Promise<Transfer>
  inspectLegacy(path: string): Promise<LegacyContents>
  importLegacy(path: string): Promise<Transfer>
  stopTransfer(id: string): Promise<void>
  refreshTransfers(): Promise<void>
  applyTransfer(changed: Transfer): void
}

export const createTransfersSlice =
  ({ core }: Shared): Slice<TransfersSlice> =>
  (set, get) => {
    /** The core packs what is saved, so what is on screen has to be saved first. */
    const saved = async () => {
      if (!(await get().flush())) throw get().saveError ?? new Error('the workflow could not be saved')
    }
    const begun = (started: Transfer) => {
      // Its first news may have come before this answer.
      if (!get().transfers.some(({ id }) => id === started.id)) get().applyTransfer(started)
      return started
    }
    return {
      transfers: [],

      async estimatePackage(order) {
        await saved()
        return core.call('packages.estimate', order)
      },
      async exportPackage(order) {
        await saved()
        return begun(await core.call('packages.export', order))
      },
      async inspectPackage(file) {
        const source = await core.offerPackage(file)
        return { source, contents: await core.call('packages.inspect', { source }) }
      },
      importPackage: async (source) => begun(await core.call('packages.import', { source })),
      inspectLegacy: (path) => core.call('legacy.inspect', { path }),
      importLegacy: async (path) => begun(await core.call('legacy.import', { path })),
      async stopTransfer(id) {
        try {
          await core.call('transfers.stop', { id })
        } catch (error) {
          get().toastError(error)
        }
      },
      async refreshTransfers() {
        try {
          set({ transfers: await core.call('transfers.list', {}) })
        } catch (error) {
          get().toastError(error)
        }
      },
      applyTransfer: (changed) =>
        set(({ transfers }) => ({
          transfers: transfers.some(({ id }) => id === changed.id)
            ? transfers.map((known) => (known.id === changed.id ? changed : known))
            : [changed, ...transfers],
        })),
    }
  }
