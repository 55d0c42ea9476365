import { z } from 'zod'
import type { FakeJob, FakeReply, FakeRequest, FakeStage, FakeVendor, FakeWorld } from './vendor.ts'

const address = z.string().regex(/^(https?:\/\/|data:image\/(png|jpeg|webp);base64,|asset:\/\/)/)
const Create = z.object({
  model: z.string(),
  content: z
    .array(
      z.union([
        z.strictObject({ type: z.literal('text'), text: z.string().min(1) }),
        z.strictObject({
          type: z.literal('image_url'),
          image_url: z.strictObject({ url: address }),
          role: z.enum(['first_frame', 'last_frame', 'reference_image']).optional(),
        }),
      ]),
    )
    .min(1),
  ratio: z.enum(['16:9', '9:16', '4:3', '3:4', '1:1', '21:9', 'adaptive']).optional(),
  resolution: z.string().optional(),
  duration: z.number().int().optional(),
  seed: z.number().int().min(-1).max(4_294_967_295).optional(),
  generate_audio: z.boolean().optional(),
})
type Create = z.infer<typeof Create>

interface Known {
  readonly min: number
  readonly max: number
  readonly resolutions: readonly string[]
  readonly audio?: true
  readonly lastFrame?: true
  readonly references?: number
  /** Fields that only some models have. */
  readonly fields?: readonly string[]
}

const everywhere = new Set([
  'model',
  'content',
  'ratio',
  'resolution',
  'duration',
  'seed',
  'watermark',
  'callback_url',
  'return_last_frame',
  'execution_expires_after',
  'safety_identifier',
])
const second = {
  audio: true,
  lastFrame: true,
  references: 9,
  fields: ['generate_audio', 'priority'],
} as const
const first = { min: 2, max: 12, resolutions: ['480p', '720p', '1080p'] } as const
const known: Readonly<Record<string, Known>> = {
  'dreamina-seedance-2-5-260628': { ...second, min: 4, max: 30, resolutions: first.resolutions },
  'dreamina-seedance-2-0-260128': { ...second, min: 4, max: 15, resolutions: [...first.resolutions, '4k'] },
  'dreamina-seedance-2-0-fast-260128': { ...second, min: 4, max: 15, resolutions: ['480p', '720p'] },
  'dreamina-seedance-2-0-mini-260615': { ...second, min: 4, max: 15, resolutions: ['480p', '720p'] },
  'seedance-1-5-pro-251215': {
    ...first,
    min: 4,
    audio: true,
    lastFrame: true,
    fields: ['generate_audio', 'service_tier', 'camera_fixed', 'draft'],
  },
  'seedance-1-0-pro-250528': { ...first, lastFrame: true, fields: ['service_tier', 'camera_fixed'] },
  'seedance-1-0-pro-fast-251015': { ...first, fields: ['service_tier', 'camera_fixed'] },
}

function refusal(status: number, code: string, message: string, param = '') {
  const type = status === 401 ? 'Unauthorized' : status === 429 ? 'TooManyRequests' : 'BadRequest'
  return { status, json: { error: { code, message: `${message} Request ID: 0217abc`, param, type } } }
}

const errors: FakeVendor['errors'] = {
  key: refusal(401, 'AuthenticationError', 'The API key in the request is missing or invalid.'),
  credit: refusal(403, 'AccountOverdueError', 'Your account has an overdue balance.'),
  busy: refusal(429, 'QuotaExceeded', 'There are too many queued tasks.'),
  trouble: refusal(500, 'InternalServiceError', 'The service encountered an internal error.'),
  settings: refusal(400, 'InvalidParameter', 'The parameter is not valid.', 'duration'),
  content: refusal(
    400,
    'InputTextSensitiveContentDetected',
    'The input text may contain sensitive information.',
  ),
  model: refusal(404, 'InvalidEndpointOrModel.NotFound', 'The model or endpoint does not exist.'),
  missing: refusal(404, 'ResourceNotFound', 'The specified task does not exist.'),
}

const created = new WeakMap<FakeWorld, Map<string, number>>()
const removed = new WeakMap<FakeWorld, Set<string>>()

/** BytePlus ModelArk. */
export const seedance: FakeVendor = { id: 'seedance', errors, handle }

function handle(request: FakeRequest, world: FakeWorld): FakeReply {
  const { method, path, headers, query } = request
  const match = /^\/api\/v3\/contents\/generations\/tasks(?:\/([^/]+))?$/.exec(path)
  if (!match) return { stage: 'other', ...refusal(404, 'InvalidPath', 'There is nothing at this path.') }
  const id = match[1]
  const stage = stageOf(method, id)
  if (headers['authorization'] !== `Bearer ${world.key}`) return { stage, ...errors.key }
  if (id === undefined) return method === 'POST' ? create(request, world) : list(query, world)
  const job = world.jobs.find((candidate) => candidate.id === id)
  if (!job || removed.get(world)?.has(id)) return { stage, ...errors.missing }
  if (method === 'DELETE') return remove(job, world)
  return { stage, status: 200, jobId: id, json: task(world.look(id)!, world) }
}

