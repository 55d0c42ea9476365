import { z } from 'zod'
import type { FakeJob, FakeReply, FakeRequest, FakeStage, FakeVendor, FakeWorld } from './vendor.ts'

const Part = z.union([
  z.strictObject({ type: z.literal('text'), text: z.string().min(1) }),
  z.strictObject({
    type: z.literal('image'),
    data: z.base64().min(1),
    mime_type: z.enum(['image/png', 'image/jpeg', 'image/webp', 'image/heic', 'image/heif']),
  }),
  z.strictObject({ type: z.literal('image'), uri: z.url() }),
])

const Create = z.strictObject({
  model: z.string(),
  input: z.union([z.string(), z.array(Part).min(1)]),
  response_format: z.strictObject({
    type: z.literal('video'),
    aspect_ratio: z.enum(['16:9', '9:16']).optional(),
    resolution: z.enum(['360p', '720p', '1080p', '4k']).optional(),
    duration: z
      .string()
      .regex(/^\d+s$/)
      .optional(),
    delivery: z.enum(['inline', 'uri']).optional(),
  }),
  generation_config: z
    .strictObject({
      video_config: z
        .strictObject({
          task: z.enum([
            'text_to_video',
            'image_to_video',
            'reference_to_video',
            'edit',
            'extend',
            'upscale',
          ]),
        })
        .optional(),
      seed: z.number().int().optional(),
    })
    .optional(),
  background: z.boolean().optional(),
  store: z.boolean().optional(),
})
type Create = z.infer<typeof Create>

const longest: Readonly<Record<string, number>> = {
  'gemini-omni-1.2-flash': 15,
  'gemini-omni-1.1-flash': 10,
}

function refusal(status: number, word: string, message: string, details?: unknown) {
  return { status, json: { error: { code: status, message, status: word, ...(details ? { details } : {}) } } }
}

const badKey = refusal(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
  {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    reason: 'API_KEY_INVALID',
    domain: 'googleapis.com',
  },
])
const noKey = refusal(403, 'PERMISSION_DENIED', "Method doesn't allow unregistered callers.")

