import type { Handlers } from '../../nodes/contract/rpc.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Connections } from '../providers/connections.ts'

type ProviderHandlers = Pick<
  Handlers,
  'models.list' | 'providers.list' | 'providers.configure' | 'keys.set' | 'keys.remove' | 'keys.test'
>

export function providerHandlers(connections: Connections, jobs: Jobs): ProviderHandlers {
  return {
    'models.list': async () => connections.models(),
    'providers.list': async () => connections.list(),
    'providers.configure': async ({ provider, ...change }) => {
      const info = connections.configure(provider, change)
      jobs.wake(provider)
      return info
    },
    'keys.set': async ({ provider, key }) => {
      const info = await connections.setKey(provider, key)
      jobs.wake(provider)
      return info
    },
    'keys.remove': async ({ provider }) => connections.removeKey(provider),
    'keys.test': async ({ provider }) => connections.test(provider),
  }
}
