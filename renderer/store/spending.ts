import type { Slice } from './editor.ts'
import type { SpendingSlice } from './money-types.ts'
import type { Shared } from './session.ts'

export const createSpendingSlice =
  ({ core }: Shared): Slice<SpendingSlice> =>
  (set, get) => ({
    async readSpending() {
      try {
        set({ spending: await core.call('spending.read', {}) })
      } catch (error) {
        get().toastError(error)
      }
    },
  })
