import { z } from 'zod'
import type { Api } from '../../net/api.ts'
import { refusalOf } from '../../net/refusal.ts'
import type { CancelOutcome, JobRef, RemoteProvider } from '../remote.ts'
import { nameAt, seedanceModels } from './models.ts'
import { taskFor } from './order.ts'
import { readSeedanceRefusal } from './refusals.ts'
import { findLostTask, pollTask, readTask, tasksPath } from './tasks.ts'

const Created = z.object({ id: z.string().min(1) })

/** ByteDance's models at BytePlus ModelArk, or in China where the address is of there. */
export const seedance: RemoteProvider = {
  kind: 'remote',
  id: 'seedance',
  title: 'BytePlus Seedance',
  about:
    'Clips with sound from first and last frames or reference pictures, also in portrait. Not offered in the US.',
  models: () => seedanceModels,
  access: {
    standardAddress: 'https://ark.ap-southeast.bytepluses.com',
    key: 'required',
    headers: (key) => ({ authorization: `Bearer ${key}` }),
    variables: ['ARK_API_KEY'],
    fields: [],
    links: {
      keys: 'https://console.byteplus.com/ark/apiKey',
      billing: 'https://console.byteplus.com/finance/overview',
      home: 'https://docs.byteplus.com/en/docs/ModelArk',
    },
  },
  pace: { pollMs: 4_000, concurrency: 3 },
  keepsHours: 24,

  async create(api, order) {
    const json = taskFor(order, nameAt(api.address, order.model))
    const answer = await api.send({ method: 'POST', path: tasksPath(api), json })
    return { externalId: Created.parse(answer.json).id }
  },

  poll: pollTask,
  cancel,
  lookUp: findLostTask,

  // The account cannot be read with this key, but a list of one task can, for nothing.
  async testKey(api) {
    await api.send({ method: 'GET', path: `${tasksPath(api)}?page_num=1&page_size=1` })
    return {}
  },

  readRefusal: readSeedanceRefusal,
  // It does not sign its calls.
  webhook: { jobIn: (body) => Created.safeParse(body).data?.id },
}

/** The call that cancels what waits deletes what is finished, result and all: so it is looked at first. */
async function cancel(api: Api, job: JobRef): Promise<CancelOutcome> {
  const { status } = await readTask(api, job)
  if (status === 'cancelled') return 'canceled'
  if (status !== 'queued') return 'too-late'
  try {
    await api.send({ method: 'DELETE', path: tasksPath(api, job.externalId) })
    return 'canceled'
  } catch (error) {
    // It began in between.
    if (refusalOf(error)?.code === 'settings_refused') return 'too-late'
    throw error
  }
}
