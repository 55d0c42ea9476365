import type {
  CleaningOrder,
  CleaningPlan,
  CleaningReport,
  DiskRoom,
  StorageReport,
} from '../../nodes/contract/keeping.ts'
import { bytesWords } from '../i18n/bytes-words.ts'
import { translate } from '../i18n/index.ts'
import type { Slice } from './editor.ts'
import type { Shared } from './session.ts'

export interface StorageSlice {
  readonly storage?: StorageReport | undefined
  /** Of the library's disk, when somebody last looked. */
  readonly room?: DiskRoom | undefined
  readStorage(): Promise<void>
  readRoom(): Promise<void>
  /** Changes nothing; undefined where it could not be found out. */
  planCleaning(order: CleaningOrder): Promise<CleaningPlan | undefined>
  /** Does what that plan showed. Answers whether it was done. */
  cleanUp(planId: string): Promise<boolean>
  applyCleaned(report: CleaningReport): void
}

/** How much room the library takes up, and having it back. */
export const createStorageSlice =
  ({ core }: Shared): Slice<StorageSlice> =>
  (set, get) => {
    const attempt = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
      try {
        return await work()
      } catch (error) {
        get().toastError(error)
        return undefined
      }
    }
    const readStorage = async () => {
      const storage = await attempt(() => core.call('storage.read', {}))
      if (storage) set({ storage, room: storage })
    }

    return {
      readStorage,
      async readRoom() {
        // Nobody asked, so nobody is told when it does not work.
        const room = await core.call('storage.room', {}).catch(() => undefined)
        if (room) set({ room })
      },
      planCleaning: (order) => attempt(() => core.call('storage.plan', order)),
      async cleanUp(planId) {
        const freed = await attempt(() => core.call('storage.clean', { planId }))
        if (freed) {
          const text = translate('storage:cleaned', { count: freed.items, size: bytesWords(freed.bytes) })
          get().toast({ kind: 'success', text })
          get().announce(text)
        }
        await readStorage()
        return freed !== undefined
      },
      applyCleaned(report) {
        const { storage } = get()
        if (storage) set({ storage: { ...storage, last: report } })
        get().toast({
          kind: 'info',
          text: cleanedByItself(report),
          action: { label: translate('storage:show'), perform: () => get().openSettings('storage') },
        })
      },
    }
  }

/** What the rules of the settings did, in one sentence each. */
export function cleanedByItself({ rows }: CleaningReport): string {
  return rows
    .map(({ what, items, bytes }) =>
      translate(`storage:did.${what}`, { count: items, size: bytesWords(bytes) }),
    )
    .join(translate('storage:between'))
}
