import type { Handlers } from '../../nodes/contract/rpc.ts'
import type { Exports } from '../exports/exports.ts'

type ExportHandlers = Pick<Handlers, Extract<keyof Handlers, `exports.${string}`>>

export function exportHandlers(exports: Exports): ExportHandlers {
  return {
    'exports.estimate': async (order) => exports.estimate(order),
    'exports.start': async (order) => exports.start(order),
    'exports.stop': async ({ id }) => {
      exports.stop(id)
      return {}
    },
    'exports.list': async () => exports.list(),
  }
}