function stageOf(method: string, id: string | undefined): FakeStage {
  if (method === 'DELETE') return 'cancel'
  if (id !== undefined) return 'poll'
  return method === 'POST' ? 'create' : 'list'
}

function create({ json }: FakeRequest, world: FakeWorld): FakeReply {
  const parsed = Create.safeParse(json)
  const wrong = parsed.success ? faultIn(json as object, parsed.data) : 'body: it is not what is documented'
  if (wrong === 'model') return { stage: 'create', ...errors.model }
  if (wrong !== undefined || !parsed.success) {
    const [param = '', message = ''] = (wrong ?? '').split(': ')
    return { stage: 'create', ...refusal(400, 'InvalidParameter', message, param) }
  }
  const prompt = parsed.data.content.map((part) => (part.type === 'text' ? part.text : '')).join('')
  const id = `cgt-20261121090000-${Math.random().toString(36).slice(2, 8)}`
  const job = world.take({ body: json, prompt, kind: 'video', id })
  const times = created.get(world) ?? new Map<string, number>()
  created.set(world, times.set(id, Math.floor(Date.now() / 1000)))
  return { stage: 'create', status: 200, jobId: job.id, json: { id } }
}

/** "field: what is wrong with it", and nothing else is looked at. */
function faultIn(body: object, { model, content, resolution, duration = 5 }: Create): string | undefined {
  const row = known[model]
  if (!row) return 'model'
  const extra = Object.keys(body).find((field) => !everywhere.has(field) && !row.fields?.includes(field))
  if (extra) return `${extra}: this model does not support it`
  if (resolution !== undefined && !row.resolutions.includes(resolution)) return 'resolution: not supported'
  if (duration !== -1 && (duration < row.min || duration > row.max)) return 'duration: not supported'
  const roles = content.flatMap((part) => (part.type === 'image_url' ? [part.role ?? 'first_frame'] : []))
  const references = roles.filter((role) => role === 'reference_image').length
  if (references > (row.references ?? 0)) return 'content: too many reference images'
  if (references > 0 && references < roles.length) return 'content: frames and references may not be mixed'
  if (roles.includes('last_frame') && (!row.lastFrame || !roles.includes('first_frame'))) {
    return 'content: a last frame is not supported here'
  }
  return undefined
}

function list(query: URLSearchParams, world: FakeWorld): FakeReply {
  const size = Number(query.get('page_size') ?? '10')
  const page = Number(query.get('page_num') ?? '1')
  const tasks = world.jobs
    .filter(({ id }) => !removed.get(world)?.has(id))
    .map((job) => task(job, world))
    .toReversed()
  const items = tasks.slice((page - 1) * size, page * size)
  return { stage: 'list', status: 200, json: { items, total: tasks.length } }
}

/** Cancels what waits, deletes what has ended, and refuses what is being made. */
function remove(job: FakeJob, world: FakeWorld): FakeReply {
  const { id: jobId, fate } = job
  if (fate === 'running' || fate === 'odd-word') {
    const message = 'The task is running and cannot be deleted.'
    return { stage: 'cancel', jobId, ...refusal(409, 'InvalidAction.RunningTaskDeletion', message) }
  }
  if (fate === 'queued') world.cancel(jobId)
  else removed.set(world, (removed.get(world) ?? new Set()).add(jobId))
  return { stage: 'cancel', status: 200, jobId, json: {} }
}

function task(job: FakeJob, world: FakeWorld) {
  const { model, seed = 7, resolution = '720p', ratio = '16:9', duration = 5 } = job.body as Create
  const createdAt = created.get(world)?.get(job.id) ?? 0
  const common = {
    id: job.id,
    model,
    created_at: createdAt,
    updated_at: createdAt + 1,
    seed,
    resolution,
    ratio,
    duration,
    framespersecond: 24,
  }
  return { ...common, ...lifeOf(job) }
}

function lifeOf(job: FakeJob) {
  const failed = (code: string, message: string) => ({ status: 'failed', error: { code, message } })
  switch (job.fate) {
    case 'succeeded': {
      const tokens = Math.round((job.usd * 1e6) / 7)
      const usage = { completion_tokens: tokens, total_tokens: tokens }
      return { status: 'succeeded', content: { video_url: job.url() }, usage }
    }
    case 'empty':
      return { status: 'succeeded', content: {} }
    case 'content':
      return failed(
        'OutputVideoSensitiveContentDetected',
        'The output video may contain sensitive information.',
      )
    case 'fault':
      return failed('InternalServiceError', 'The service encountered an internal error.')
    case 'canceled':
      return { status: 'cancelled' }
    case 'odd-word':
      return { status: 'archiving' }
    case 'queued':
    case 'running':
      return { status: job.fate }
  }
}
