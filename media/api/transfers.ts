import type { Handlers } from '../../nodes/contract/rpc.ts'
import type { Transfers } from '../packages/transfers.ts'

type TransferHandlers = Pick<Handlers, Extract<keyof Handlers, `transfers.${string}`>>

export function transferHandlers(transfers: Transfers): TransferHandlers {
  return {
    'transfers.stop': async ({ id }) => {
      transfers.stop(id)
      return {}
    },
    'transfers.list': async () => transfers.list(),
  }
}
