import { z } from 'zod'
import type { RemoteProvider } from '../remote.ts'
import * as classic from './classic.ts'
import { isTurbo, models } from './models.ts'
import { readRefusal, send } from './refusals.ts'
import { bearerFor } from './sign-key.ts'
import * as turbo from './turbo.ts'

const WINDOW_MS = 400 * 24 * 3_600_000

/**
 * Two protocols behind one address: 3.0 Turbo speaks the newer one. Neither has a way to cancel. Both answer to the
 * id we gave a job, so one whose create was not answered can be found again.
 */
export const kling: RemoteProvider = {
  kind: 'remote',
  id: 'kling',
  title: 'Kling',
  about: 'Strong at people and movement, straight from the maker.',
  models: () => models,
  access: {
    standardAddress: 'https://api-singapore.klingai.com',
    key: 'required',
    headers: (key) => ({ authorization: `Bearer ${bearerFor(key)}` }),
    variables: ['KLING_API_KEY'],
    fields: [],
    links: {
      keys: 'https://kling.ai/dev',
      billing: 'https://kling.ai/dev/pricing',
      home: 'https://kling.ai',
    },
  },
  pace: { pollMs: 5_000, concurrency: 2 },
  keepsHours: 30 * 24,
  create: (api, order) => protocolOf(order).create(api, order),
  poll: (api, job) => protocolOf(job).poll(api, job),
  lookUp: (api, lost) => protocolOf(lost).lookUp(api, lost),
  /** The list of resource packs is free to ask for. What is left in them is told half a day late. */
  async testKey(api) {
    const now = Date.now()
    const query = new URLSearchParams({ start_time: String(now - WINDOW_MS), end_time: String(now) })
    const answer = await send(api, { method: 'GET', path: `/account/costs?${query}` })
    const packs = Packs.safeParse(answer.json).data?.data.resource_pack_subscribe_infos ?? []
    const online = packs.filter(({ status }) => status === 'online')
    const left = online.reduce((sum, { remaining_quantity: quantity }) => sum + quantity, 0)
    return online.length > 0 ? { balance: `${left} units left` } : {}
  },
  readRefusal,
  // It signs only for who made a secret of its own there, so our secret address has to vouch.
  webhook: {
    jobIn(body) {
      const { data } = Call.safeParse(body)
      return data?.task_id ?? data?.data?.task_id ?? data?.id
    },
  },
}

const Packs = z.object({
  data: z.object({
    resource_pack_subscribe_infos: z
      .array(z.object({ remaining_quantity: z.number(), status: z.string() }))
      .nullish(),
  }),
})

const Call = z.object({
  id: z.string().optional(),
  task_id: z.string().optional(),
  data: z.object({ task_id: z.string().optional() }).optional(),
})

function protocolOf({ model }: { readonly model: string }) {
  return isTurbo(model) ? turbo : classic
}
