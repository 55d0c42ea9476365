import { z } from 'zod'
import { refusalOf, refuse } from '../../net/refusal.ts'
import { verifyStandardWebhook } from '../../webhooks/signatures.ts'
import { formBody } from '../form-body.ts'
import type { Accepted, CancelOutcome, JobRef, PollResult, RemoteProvider } from '../remote.ts'
import { verifierWith } from '../webhook-keys.ts'
import { inputOf, rowOf } from './input.ts'
import { lookUp } from './look-up.ts'
import { replicateModels } from './models.ts'
import { isAboutContent, readRefusal } from './refusals.ts'

const Created = z.object({ id: z.string().min(1) })
const Prediction = z.object({
  status: z.string(),
  output: z.unknown().optional(),
  error: z.unknown().optional(),
  data_removed: z.boolean().optional().catch(undefined),
})
type Prediction = z.infer<typeof Prediction>
const Output = z.union([z.string(), z.array(z.string()), z.null(), z.undefined()])
const Account = z.object({ username: z.string() })
const Secret = z.object({ key: z.string().min(1) })
const Uploaded = z.object({ urls: z.object({ get: z.string() }) })

export const replicate: RemoteProvider = {
  kind: 'remote',
  id: 'replicate',
  title: 'Replicate',
  about: 'Seedance, Veo and FLUX, paid by use. A finished result is kept there for about an hour.',
  models: () => replicateModels,
  access: {
    standardAddress: 'https://api.replicate.com/v1',
    key: 'required',
    headers: (key) => ({ authorization: `Bearer ${key}` }),
    variables: ['REPLICATE_API_TOKEN'],
    fields: [],
    links: {
      keys: 'https://replicate.com/account/api-tokens',
      billing: 'https://replicate.com/account/billing',
      home: 'https://replicate.com/',
    },
  },
  pace: { pollMs: 3_000, concurrency: 4 },
  keepsHours: 1,

  /** Never asked to wait for the result: an answer that takes a minute is an answer that gets lost. */
  async create(api, order): Promise<Accepted> {
    const row = rowOf(order.model)
    if (!row)
      throw refuse({ code: 'model_retired', taken: 'no' }, { provider: 'Replicate', model: order.model })
    const { json } = await api.send({
      method: 'POST',
      path: `/models/${row.path}/predictions`,
      json: {
        input: inputOf(row, order),
        ...(order.callback && { webhook: order.callback, webhook_events_filter: ['completed'] }),
      },
    })
    return { externalId: Created.parse(json).id }
  },

  async poll(api, job): Promise<PollResult> {
    try {
      const { json } = await api.send({ method: 'GET', path: pathOf(job) })
      return readPrediction(Prediction.parse(json), job)
    } catch (error) {
      if (refusalOf(error)?.status === 404) return { state: 'gone' }
      throw error
    }
  },

  async cancel(api, job): Promise<CancelOutcome> {
    const { json } = await api.send({ method: 'POST', path: `${pathOf(job)}/cancel` })
    const { status } = Prediction.parse(json)
    if (status === 'succeeded' || status === 'failed') return 'too-late'
    // What was canceled while it ran may be charged, and only what never began is surely not.
    return status === 'aborted' ? 'canceled' : 'requested'
  },

  lookUp,

  async testKey(api) {
    const { json } = await api.send({ method: 'GET', path: '/account' })
    Account.parse(json)
    return {}
  },

  async upload(api, picture) {
    const body = await formBody({}, 'content', picture)
    const { json } = await api.send({ method: 'POST', path: '/files', body })
    return Uploaded.parse(json).urls.get
  },

  readRefusal,
  webhook: {
    jobIn: (body) => Created.safeParse(body).data?.id,
    verify: (call, api) => verified(api, (secret) => verifyStandardWebhook(call, secret)),
  },
}

const verified = verifierWith(async (api) => {
  const { json } = await api.send({ method: 'GET', path: '/webhooks/default/secret' })
  return Secret.parse(json).key
})

function pathOf({ externalId }: JobRef): string {
  return `/predictions/${encodeURIComponent(externalId)}`
}

function readPrediction(prediction: Prediction, { mode }: JobRef): PollResult {
  switch (prediction.status) {
    case 'starting':
      return { state: 'queued' }
    case 'processing':
      return { state: 'running' }
    case 'succeeded': {
      const urls = urlsIn(prediction)
      if (urls.length === 0 && prediction.data_removed) return { state: 'gone' }
      const kind = mode === 'text-to-image' ? 'image' : 'video'
      return { state: 'succeeded', outputs: urls.map((url) => ({ kind, from: { url } })) }
    }
    case 'failed': {
      const reason = typeof prediction.error === 'string' ? prediction.error : ''
      const code = isAboutContent(reason) ? 'content_refused' : 'generation_unfinished'
      return { state: 'failed', refusal: { code, ...(reason && { reason }) }, charge: 'possible' }
    }
    case 'canceled':
      return { state: 'canceled', charge: 'possible' }
    case 'aborted':
      return { state: 'canceled', charge: 'none' }
    default:
      return { state: 'running', unknownWord: prediction.status }
  }
}

function urlsIn({ output }: Prediction): string[] {
  const written = Output.parse(output) ?? []
  return typeof written === 'string' ? [written] : written
}
