import type { Handlers } from '../../nodes/contract/rpc.ts'
import type { Imports } from '../imports/imports.ts'

type ImportHandlers = Pick<Handlers, Extract<keyof Handlers, `imports.${string}`>>

export function importHandlers(imports: Imports): ImportHandlers {
  return {
    'imports.start': async (order) => imports.start(order),
    'imports.stop': async ({ id }) => {
      imports.stop(id)
      return {}
    },
    'imports.list': async () => imports.list(),
  }
}
