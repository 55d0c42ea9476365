import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { parseForm } from './form.ts'
import type { FakeJob, FakeReply, FakeRequest, FakeVendor, FakeWorld } from './vendor.ts'

type Check = (value: unknown) => boolean

const text: Check = (value) => typeof value === 'string'
const flag: Check = (value) => typeof value === 'boolean'
const whole: Check = (value) => Number.isInteger(value)
const oneOf =
  (...values: unknown[]): Check =>
  (value) =>
    values.includes(value)
const picture: Check = (value) => typeof value === 'string' && /^(https?:\/\/|data:image\/)/.test(value)
const pictures: Check = (value) => Array.isArray(value) && value.every((item) => picture(item))
const seconds: Check = (value) => whole(value) && Number(value) >= -1 && Number(value) <= 15

const seedance = {
  prompt: text,
  image: picture,
  last_frame_image: picture,
  reference_images: pictures,
  duration: seconds,
  resolution: oneOf('480p', '720p', '1080p'),
  aspect_ratio: oneOf('16:9', '4:3', '1:1', '3:4', '9:16', '21:9', 'adaptive'),
  generate_audio: flag,
  seed: whole,
}
const veo = {
  prompt: text,
  image: picture,
  last_frame: picture,
  reference_images: pictures,
  duration: oneOf(4, 6, 8),
  resolution: oneOf('720p', '1080p'),
  aspect_ratio: oneOf('16:9', '9:16'),
  generate_audio: flag,
  seed: whole,
  negative_prompt: text,
}
const flux = {
  prompt: text,
  aspect_ratio: oneOf('1:1', '16:9', '21:9', '3:2', '2:3', '4:5', '5:4', '3:4', '4:3', '9:16', '9:21'),
  seed: whole,
}

interface Schema {
  readonly fields: Readonly<Record<string, Check>>
  readonly kind: FakeJob['kind']
  /** Its output is a list, even of one. */
  readonly list?: true
}

const models: Readonly<Record<string, Schema>> = {
  'bytedance/seedance-2.0': { fields: seedance, kind: 'video' },
  'bytedance/seedance-2.0-fast': {
    fields: { ...seedance, resolution: oneOf('480p', '720p') },
    kind: 'video',
  },
  'google/veo-3.1': { fields: veo, kind: 'video' },
  'google/veo-3.1-fast': { fields: veo, kind: 'video' },
  'black-forest-labs/flux-1.1-pro': { fields: flux, kind: 'image' },
  'black-forest-labs/flux-schnell': { fields: flux, kind: 'image', list: true },
}

interface Asked {
  readonly model: string
  readonly input: Readonly<Record<string, unknown>>
  readonly webhook?: string
  readonly createdAt: string
}

const secret = randomBytes(24)

/** The headers of a call of its own, made now. */
export function replicateCallHeaders(raw: Buffer): Record<string, string> {
  const [id, timestamp] = ['msg_1', String(Math.floor(Date.now() / 1000))]
  const mac = createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(raw).digest('base64')
  return { 'webhook-id': id!, 'webhook-timestamp': timestamp!, 'webhook-signature': `v1,${mac}` }
}

const uploads = new Map<string, Buffer>()

export function replicateUpload(url: string): Buffer | undefined {
  return uploads.get(url)
}

export const replicate: FakeVendor = {
  id: 'replicate',
  handle,
  errors: {
    key: problem(401, 'Unauthenticated', 'You did not pass a valid authentication token'),
    credit: problem(402, 'Insufficient credit', 'You have insufficient credit to run this model.'),
    busy: problem(429, 'Too many requests', 'Request was throttled. Expected available in 1 second.'),
    trouble: problem(500, 'Internal server error', 'Something went wrong.'),
    settings: problem(422, 'Input validation failed', '- input.duration: Must be less than or equal to 15', [
      { type: 'number_lte', field: 'input.duration', description: 'Must be less than or equal to 15' },
    ]),
    content: problem(422, 'Unprocessable', 'The input was flagged as sensitive.'),
    model: problem(404, 'Not found', 'The requested resource could not be found.'),
    missing: problem(404, 'Not found', 'The requested resource could not be found.'),
  },
}

function problem(status: number, title: string, detail: string, fields?: readonly object[]) {
  return {
    status,
    headers: { 'content-type': 'application/problem+json' },
    json: { title, detail, status, ...(fields && { invalid_fields: fields }) },
  }
}

