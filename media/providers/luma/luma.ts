import { z } from 'zod'
import type { Answer } from '../../net/api.ts'
import { refusalOf, type Refusal } from '../../net/refusal.ts'
import { refusalOfStatus } from '../refusal-of-status.ts'
import { splitDataUri } from '../data-uri.ts'
import type { Order, PollResult, RemoteProvider } from '../remote.ts'
import { failures, lumaModels } from './models.ts'

const Created = z.object({ id: z.string().min(1) })

const Generation = z.object({
  state: z.string(),
  output: z.array(z.object({ type: z.string(), url: z.string().nullish() })).nullish(),
  failure_code: z.string().nullish(),
  failure_reason: z.string().nullish(),
})
type Generation = z.infer<typeof Generation>

const NOBODYS_JOB = '00000000-0000-0000-0000-000000000000'
const HOUR = 60 * 60 * 1000

/** The Luma Agents API. It can neither cancel nor list, so a create that was not answered stays unknown. */
export const luma: RemoteProvider = {
  kind: 'remote',
  id: 'luma',
  title: 'Luma',
  about: 'Silent clips from words, or from a first and a last frame.',
  models: () => lumaModels,
  access: {
    standardAddress: 'https://agents.lumalabs.ai',
    key: 'required',
    headers: (key) => ({ authorization: `Bearer ${key}` }),
    variables: ['LUMA_AGENTS_API_KEY'],
    fields: [],
    links: {
      keys: 'https://platform.lumalabs.ai',
      billing: 'https://platform.lumalabs.ai',
      home: 'https://docs.agents.lumalabs.ai',
    },
  },
  pace: { pollMs: 3_000, concurrency: 2 },

  async create(api, order) {
    const answer = await api.send({ method: 'POST', path: '/v1/generations', json: generationFor(order) })
    return { externalId: Created.parse(answer.json).id }
  },

  async poll(api, { externalId }) {
    const path = `/v1/generations/${encodeURIComponent(externalId)}`
    return read(Generation.parse((await api.send({ method: 'GET', path })).json))
  },

  // There is no address that tells of the account. A job that cannot exist costs nothing to ask for: it is not
  // found for a key that is right, and not even looked for with one that is wrong.
  async testKey(api) {
    try {
      await api.send({ method: 'GET', path: `/v1/generations/${NOBODYS_JOB}` })
    } catch (error) {
      if (refusalOf(error)?.code !== 'job_gone') throw error
    }
    return {}
  },

  readRefusal,
}

function generationFor({ prompt, settings, firstFrame, lastFrame }: Order) {
  const { aspect, resolution, seconds } = settings
  return {
    type: 'video',
    model: 'ray-3.2',
    prompt,
    aspect_ratio: aspect,
    video: {
      ...(resolution && { resolution }),
      ...(seconds !== undefined && { duration: `${seconds}s` }),
      ...(firstFrame !== undefined && { start_frame: pictureFrom(firstFrame) }),
      ...(lastFrame !== undefined && { end_frame: pictureFrom(lastFrame) }),
    },
  }
}

function pictureFrom(uri: string) {
  const { mime, base64 } = splitDataUri(uri)
  return { data: base64, media_type: mime }
}

function read(generation: Generation): PollResult {
  switch (generation.state) {
    case 'queued':
      return { state: 'queued' }
    case 'processing':
      return { state: 'running' }
    case 'completed': {
      const url = generation.output?.find(({ type }) => type === 'video')?.url
      if (!url) return { state: 'failed', refusal: { code: 'result_missing' }, charge: 'possible' }
      // Asking again gives a new address.
      const expiresAt = Date.now() + HOUR
      return { state: 'succeeded', outputs: [{ kind: 'video', from: { url }, expiresAt }] }
    }
    case 'failed': {
      const { failure_code: word, failure_reason: reason } = generation
      const { code, charge } = (word && failures[word]) || failures['generation_failed']!
      const words = { ...(reason && { reason }), ...(word && { providerCode: word }) }
      return { state: 'failed', refusal: { code, ...words }, charge }
    }
    default:
      return { state: 'running', unknownWord: generation.state }
  }
}

/** A sentence, or one for each field that is wrong. */
const Body = z.object({
  detail: z.union([
    z.string(),
    z.array(z.object({ loc: z.array(z.union([z.string(), z.number()])).optional(), msg: z.string() })),
  ]),
})

function readRefusal({ status, json, headers }: Answer): Refusal {
  const detail = Body.safeParse(json).data?.detail ?? ''
  const reason =
    typeof detail === 'string'
      ? detail
      : detail.map(({ loc = [], msg }) => [loc.at(-1), msg].filter(Boolean).join(': ')).join('; ')
  const requestId = headers['x-request-id']
  return {
    code: codeFor(status, reason),
    status,
    ...(reason && { reason }),
    ...(requestId && { requestId }),
  }
}

function codeFor(status: number, reason: string): Refusal['code'] {
  const isInput = status === 400 || status === 422
  if (isInput && /moderat|content policy/i.test(reason)) return 'content_refused'
  if (isInput && /\bmodel\b.*(no longer|retired|not available|unknown)/i.test(reason)) return 'model_retired'
  return refusalOfStatus(status)
}