const errors: FakeVendor['errors'] = {
  key: badKey,
  credit: refusal(402, 'RESOURCE_EXHAUSTED', 'Your prepayment credits are depleted.'),
  busy: refusal(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota, please retry later.'),
  trouble: refusal(500, 'INTERNAL', 'An internal error has occurred.'),
  settings: refusal(400, 'INVALID_ARGUMENT', 'Unsupported duration for this request.'),
  content: refusal(400, 'INVALID_ARGUMENT', 'The request was blocked by safety filters.'),
  model: refusal(404, 'NOT_FOUND', 'This model models/gemini-omni-flash-preview is no longer available.'),
  missing: refusal(404, 'NOT_FOUND', 'Interaction not found.'),
}

/** What a world remembers beside its jobs: how often each finished one, and each file, was asked for. */
const asked = new WeakMap<FakeWorld, Map<string, number>>()

function count(world: FakeWorld, what: string): number {
  const counts = asked.get(world) ?? new Map<string, number>()
  asked.set(world, counts.set(what, (counts.get(what) ?? 0) + 1))
  return counts.get(what)!
}

/** Gemini Omni by the Interactions API. */
export const google: FakeVendor = { id: 'google', errors, handle }

function handle(request: FakeRequest, world: FakeWorld): FakeReply {
  const { method, path, query } = request
  const [, version, collection, rest = '', action] = path.split('/')
  const refused = keyRefusal(request, world)
  if (refused) return { stage: stageOf(method, collection), ...refused }
  if (version === 'v1beta' && collection === 'models' && method === 'GET') {
    const models = [{ name: 'models/gemini-omni-1.2-flash' }, { name: 'models/gemini-omni-1.1-flash' }]
    const size = Number(query.get('pageSize') ?? '50')
    return { stage: 'account', status: 200, json: { models: models.slice(0, size) } }
  }
  if (version === 'v1beta' && collection === 'interactions') {
    if (method === 'POST' && rest === '') return create(request, world)
    if (method === 'POST' && action === 'cancel') return cancel(rest, world)
    if (method === 'GET') return read(rest, world)
  }
  if (version === 'v1beta' && collection === 'files' && method === 'GET') return file(rest, query, world)
  return { stage: 'other', ...refusal(404, 'NOT_FOUND', 'Requested entity was not found.') }
}

function stageOf(method: string, collection: string | undefined): FakeStage {
  if (collection === 'models') return 'account'
  if (collection === 'files') return 'other'
  return method === 'POST' ? 'create' : 'poll'
}

function keyRefusal({ headers }: FakeRequest, { key }: FakeWorld) {
  const given = headers['x-goog-api-key']
  if (given === key) return undefined
  if (given) return badKey
  return headers['authorization']
    ? refusal(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.')
    : noKey
}

function create({ json }: FakeRequest, world: FakeWorld): FakeReply {
  const wrong = (message: string): FakeReply => ({
    stage: 'create',
    ...refusal(400, 'INVALID_ARGUMENT', message),
  })
  const parsed = Create.safeParse(json)
  if (!parsed.success) return wrong(`Invalid JSON payload received. ${z.prettifyError(parsed.error)}`)
  const { model, response_format: format, background = false, store = true } = parsed.data
  if (!Object.hasOwn(longest, model)) {
    const ended = model === 'gemini-omni-flash-preview'
    const gone = refusal(404, 'NOT_FOUND', `models/${model} is not found for API version v1beta.`)
    return { stage: 'create', ...(ended ? errors.model : gone) }
  }
  const seconds = Number.parseInt(format.duration ?? '8', 10)
  if (seconds < 3 || seconds > longest[model]!) return wrong(`Unsupported duration ${seconds}s.`)
  if (background && !store) return wrong('background requires store to be true.')
  if (format.delivery !== 'uri') return wrong('Video output is too large for inline delivery.')
  const job = world.take({ body: json, prompt: words(parsed.data), kind: 'video', id: newId() })
  return { stage: 'create', status: 200, jobId: job.id, json: interaction(job, 'in_progress') }
}

function words({ input }: Create): string {
  if (typeof input === 'string') return input
  return input.map((part) => (part.type === 'text' ? part.text : '')).join('')
}

function newId(): string {
  return `v1_${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`
}

function interaction(job: FakeJob, status: string, more: object = {}) {
  const { model } = job.body as Create
  return {
    id: job.id,
    created: '2026-11-21T09:00:00Z',
    updated: new Date().toISOString(),
    model,
    status,
    ...more,
  }
}

function read(id: string, world: FakeWorld): FakeReply {
  const job = world.look(id)
  if (!job) return { stage: 'poll', ...errors.missing }
  return { stage: 'poll', status: 200, jobId: id, json: state(job, world) }
}

function state(job: FakeJob, world: FakeWorld) {
  const thought = { type: 'thought', summary: [] }
  const output = (...content: object[]) => ({ steps: [thought, { type: 'model_output', content }] })
  switch (job.fate) {
    case 'queued':
      return interaction(job, 'queued')
    case 'running':
      return interaction(job, 'in_progress')
    case 'succeeded': {
      // Read late, it holds the file itself although an address was asked for.
      const data = world.file(job.id).toString('base64')
      const uri = `${world.origin}/v1beta/files/f-${job.id}:download?alt=media`
      const isLate = count(world, job.id) > 3
      const video = { type: 'video', mime_type: 'video/mp4', ...(isLate ? { data } : { uri }) }
      return interaction(job, 'completed', { ...output(video), usage: usageOf(job) })
    }
    case 'content':
      return interaction(job, 'completed', output({ type: 'text', text: 'I can’t make a clip of that.' }))
    case 'empty':
      return interaction(job, 'completed', output({ type: 'video', mime_type: 'video/mp4' }))
    case 'fault': {
      const code = 'https://ai.google.dev/errors/generation'
      return interaction(job, 'failed', { errors: [{ code, message: 'The clip could not be generated.' }] })
    }
    case 'canceled':
      return interaction(job, 'cancelled')
    case 'odd-word':
      return interaction(job, 'warming_up')
  }
}

function usageOf({ usd }: FakeJob) {
  const tokens = Math.round((usd * 1e6) / 17.5)
  return {
    total_input_tokens: 0,
    total_output_tokens: tokens,
    output_tokens_by_modality: [{ modality: 'video', tokens }],
  }
}

function cancel(id: string, world: FakeWorld): FakeReply {
  if (!world.jobs.some((job) => job.id === id)) return { stage: 'cancel', ...errors.missing }
  if (!world.cancel(id)) {
    return {
      stage: 'cancel',
      jobId: id,
      ...refusal(400, 'FAILED_PRECONDITION', 'Interaction is already in a terminal state.'),
    }
  }
  const job = world.jobs.find((candidate) => candidate.id === id)!
  return { stage: 'cancel', status: 200, jobId: id, json: interaction(job, 'cancelled') }
}

/** A file is still being prepared when it is first asked about, and is not served until it is ready. */
function file(rest: string, query: URLSearchParams, world: FakeWorld): FakeReply {
  const [name = '', verb] = rest.split(':')
  const job = world.jobs.find(({ id }) => name === `f-${id}`)
  if (!job) {
    const message = `You do not have permission to access the File ${name} or it may not exist.`
    return { stage: 'other', ...refusal(403, 'PERMISSION_DENIED', message) }
  }
  if (verb === undefined) {
    const state = count(world, name) > 1 ? 'ACTIVE' : 'PROCESSING'
    const json = { name: `files/${name}`, mimeType: 'video/mp4', state }
    return { stage: 'other', status: 200, jobId: job.id, json }
  }
  const isReady = (asked.get(world)?.get(name) ?? 0) > 1
  if (verb !== 'download' || query.get('alt') !== 'media' || !isReady) {
    const message = 'The file is not in an ACTIVE state and usage is not allowed.'
    return { stage: 'other', ...refusal(400, 'FAILED_PRECONDITION', message) }
  }
  const headers = { 'content-type': 'video/mp4' }
  return { stage: 'other', status: 200, headers, jobId: job.id, body: world.file(job.id) }
}
