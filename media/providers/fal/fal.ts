import { z } from 'zod'
import type { Api } from '../../net/api.ts'
import { refusalOf, refuse } from '../../net/refusal.ts'
import type { Accepted, CancelOutcome, JobRef, Order, Output, PollResult, RemoteProvider } from '../remote.ts'
import { verifyFalWebhook } from '../../webhooks/signatures.ts'
import { verifierWith } from '../webhook-keys.ts'
import { bodyFor, endpointFor, type Endpoint } from './endpoint.ts'
import { falModels } from './models.ts'
import { readFailedResult, readRefusal } from './refusals.ts'

const Created = z.object({
  request_id: z.string().min(1),
  status_url: z.string().optional(),
  response_url: z.string().optional(),
  cancel_url: z.string().optional(),
})
const Status = z.object({
  status: z.string(),
  queue_position: z.number().int().min(0).optional().catch(undefined),
  error: z.unknown().optional(),
})
const File = z.object({ url: z.string() })
const Result = z.union([z.object({ video: File.nullable() }), z.object({ images: z.array(File).nullable() })])
const UploadPlace = z.object({ upload_url: z.string(), file_url: z.string() })
const Call = z.object({ request_id: z.string() })

const STANDARD = 'https://queue.fal.run'
/** Beside the queue it has a second host. Whoever puts another address in its place answers for both. */
const STORAGE = 'https://rest.fal.ai'
const KEEPS_HOURS = 7 * 24

const keeping = {
  'x-fal-object-lifecycle-preference': JSON.stringify({ expiration_duration_seconds: KEEPS_HOURS * 3600 }),
}

export const fal: RemoteProvider = {
  kind: 'remote',
  id: 'fal',
  title: 'fal',
  about:
    'One key for Seedance, Veo, Kling, Hailuo, Grok and more. What is too much at once waits in its queue.',
  models: () => falModels,
  access: {
    standardAddress: STANDARD,
    key: 'required',
    headers: (key) => ({ authorization: `Key ${key}` }),
    variables: ['FAL_KEY'],
    fields: [],
    links: {
      keys: 'https://fal.ai/dashboard/keys',
      billing: 'https://fal.ai/dashboard/billing',
      home: 'https://fal.ai/',
    },
  },
  pace: { pollMs: 3_000, concurrency: 2 },
  keepsHours: KEEPS_HOURS,

  async create(api, order): Promise<Accepted> {
    const endpoint = endpointOf(order)
    const { json } = await api.send({
      method: 'POST',
      path: `/${endpoint.path}${order.callback ? `?fal_webhook=${encodeURIComponent(order.callback)}` : ''}`,
      // Without this it starts a job again whose runner died, up to ten times.
      headers: { 'x-fal-no-retry': '1', ...keeping },
      json: bodyFor(endpoint, order),
    })
    const { request_id, status_url, response_url, cancel_url } = Created.parse(json)
    const usual = usualLinks(api, endpoint, request_id)
    return {
      externalId: request_id,
      links: {
        status: status_url ?? usual.status,
        result: response_url ?? usual.result,
        cancel: cancel_url ?? usual.cancel,
      },
    }
  },

  async poll(api, job): Promise<PollResult> {
    const { json } = await api.send({ method: 'GET', path: linkOf(job, 'status') })
    const { status, queue_position: queuePosition, error } = Status.parse(json)
    if (status === 'IN_QUEUE')
      return { state: 'queued', ...(queuePosition !== undefined && { queuePosition }) }
    if (status === 'IN_PROGRESS') return { state: 'running' }
    if (status !== 'COMPLETED') return { state: 'running', unknownWord: status }
    return fetchResult(api, job, Boolean(error))
  },

  async cancel(api, job): Promise<CancelOutcome> {
    try {
      await api.send({ method: 'PUT', path: linkOf(job, 'cancel') })
      return 'requested'
    } catch (error) {
      if (refusalOf(error)?.status === 400) return 'too-late'
      throw error
    }
  },

  /** It tells nothing of an account, but only a right key is given a place for a picture. */
  async testKey(api) {
    await placeFor(api, { mime: 'image/png', name: 'key-test.png' })
    return {}
  },

  async upload(api, { bytes, mime, name }) {
    const { upload_url, file_url } = await placeFor(api, { mime, name })
    await api.send({ method: 'PUT', path: upload_url, body: { type: mime, bytes }, anonymous: true })
    return file_url
  },

  readRefusal,
  webhook: {
    jobIn: (body) => Call.safeParse(body).data?.request_id,
    verify: (call, api) => verified(api, (jwks) => verifyFalWebhook(call, jwks)),
  },
}

const verified = verifierWith(async (api) => {
  const path = `${storageOf(api)}/.well-known/jwks.json`
  return (await api.send({ method: 'GET', path, anonymous: true })).json
})

function endpointOf(order: Order): Endpoint {
  const row = falModels.find(({ id }) => id === order.model)
  const endpoint = row && endpointFor(row, order)
  if (!endpoint) throw refuse({ code: 'model_retired', taken: 'no' }, { provider: 'fal', model: order.model })
  return endpoint
}

/** Of these addresses it leaves out all but the first two parts of an endpoint's path. */
function usualLinks({ address }: Api, { path }: Endpoint, requestId: string) {
  const request = `${address}/${path.split('/').slice(0, 2).join('/')}/requests/${encodeURIComponent(requestId)}`
  return { status: `${request}/status`, result: request, cancel: `${request}/cancel` }
}

function linkOf({ externalId, links }: JobRef, name: 'status' | 'result' | 'cancel'): string {
  const link = links?.[name]
  if (link === undefined) throw new Error(`The job ${externalId} has no link for its ${name}`)
  return link
}

async function fetchResult(api: Api, job: JobRef, isKnownFailed: boolean): Promise<PollResult> {
  try {
    const { json } = await api.send({ method: 'GET', path: linkOf(job, 'result') })
    return { state: 'succeeded', outputs: outputsOf(Result.parse(json)) }
  } catch (error) {
    const refusal = refusalOf(error)
    const failed = refusal && readFailedResult(refusal, isKnownFailed)
    if (failed) return failed
    throw error
  }
}

function outputsOf(result: z.infer<typeof Result>): Output[] {
  if ('images' in result) return (result.images ?? []).map(({ url }) => ({ kind: 'image', from: { url } }))
  return result.video ? [{ kind: 'video', from: { url: result.video.url } }] : []
}

function storageOf({ address }: Api): string {
  return address === STANDARD ? STORAGE : address
}

async function placeFor(api: Api, { mime, name }: { mime: string; name: string }) {
  const { json } = await api.send({
    method: 'POST',
    path: `${storageOf(api)}/storage/upload/initiate?storage_type=fal-cdn-v3`,
    // The storage is another origin, where a key goes by no other way.
    headers: { ...fal.access.headers(api.key ?? '', api.values), ...keeping },
    json: { content_type: mime, file_name: name },
  })
  return UploadPlace.parse(json)
}