/** The version stands in the address, which whoever runs the fake may leave out. */
function handle(request: FakeRequest, world: FakeWorld): FakeReply {
  const { method, headers } = request
  const version = request.path.startsWith('/v1/') ? '/v1' : ''
  const path = request.path.slice(version.length)
  const base = world.origin + version
  const create = /^\/models\/([^/]+\/[^/]+)\/predictions$/.exec(path)?.[1]
  const about = /^\/predictions\/([^/]+)(\/cancel)?$/.exec(path)
  if (headers['authorization'] !== `Bearer ${world.key}`) {
    const stage = create ? 'create' : path === '/account' ? 'account' : about ? 'poll' : 'other'
    return { stage, ...replicate.errors.key }
  }
  if (method === 'POST' && create) return take(request, create, world)
  if (method === 'POST' && path === '/files') return keep(request, base)
  if (method === 'GET' && path === '/account') {
    return { stage: 'account', status: 200, json: { type: 'user', username: 'writer', name: 'A Writer' } }
  }
  if (method === 'GET' && path === '/webhooks/default/secret') {
    return { stage: 'other', status: 200, json: { key: `whsec_${secret.toString('base64')}` } }
  }
  if (method === 'GET' && path === '/predictions') return list(request, world, base)
  if (about && method === (about[2] ? 'POST' : 'GET'))
    return predict({ id: about[1]!, cancel: !!about[2] }, world, base)
  return { stage: 'other', ...replicate.errors.missing }
}

function take({ json, headers }: FakeRequest, model: string, world: FakeWorld): FakeReply {
  const schema = models[model]
  if (!schema) return { stage: 'create', ...replicate.errors.model }
  const { input, webhook } = (json ?? {}) as Partial<Asked>
  const wrong = input
    ? Object.entries(input).find(([name, value]) => !schema.fields[name]?.(value))?.[0]
    : 'input'
  if (wrong || !text(input?.['prompt']) || headers['prefer']) {
    const description = 'Does not fit the schema of the model'
    const fields = [{ type: 'schema', field: `input.${wrong ?? 'prompt'}`, description }]
    return { stage: 'create', ...problem(422, 'Input validation failed', description, fields) }
  }
  const body: Asked = {
    model,
    input: input!,
    createdAt: new Date().toISOString(),
    ...(webhook && { webhook }),
  }
  const job = world.take({ body, kind: schema.kind, prompt: String(input!['prompt']) })
  return {
    stage: 'create',
    status: 201,
    json: prediction(job, { base: world.origin, isNew: true }),
    jobId: job.id,
  }
}

function predict({ id, cancel }: { id: string; cancel: boolean }, world: FakeWorld, base: string): FakeReply {
  const stage = cancel ? 'cancel' : 'poll'
  if (cancel) world.cancel(id)
  const job = cancel ? world.jobs.find((one) => one.id === id) : world.look(id)
  if (!job) return { stage, ...replicate.errors.missing }
  return { stage, status: 200, json: prediction(job, { base }), jobId: id }
}

const words = {
  queued: 'starting',
  running: 'processing',
  succeeded: 'succeeded',
  content: 'failed',
  fault: 'failed',
  canceled: 'canceled',
  empty: 'succeeded',
  'odd-word': 'rehearsing',
} as const

function prediction(job: FakeJob, { base, isNew = false }: { base: string; isNew?: boolean }) {
  const { model, input, createdAt } = job.body as Asked
  const status = isNew ? 'starting' : words[job.fate]
  return {
    id: job.id,
    model,
    version: 'hidden',
    status,
    input,
    output: isNew || job.fate !== 'succeeded' ? null : models[model]!.list ? [job.url()] : job.url(),
    error:
      { content: 'The input was flagged as sensitive. (E005)', fault: 'Prediction interrupted' }[
        String(job.fate)
      ] ?? null,
    logs: '',
    metrics: {},
    data_removed: false,
    source: 'api',
    created_at: createdAt,
    started_at: null,
    completed_at: null,
    urls: { get: `${base}/predictions/${job.id}`, cancel: `${base}/predictions/${job.id}/cancel` },
  }
}

const PAGE = 2

/** The newest first, two to a page, so that nobody gets by with the first one. */
function list({ query }: FakeRequest, world: FakeWorld, base: string): FakeReply {
  const from = Number(query.get('cursor') ?? 0)
  const newest = world.jobs.toReversed()
  const results = newest
    .slice(from, from + PAGE)
    .map((job) => ({ ...prediction(job, { base }), output: null }))
  const next = from + PAGE < newest.length ? `${base}/predictions?cursor=${from + PAGE}` : null
  return { stage: 'list', status: 200, json: { previous: null, next, results } }
}

function keep({ bytes, headers }: FakeRequest, base: string): FakeReply {
  const content = parseForm(bytes, headers['content-type'])?.find(({ name }) => name === 'content')
  if (!content?.fileName) return { stage: 'upload', ...problem(400, 'Bad request', 'Missing content') }
  const id = randomUUID()
  const get = `${base}/files/${id}`
  uploads.set(get, content.bytes)
  const { fileName: name, type: content_type } = content
  return {
    stage: 'upload',
    status: 201,
    json: { id, name, content_type, size: content.bytes.length, urls: { get } },
  }
}
