import type { FakeJob, FakeReply, FakeRequest, FakeStage, FakeVendor, FakeWorld } from './vendor.ts'

const errors: FakeVendor['errors'] = {
  key: refusal(
    401,
    'authorized_error',
    "login fail: please carry the API secret key in the 'Authorization' field (1004)",
  ),
  credit: refusal(402, 'insufficient_balance_error', 'insufficient balance (1008)'),
  busy: refusal(429, 'rate_limit_error', 'rate limit exceeded (1002)'),
  trouble: refusal(500, 'server_error', 'unknown error (1000)'),
  settings: refusal(400, 'bad_request_error', 'invalid params, duration is out of range (2013)'),
  content: refusal(422, 'unprocessable_entity_error', 'input new_sensitive (1026)'),
  model: refusal(400, 'bad_request_error', 'invalid params, model MiniMax-H0 not supported (2013)'),
  missing: refusal(400, 'bad_request_error', 'invalid params, task not found (2013)'),
}

/** Both versions of MiniMax's video protocol, with their two ways of refusing. */
export const minimax: FakeVendor = {
  id: 'minimax',
  handle(request, world) {
    const { method, path } = request
    const isRight = request.headers['authorization'] === `Bearer ${world.key}`
    if (path.startsWith('/v1/')) {
      const stage = method === 'POST' ? 'create' : path.includes('/files/') ? 'result' : 'poll'
      return isRight
        ? version1(request, world)
        : says(stage, 1004, 'login fail: please carry the API secret key')
    }
    const stage = stageOf(request)
    return isRight ? version2(request, world, stage) : { stage, ...errors.key }
  },
  errors,
}

/** `http_code` is a string. */
function refusal(status: number, type: string, message: string) {
  const error = { type, message, http_code: String(status) }
  return { status, json: { type: 'error', error, request_id: '06a1b2c3d4e5f60718293a4b5c6d7e8f' } }
}

function invalid(reason: string): FakeReply {
  return { stage: 'create', ...refusal(400, 'bad_request_error', `invalid params, ${reason} (2013)`) }
}

function stageOf({ method, path }: FakeRequest): FakeStage {
  if (method === 'POST') return 'create'
  if (method === 'DELETE') return 'cancel'
  return path === '/v2/query/video_generation' ? 'list' : 'poll'
}

/** When it came (in seconds); a record that was deleted is not there any more. */
const born = new Map<string, number>()
const deleted = new Set<string>()

function newId(): string {
  const id = `42${Date.now()}${String(born.size).padStart(4, '0')}`
  born.set(id, Math.floor(Date.now() / 1000))
  return id
}

interface V2Body {
  readonly model?: string
  readonly content?: readonly V2Item[]
  readonly resolution?: string
  readonly duration?: number
  readonly ratio?: string
}

interface V2Item {
  readonly type: string
  readonly text?: string
  readonly image_url?: { readonly url: string }
  readonly role?: string
}

const offered: Readonly<Record<string, { resolutions: readonly string[]; min: number }>> = {
  'MiniMax-H3': { resolutions: ['768P', '2K'], min: 4 },
  'MiniMax-H3-Max': { resolutions: ['480P', '768P'], min: 5 },
}

function version2(request: FakeRequest, world: FakeWorld, stage: FakeStage): FakeReply {
  if (stage === 'create') return create2(request.json as V2Body, world)
  if (stage === 'list') return list2(request, world)
  const id = request.path.split('/').at(-1) ?? ''
  const known = deleted.has(id) ? undefined : world.jobs.find((job) => job.id === id)
  if (!known) return { stage, ...errors.missing }
  if (stage === 'poll') return { stage, status: 200, json: { task: taskOf(world.look(id)!) }, jobId: id }
  if (known.fate === 'running' || known.fate === 'canceled') {
    return {
      stage,
      ...refusal(400, 'bad_request_error', 'invalid params, task status does not allow it (2013)'),
    }
  }
  if (known.fate === 'queued') world.cancel(id)
  else deleted.add(id)
  return { stage, status: 200, json: {}, jobId: id }
}

const fields2 = ['model', 'content', 'resolution', 'duration', 'ratio', 'aigc_watermark', 'callback_url']

function create2(body: V2Body, world: FakeWorld): FakeReply {
  const reason = oddField(body, fields2) ?? wrongIn(body)
  if (reason) return invalid(reason)
  const prompt = body.content?.find(({ type }) => type === 'text')?.text ?? ''
  const job = world.take({ body, prompt, kind: 'video', id: newId() })
  return { stage: 'create', status: 200, json: { task_id: job.id }, jobId: job.id }
}

function wrongIn({
  model = '',
  content = [],
  resolution = '',
  duration = 0,
  ratio,
}: V2Body): string | undefined {
  const can = offered[model]
  const roles = content.flatMap(({ role }) => role ?? [])
  const isFromFrame = roles.includes('first_frame') || roles.includes('last_frame')
  if (!can) return `model ${model} not supported`
  const words = content.find(({ type }) => type === 'text')?.text
  if (!words) return 'content needs a text'
  if (words.length > 7000) return 'text is too long'
  if (!can.resolutions.includes(resolution))
    return `resolution ${resolution} is not one of ${can.resolutions.join()}`
  if (!Number.isInteger(duration) || duration < can.min || duration > 15) return 'duration is out of range'
  if (isFromFrame && roles.includes('reference_image'))
    return 'first_frame and reference_image exclude each other'
  if (roles.filter((role) => role === 'reference_image').length > 9) return 'too many reference images'
  if (content.some(({ image_url: image }) => image && !isPicture(image.url)))
    return 'image_url is not readable'
  if (roles.length === 0 && (ratio ?? 'adaptive') === 'adaptive') return 'ratio adaptive is not for text only'
  if (isFromFrame && (ratio ?? 'adaptive') !== 'adaptive') return 'ratio must be adaptive'
  return undefined
}

