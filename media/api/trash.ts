import type { Handlers } from '../../nodes/contract/rpc.ts'
import type { Trash } from '../trash/trash.ts'

type TrashHandlers = Pick<Handlers, 'media.trash' | 'media.restore' | 'media.purge'>

export function trashHandlers(trash: Trash): TrashHandlers {
  return {
    'media.trash': async ({ ids }) => {
      trash.add(ids)
      return {}
    },
    'media.restore': async ({ ids }) => {
      trash.restore(ids)
      return {}
    },
    'media.purge': async ({ ids }) => trash.purge(ids),
  }
}
