import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import type { FakeJob, FakeReply, FakeRequest, FakeVendor, FakeWorld } from './vendor.ts'

type Check = (value: unknown) => boolean

const text: Check = (value) => typeof value === 'string' && value.length > 0
const flag: Check = (value) => typeof value === 'boolean'
const whole: Check = (value) => Number.isInteger(value)
const address: Check = (value) => typeof value === 'string' && /^(https?:|data:image\/)/.test(value)
const addresses: Check = (value) => Array.isArray(value) && value.every((item) => address(item))
const size: Check = (value) => whole((value as { width?: unknown } | undefined)?.width)
const oneOf =
  (...values: unknown[]): Check =>
  (value) =>
    values.includes(value)
const from =
  (min: number, max: number, write: (length: number) => unknown = (length) => length): Check =>
  (value) =>
    Array.from({ length: max - min + 1 }, (_, index) => write(min + index)).includes(value)
const written = (length: number) => `${length}`

/** A field with a star is required. */
type Schema = Readonly<Record<string, Check>>

const shapes = ['auto', '21:9', '16:9', '4:3', '1:1', '3:4', '9:16']
const seedance = {
  'prompt*': text,
  aspect_ratio: oneOf(...shapes),
  duration: from(4, 15, written),
  resolution: oneOf('480p', '720p', '1080p'),
  generate_audio: flag,
}
const seedanceFrames = { 'image_url*': address, end_image_url: address }
const veo = {
  'prompt*': text,
  aspect_ratio: oneOf('auto', '16:9', '9:16'),
  duration: oneOf('4s', '6s', '8s'),
  resolution: oneOf('720p', '1080p', '4k'),
  generate_audio: flag,
  seed: whole,
}
const kling = { 'prompt*': text, duration: from(3, 15, written), generate_audio: flag }
const hailuo = { 'prompt*': text, 'image_url*': address, prompt_optimizer: flag }
const omni = {
  'prompt*': text,
  aspect_ratio: oneOf('16:9', '9:16'),
  duration: from(3, 10),
  resolution: oneOf('360p', '720p', '1080p', '4k'),
}
const imageShapes = [...shapes, '3:2', '2:3', '4:5', '5:4']

/** What its models are asked with. Of a field that a model does not have it takes no notice; this fake refuses it. */
const schemas: Readonly<Record<string, Schema>> = {
  'bytedance/seedance-2.0/text-to-video': seedance,
  'bytedance/seedance-2.0/image-to-video': { ...seedance, ...seedanceFrames },
  'bytedance/seedance-2.0/reference-to-video': { ...seedance, image_urls: addresses },
  'bytedance/seedance-2.0/fast/text-to-video': seedance,
  'bytedance/seedance-2.0/fast/image-to-video': { ...seedance, ...seedanceFrames },
  'bytedance/seedance-2.0/mini/text-to-video': seedance,
  'bytedance/seedance-2.0/mini/image-to-video': { ...seedance, ...seedanceFrames },
  'bytedance/seedance-2.5/flash/image-to-video': {
    ...seedance,
    ...seedanceFrames,
    aspect_ratio: oneOf('auto'),
    duration: from(4, 30, written),
  },
  'fal-ai/veo3.1': veo,
  'fal-ai/veo3.1/image-to-video': { ...veo, 'image_url*': address },
  'fal-ai/veo3.1/first-last-frame-to-video': {
    ...veo,
    'first_frame_url*': address,
    'last_frame_url*': address,
  },
  'fal-ai/veo3.1/fast': veo,
  'fal-ai/veo3.1/fast/image-to-video': { ...veo, 'image_url*': address },
  'fal-ai/veo3.1/fast/first-last-frame-to-video': {
    ...veo,
    'first_frame_url*': address,
    'last_frame_url*': address,
  },
  'fal-ai/veo3.1/lite': veo,
  'fal-ai/veo3.1/lite/image-to-video': { ...veo, 'image_url*': address },
  'fal-ai/kling-video/v3/pro/text-to-video': { ...kling, aspect_ratio: oneOf('16:9', '9:16', '1:1') },
  'fal-ai/kling-video/v3/pro/image-to-video': {
    ...kling,
    'start_image_url*': address,
    end_image_url: address,
  },
  'fal-ai/kling-video/v3/standard/text-to-video': { ...kling, aspect_ratio: oneOf('16:9', '9:16', '1:1') },
  'fal-ai/kling-video/v3/standard/image-to-video': {
    ...kling,
    'start_image_url*': address,
    end_image_url: address,
  },
  'google/gemini-omni-flash/v1.1/text-to-video': omni,
  'google/gemini-omni-flash/v1.1/image-to-video': { ...omni, ...seedanceFrames },
  'fal-ai/minimax/hailuo-2.3/pro/image-to-video': hailuo,
  'fal-ai/minimax/hailuo-2.3/standard/image-to-video': { ...hailuo, duration: oneOf('6', '10') },
  'fal-ai/minimax/hailuo-2.3-fast/standard/image-to-video': { ...hailuo, duration: oneOf('6', '10') },
  'xai/grok-imagine-video/v1.5/image-to-video': {
    'prompt*': text,
    'image_url*': address,
    duration: from(1, 15),
    resolution: oneOf('480p', '720p', '1080p'),
  },
  'fal-ai/nano-banana-2': { 'prompt*': text, aspect_ratio: oneOf(...imageShapes), seed: whole },
  'fal-ai/nano-banana-2/edit': {
    'prompt*': text,
    aspect_ratio: oneOf(...imageShapes),
    seed: whole,
    'image_urls*': addresses,
  },
  'fal-ai/flux/schnell': { 'prompt*': text, image_size: size, seed: whole },
}

