import type { Handlers } from '../../nodes/contract/rpc.ts'
import type { Moving } from '../packages/moving.ts'

type PackageHandlers = Pick<Handlers, Extract<keyof Handlers, `packages.${string}` | `legacy.${string}`>>

export function packageHandlers({ packages, legacy }: Moving): PackageHandlers {
  return {
    'packages.estimate': async (order) => packages.estimate(order),
    'packages.export': async (order) => packages.export(order),
    'packages.inspect': async ({ source }) => packages.inspect(source),
    'packages.import': async ({ source }) => packages.import(source),
    'legacy.inspect': async ({ path }) => legacy.inspect(path),
    'legacy.import': async ({ path }) => legacy.import(path),
  }
}