/** Whether the real one minds is not known; what it has no name for is surely a slip of ours. */
function oddField(body: object, known: readonly string[]): string | undefined {
  const odd = Object.keys(body).find((field) => !known.includes(field))
  return odd && `${odd} is no parameter`
}

function isPicture(url: string): boolean {
  return /^https?:/.test(url) || /^data:image\/(jpeg|png|webp);base64,[\w+/]+=*$/.test(url)
}

function list2({ query }: FakeRequest, world: FakeWorld): FakeReply {
  const size = Number(query.get('page_size') ?? 20)
  const page = Number(query.get('page_num') ?? 1)
  const model = query.get('filter.model')
  const all = world.jobs
    .filter(({ id, body }) => !deleted.has(id) && (model === null || (body as V2Body).model === model))
    .map(taskOf)
  const items = all.slice((page - 1) * size, page * size)
  return { stage: 'list', status: 200, json: { items, total: all.length } }
}

const words2: Readonly<Record<FakeJob['fate'], string>> = {
  queued: 'queued',
  running: 'running',
  succeeded: 'succeeded',
  content: 'failed',
  fault: 'failed',
  canceled: 'cancelled',
  empty: 'succeeded',
  'odd-word': 'polishing',
}

function taskOf(job: FakeJob) {
  const { model, resolution, duration = 0, ratio = '9:16' } = job.body as V2Body
  const usage = { total_seconds: duration, input_seconds: 0, output_seconds: duration, input_image_count: 0 }
  return {
    id: job.id,
    model,
    status: words2[job.fate],
    created_at: born.get(job.id),
    ...(job.fate === 'succeeded' && { content: { url: job.url() }, usage }),
    ...(words2[job.fate] === 'succeeded' && { resolution, duration, ratio, task_type: 'generation' }),
    // A string here, a number there.
    ...(job.fate === 'content' && { error: { code: 1027, message: 'output new_sensitive' } }),
    ...(job.fate === 'fault' && { error: { code: '1000', message: 'the model stopped' } }),
  }
}

interface V1Body {
  readonly model?: string
  readonly prompt?: string
  readonly first_frame_image?: string
  readonly last_frame_image?: string
  readonly duration?: number
  readonly resolution?: string
}

/** The status is 200 whatever happens. */
function says(stage: FakeStage, code: number, message: string, more: object = {}): FakeReply {
  return { stage, status: 200, json: { ...more, base_resp: { status_code: code, status_msg: message } } }
}

function version1(request: FakeRequest, world: FakeWorld): FakeReply {
  if (request.method === 'POST') return create1(request.json as V1Body, world)
  if (request.path === '/v1/files/retrieve') {
    const job = world.jobs.find(({ id }) => `9${id}` === request.query.get('file_id'))
    if (!job) return says('result', 2013, 'invalid params, file not found')
    const file = { file_id: `9${job.id}`, bytes: 1, filename: 'output_aigc.mp4', download_url: job.url() }
    return { ...says('result', 0, 'success', { file }), jobId: job.id }
  }
  const job = world.look(request.query.get('task_id') ?? '')
  if (!job)
    return says('poll', 2013, 'invalid params, task not found', { task_id: '', status: '', file_id: '' })
  return { ...poll1(job), jobId: job.id }
}

const fields1 = [
  'model',
  'prompt',
  'first_frame_image',
  'last_frame_image',
  'duration',
  'resolution',
  'prompt_optimizer',
  'callback_url',
]

function create1(body: V1Body, world: FakeWorld): FakeReply {
  const { model = '', prompt = '', duration, resolution } = body
  const wrong = (reason: string) => says('create', 2013, `invalid params, ${reason}`)
  if (!/^MiniMax-Hailuo-(2\.3|2\.3-Fast|02)$/.test(model)) return wrong(`model ${model} not supported`)
  if (prompt.length > 2000) return wrong('prompt is too long')
  if (model.endsWith('Fast') && !body.first_frame_image) return wrong('first_frame_image is required')
  if (body.last_frame_image && !model.endsWith('02')) return wrong('last_frame_image is not supported')
  if (duration !== 6 && !(duration === 10 && resolution === '768P'))
    return wrong('duration does not fit resolution')
  const odd = oddField(body, fields1)
  if (odd) return wrong(odd)
  const pictures = [body.first_frame_image, body.last_frame_image].filter((picture) => picture !== undefined)
  if (!pictures.every(isPicture)) return wrong('image is not readable')
  const job = world.take({ body, prompt, kind: 'video', id: newId() })
  return { ...says('create', 0, 'success', { task_id: job.id }), jobId: job.id }
}

function poll1({ id, fate }: FakeJob): FakeReply {
  const at = (status: string, more: object = {}) =>
    says('poll', 0, 'success', { task_id: id, status, ...more })
  switch (fate) {
    case 'queued':
      return at('Queueing')
    case 'running':
      return at('Processing')
    case 'succeeded':
      return at('Success', { file_id: `9${id}`, video_width: 1366, video_height: 768 })
    case 'empty':
      return at('Success')
    case 'odd-word':
      return at('Polishing')
    case 'content':
      return says('poll', 1027, 'output new_sensitive', { task_id: id, status: 'Fail' })
    case 'fault':
    case 'canceled':
      return at('Fail')
  }
}