/** What was uploaded, by its address there; undefined until its bytes came. */
const uploads = new Map<string, { bytes: Buffer | undefined; type: string }>()

export function falUpload(url: string): Buffer | undefined {
  return uploads.get(url)?.bytes
}

const pair = generateKeyPairSync('ed25519')

/** The headers of a call of its own, made now. */
export function falCallHeaders(raw: Buffer): Record<string, string> {
  const [id, user, timestamp] = ['call-1', 'user-1', String(Math.floor(Date.now() / 1000))]
  const digest = createHash('sha256').update(raw).digest('hex')
  const message = Buffer.from([id, user, timestamp, digest].join('\n'))
  return {
    'x-fal-webhook-request-id': id!,
    'x-fal-webhook-user-id': user!,
    'x-fal-webhook-timestamp': timestamp!,
    'x-fal-webhook-signature': sign(null, message, pair.privateKey).toString('hex'),
  }
}

function fault(loc: readonly string[], msg: string, type: string) {
  return {
    detail: [{ loc: ['body', ...loc], msg, type, url: `https://docs.fal.ai/errors/#${type}`, ctx: {} }],
  }
}

const contentMessage =
  'The content could not be processed because it contained material flagged by a content checker.'

export const fal: FakeVendor = {
  id: 'fal',
  handle,
  errors: {
    key: { status: 401, json: { detail: 'Authentication is required to access this application.' } },
    credit: {
      status: 403,
      json: {
        detail: 'User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.',
      },
    },
    busy: { status: 429, json: { detail: 'Too many requests.' } },
    trouble: { status: 500, json: { detail: 'Internal Server Error' } },
    settings: { status: 422, json: fault(['duration'], 'unexpected value', 'literal_error') },
    content: { status: 422, json: fault(['prompt'], contentMessage, 'content_policy_violation') },
    model: { status: 404, json: { detail: 'Path /old/model not found' } },
    missing: { status: 404, json: { detail: 'Request not found' } },
  },
}

function handle(request: FakeRequest, world: FakeWorld): FakeReply {
  const { method, path, headers } = request
  if (path.startsWith('/storage/files/')) return storage(request, world)
  if (path === '/.well-known/jwks.json') {
    return { stage: 'other', status: 200, json: { keys: [pair.publicKey.export({ format: 'jwk' })] } }
  }
  if (headers['authorization'] !== `Key ${world.key}`) {
    const stage = path.startsWith('/storage/') ? 'upload' : method === 'POST' ? 'create' : 'poll'
    return { stage, ...fal.errors.key }
  }
  if (method === 'POST' && path === '/storage/upload/initiate') return initiate(request, world)
  const known = /^\/([^/]+)\/([^/]+)\/requests\/([^/]+)(\/status|\/cancel)?$/.exec(path)
  if (known) return aboutRequest(request, { id: known[3]!, what: known[4] ?? '' }, world)
  if (method === 'POST') return create(request, world)
  return { stage: 'other', status: 405, json: { detail: 'Method Not Allowed' } }
}

function create({ path, json }: FakeRequest, world: FakeWorld): FakeReply {
  const endpoint = path.slice(1)
  const schema = schemas[endpoint]
  if (!schema) return { stage: 'create', status: 404, json: { detail: `Path ${path} not found` } }
  const body = (json ?? {}) as Record<string, unknown>
  const wrong = wrongField(body, schema)
  if (wrong)
    return { stage: 'create', status: 422, json: fault([wrong], 'Input should be valid', 'value_error') }
  const kind = /nano-banana|flux/.test(endpoint) ? 'image' : 'video'
  const job = world.take({ body: { endpoint, ...body }, kind, prompt: String(body['prompt']) })
  return {
    stage: 'create',
    status: 200,
    headers: { 'x-fal-request-id': job.id },
    json: { status: 'IN_QUEUE', queue_position: 3, ...linksOf(job, world) },
    jobId: job.id,
  }
}

