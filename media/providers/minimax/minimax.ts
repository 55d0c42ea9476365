import { z } from 'zod'
import type { RemoteProvider } from '../remote.ts'
import { isHailuo, models } from './models.ts'
import { readRefusal } from './refusals.ts'
import * as v1 from './v1.ts'
import * as v2 from './v2.ts'

/** Two versions of one protocol behind one key: H3 speaks the second, Hailuo the first. */
export const minimax: RemoteProvider = {
  kind: 'remote',
  id: 'minimax',
  title: 'MiniMax',
  about: 'MiniMax H3 with sound of its own, and the Hailuo models.',
  models: () => models,
  access: {
    standardAddress: 'https://api.minimax.io',
    key: 'required',
    headers: (key) => ({ authorization: `Bearer ${key}` }),
    variables: ['MINIMAX_API_KEY'],
    fields: [],
    links: {
      keys: 'https://platform.minimax.io/user-center/basic-information/interface-key',
      billing: 'https://platform.minimax.io/user-center/payment/balance',
      home: 'https://www.minimax.io',
    },
  },
  pace: { pollMs: 10_000, concurrency: 2 },
  create: (api, order) => protocolOf(order).create(api, order),
  poll: (api, job) => protocolOf(job).poll(api, job),
  cancel: async (api, job) => (isHailuo(job.model) ? 'too-late' : v2.cancel(api, job)),
  async lookUp(api, lost) {
    if (isHailuo(lost.model)) throw v2.unsure('there is no list of Hailuo jobs')
    return v2.lookUp(api, lost)
  },
  /** The list of jobs needs the key and makes none. */
  async testKey(api) {
    await api.send({ method: 'GET', path: '/v2/query/video_generation?page_num=1&page_size=1' })
    return {}
  },
  readRefusal,
  // It signs nothing. Its first call is `{challenge}` and is about no job; whoever receives it echoes it.
  webhook: {
    jobIn(body) {
      const { data } = Call.safeParse(body)
      return data?.task_id ?? data?.task?.id ?? data?.id
    },
  },
}

const Call = z.object({
  task_id: z.string().optional(),
  task: z.object({ id: z.string() }).optional(),
  id: z.string().optional(),
})

function protocolOf({ model }: { readonly model: string }) {
  return isHailuo(model) ? v1 : v2
}
