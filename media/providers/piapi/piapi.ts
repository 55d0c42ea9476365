import { z } from 'zod'
import type { Charge } from '../../../nodes/money.ts'
import { refuse } from '../../net/refusal.ts'
import type { Api } from '../../net/api.ts'
import type { Accepted, Order, Output, PollResult, RemoteProvider } from '../remote.ts'
import { endOf, Envelope, readRefusal, refusalIn } from './envelope.ts'
import { offered } from './models.ts'
import { secretFor, webhook } from './webhook.ts'

const ADDRESS = 'https://api.piapi.ai'
const UPLOAD_ADDRESS = 'https://upload.theapi.app'
const TASKS = '/api/v1/task'

/**
 * One envelope around the models of many. There is no list of jobs and no place for an id of ours, so a lost one
 * cannot be looked up; how a job is canceled is documented for some models only, and not how that is charged. What
 * a job took is told in points, whose price is not.
 */
export const piapi: RemoteProvider = {
  kind: 'remote',
  id: 'piapi',
  title: 'PiAPI',
  about: 'One key for Kling; also Luma, Hunyuan and WanX as long as PiAPI carries them.',
  models: () => offered.map(({ model }) => model),
  access: {
    standardAddress: ADDRESS,
    key: 'required',
    headers: (key) => ({ 'x-api-key': key }),
    variables: ['PIAPI_API_KEY', 'PIAPI_KEY'],
    fields: [],
    links: {
      keys: 'https://piapi.ai/workspace/key',
      billing: 'https://piapi.ai/workspace/billing',
      home: 'https://piapi.ai',
    },
  },
  pace: { pollMs: 5_000, concurrency: 2 },
  create,
  poll,
  /** What is known of the account costs nothing. */
  async testKey(api) {
    const answer = await api.send({ method: 'GET', path: '/account/info' })
    const refusal = refusalIn(answer)
    if (refusal) throw refuse(refusal, { provider: 'PiAPI' })
    const usd = Account.safeParse(answer.json).data?.data.equivalent_in_usd
    return usd === undefined ? {} : { balance: `$${usd.toFixed(2)}` }
  },
  async upload(api, { bytes, name }) {
    const answer = await api.send({
      method: 'POST',
      path: `${api.address === ADDRESS ? UPLOAD_ADDRESS : api.address}/api/ephemeral_resource`,
      // Pictures have a host of their own, which wants the same key.
      headers: { 'x-api-key': api.key ?? '' },
      json: { file_name: name, file_data: bytes.toString('base64') },
    })
    const refusal = refusalIn(answer)
    if (refusal) throw refuse(refusal, { provider: 'PiAPI' })
    return Uploaded.parse(answer.json).data.url
  },
  readRefusal,
  webhook,
}

/** No more than what must be there: an id must not be lost to an oddity beside it. */
const Created = z.object({ data: z.object({ task_id: z.string().optional() }).nullish() })
const Account = z.object({ data: z.object({ equivalent_in_usd: z.number().optional() }) })
const Uploaded = z.object({ data: z.object({ url: z.string().min(1) }) })

async function create(api: Api, order: Order): Promise<Accepted> {
  const entry = offered.find(({ model }) => model.id === order.model)
  if (!entry) {
    const reason = `it has no model “${order.model}”`
    throw refuse({ code: 'settings_refused', reason, taken: 'no' }, { provider: 'PiAPI' })
  }
  const { callback } = order
  const answer = await api.send({
    method: 'POST',
    path: TASKS,
    json: {
      model: entry.service,
      task_type: entry.task(order),
      input: entry.input(order),
      ...(callback && { config: { webhook_config: { endpoint: callback, secret: secretFor(api.key) } } }),
    },
  })
  const id = Created.parse(answer.json).data?.task_id
  // What has an id was taken, even if it ended at once: then its first poll tells.
  if (id) return { externalId: id }
  const refusal = refusalIn(answer)
  throw refusal ? refuse(refusal, { provider: 'PiAPI' }) : new Error('its answer has no id')
}

async function poll(api: Api, { externalId }: { readonly externalId: string }): Promise<PollResult> {
  const answer = await api.send({ method: 'GET', path: `${TASKS}/${encodeURIComponent(externalId)}` })
  const body = Envelope.parse(answer.json)
  const status = body.data?.status?.toLowerCase()
  switch (status) {
    case undefined:
    case '': {
      const refusal = refusalIn(answer)
      throw refusal ? refuse(refusal, { provider: 'PiAPI' }) : new Error('its answer has no status')
    }
    case 'pending':
    case 'staged':
      return { state: 'queued' }
    case 'processing':
      return { state: 'running' }
    case 'completed':
      return { state: 'succeeded', outputs: outputsIn(body.data?.output) }
    case 'failed':
      return { state: 'failed', refusal: endOf(body), charge: chargeOf(body) }
    default:
      return { state: 'running', unknownWord: status }
  }
}

/** Each model puts its clip somewhere else, and some have moved it: the best of what is there. */
const places: readonly (readonly (string | number)[])[] = [
  ['works', 0, 'video', 'resource_without_watermark'],
  ['works', 0, 'video', 'resource'],
  ['video', 'url'],
  ['video'],
  ['video_url'],
  ['video_raw', 'url'],
]

function outputsIn(output: unknown): Output[] {
  const url = places
    .map((place) => valueAt(output, place))
    .find((value) => typeof value === 'string' && value)
  return typeof url === 'string' ? [{ kind: 'video', from: { url } }] : []
}

function valueAt(value: unknown, place: readonly (string | number)[]): unknown {
  return place.reduce<unknown>(
    (within, name) => (typeof within === 'object' && within !== null ? Reflect.get(within, name) : undefined),
    value,
  )
}

function chargeOf({ data }: Envelope): Charge {
  const usage = data?.meta?.usage
  if (usage?.consume === undefined) return 'possible'
  if (usage.consume > 0) return 'charged'
  return usage.frozen ? 'possible' : 'none'
}