function wrongField(body: Record<string, unknown>, schema: Schema): string | undefined {
  const odd = Object.entries(body).find(([field, value]) => !(schema[field] ?? schema[`${field}*`])?.(value))
  const missing = Object.keys(schema).find((field) => field.endsWith('*') && !(field.slice(0, -1) in body))
  return odd?.[0] ?? missing?.slice(0, -1)
}

/** Without the part of the path behind its first two, as the real ones are. */
function linksOf({ id, body }: FakeJob, world: FakeWorld) {
  const app = (body as { endpoint: string }).endpoint.split('/').slice(0, 2).join('/')
  const base = `${world.origin}/${app}/requests/${id}`
  return { request_id: id, response_url: base, status_url: `${base}/status`, cancel_url: `${base}/cancel` }
}

function aboutRequest(
  request: FakeRequest,
  { id, what }: { id: string; what: string },
  world: FakeWorld,
): FakeReply {
  const stage = what === '/status' ? 'poll' : what === '/cancel' ? 'cancel' : 'result'
  const job = what === '/status' ? world.look(id) : world.jobs.find((one) => one.id === id)
  if (!job || !linksOf(job, world).response_url.endsWith(request.path.replace(what, ''))) {
    return { stage, ...fal.errors.missing }
  }
  if (what === '/status')
    return { stage, status: 200, json: { ...linksOf(job, world), ...standing(job) }, jobId: id }
  if (what === '') return { stage, ...resultOf(job), jobId: id }
  if (request.method !== 'PUT') return { stage, status: 405, json: { detail: 'Method Not Allowed' } }
  return world.cancel(id)
    ? { stage, status: 202, json: { status: 'CANCELLATION_REQUESTED' }, jobId: id }
    : { stage, status: 400, json: { status: 'ALREADY_COMPLETED' }, jobId: id }
}

/** There is no word for a job that failed: it is completed, and its result is the refusal. */
function standing({ fate }: FakeJob): Record<string, unknown> {
  if (fate === 'queued') return { status: 'IN_QUEUE', queue_position: 2 }
  if (fate === 'running') return { status: 'IN_PROGRESS' }
  if (fate === 'odd-word') return { status: 'IN_REHEARSAL' }
  return { status: 'COMPLETED', metrics: { inference_time: 12.3 } }
}

function resultOf(job: FakeJob): Omit<FakeReply, 'stage'> {
  switch (job.fate) {
    case 'queued':
    case 'running':
    case 'odd-word':
      return { status: 400, json: { detail: 'Request is still in progress' } }
    case 'succeeded': {
      const file = { url: job.url(), content_type: job.kind === 'video' ? 'video/mp4' : 'image/png' }
      return {
        status: 200,
        json: job.kind === 'video' ? { video: file, seed: 1 } : { images: [file], seed: 1 },
      }
    }
    case 'empty':
      return { status: 200, json: job.kind === 'video' ? { video: null } : { images: [] } }
    case 'content':
      return fal.errors.content
    case 'fault':
      return failedWith('runner_server_error', 500, 'The runner died.')
    case 'canceled':
      return failedWith('client_cancelled', 499, 'The request was cancelled.')
  }
}

function failedWith(type: string, status: number, detail: string): Omit<FakeReply, 'stage'> {
  return { status, headers: { 'x-fal-error-type': type }, json: { detail, error_type: type } }
}

function initiate({ json }: FakeRequest, world: FakeWorld): FakeReply {
  const { content_type: type, file_name: name } = (json ?? {}) as Record<string, unknown>
  if (typeof type !== 'string' || typeof name !== 'string') {
    return { stage: 'upload', status: 422, json: fault(['file_name'], 'Field required', 'missing') }
  }
  const url = `${world.origin}/storage/files/${randomUUID()}/${name}`
  uploads.set(url, { bytes: undefined, type })
  return { stage: 'upload', status: 200, json: { upload_url: `${url}?signature=1`, file_url: url } }
}

/** Not the API: what is written there is vouched for by its address, and a key there is a key given away. */
function storage({ method, path, query, headers, bytes }: FakeRequest, world: FakeWorld): FakeReply {
  const url = `${world.origin}${path}`
  const place = uploads.get(url)
  const isRight =
    place && query.has('signature') && !headers['authorization'] && headers['content-type'] === place.type
  if (method !== 'PUT' || !isRight) return { stage: 'upload', status: 403, json: { detail: 'Forbidden' } }
  uploads.set(url, { ...place, bytes })
  return { stage: 'upload', status: 200 }
}
