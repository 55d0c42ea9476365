import type { Handlers } from '../../nodes/contract/rpc.ts'
import type { Storage } from '../storage/storage.ts'

type StorageHandlers = Pick<Handlers, Extract<keyof Handlers, `storage.${string}`>>

export function storageHandlers(storage: Storage): StorageHandlers {
  return {
    'storage.read': async () => storage.read(),
    'storage.room': async () => storage.room(),
    'storage.plan': async (order) => storage.plan(order),
    'storage.clean': async ({ planId }) => storage.clean(planId),
  }
}
