import type { FakeJob, FakeReply, FakeRequest, FakeStage, FakeVendor, FakeWorld } from './vendor.ts'

/** Means "not yet". */
const ZERO_TIME = '0001-01-01T00:00:00Z'
const NO_ERROR = { code: 0, raw_message: '', message: '', detail: null }

const errors: FakeVendor['errors'] = {
  key: refusal(401, 'Invalid API key'),
  // A status of 200 and a code of 200, and yet an error: within the task that there is not.
  credit: {
    status: 200,
    json: envelope(200, 'success', {
      task_id: '',
      status: 'failed',
      error: { code: 10015, raw_message: '', message: 'insufficient credits', detail: null },
    }),
  },
  busy: refusal(429, 'too many requests'),
  trouble: refusal(500, 'internal server error'),
  settings: refusal(400, 'invalid request: duration is out of range'),
  // A status of 200 with another code.
  content: { status: 200, json: envelope(400, 'the prompt contains sensitive words', null) },
  model: refusal(400, 'invalid task type'),
  missing: refusal(404, 'task not found'),
}

/** PiAPI's unified envelope around the models of Kling, Luma, Hunyuan and WanX. */
export const piapi: FakeVendor = {
  id: 'piapi',
  errors,
  handle(request, world) {
    const stage = stageOf(request)
    if (request.headers['x-api-key'] !== world.key) return { stage, ...errors.key }
    switch (stage) {
      case 'create':
        return create(request.json as Body, world)
      case 'poll':
        return ask(request, world)
      case 'upload':
        return upload(request, world)
      case 'account':
        return { stage, status: 200, json: envelope(200, 'success', { name: 'me', equivalent_in_usd: 12.4 }) }
      default:
        return { stage, ...refusal(404, 'page not found') }
    }
  },
}

function envelope(code: number, message: string, data: unknown) {
  return { code, message, data }
}

function refusal(status: number, message: string) {
  return { status, json: envelope(status, message, null) }
}

function stageOf({ method, path }: FakeRequest): FakeStage {
  if (path === '/account/info' && method === 'GET') return 'account'
  if (path === '/api/ephemeral_resource' && method === 'POST') return 'upload'
  if (path === '/api/v1/task' && method === 'POST') return 'create'
  return path.startsWith('/api/v1/task/') && method === 'GET' ? 'poll' : 'other'
}

interface Body {
  readonly model?: string
  readonly task_type?: string
  readonly input?: Readonly<Record<string, unknown>>
  readonly config?: unknown
}

interface Service {
  readonly tasks: readonly string[]
  /** Fields that hold an address of a picture. */
  readonly pictures: readonly string[]
  readonly fields: readonly string[]
}

const services: Readonly<Record<string, Service>> = {
  kling: {
    tasks: ['video_generation'],
    pictures: ['image_url', 'image_tail_url'],
    fields: ['version', 'mode', 'duration', 'aspect_ratio', 'enable_audio', 'negative_prompt', 'cfg_scale'],
  },
  luma: {
    tasks: ['video_generation'],
    pictures: ['start_image', 'end_image'],
    fields: ['model', 'duration', 'aspect_ratio', 'loop'],
  },
  'Qubico/hunyuan': {
    tasks: ['txt2video', 'fast-txt2video', 'img2video-concat', 'img2video-replace'],
    pictures: ['image'],
    fields: ['aspect_ratio', 'negative_prompt'],
  },
  'Qubico/wanx': {
    tasks: ['txt2video-1.3b', 'txt2video-14b', 'img2video-14b'],
    pictures: ['image'],
    fields: ['aspect_ratio', 'negative_prompt'],
  },
}

function create(body: Body, world: FakeWorld): FakeReply {
  const { model = '', task_type: task = '', input = {} } = body
  const service = services[model]
  if (!service?.tasks.includes(task)) return { stage: 'create', ...errors.model }
  const wrong =
    wrongIn(input, service, world) ?? (task.startsWith('img') && !input['image'] ? 'image' : undefined)
  if (wrong) return { stage: 'create', ...refusal(400, `invalid request: ${wrong}`) }
  const prompt = String(input['prompt'])
  const job = world.take({ body, prompt, kind: 'video' })
  return { stage: 'create', status: 200, json: envelope(200, 'success', taskOf(job)), jobId: job.id }
}

function wrongIn(
  input: Readonly<Record<string, unknown>>,
  { fields, pictures }: Service,
  world: FakeWorld,
): string | undefined {
  const { prompt, mode, duration } = input
  if (!prompt) return 'prompt is required'
  if (mode !== undefined && mode !== 'std' && mode !== 'pro') return 'mode'
  if (duration !== undefined && !Number.isInteger(duration)) return 'duration'
  const unreadable = pictures.find((name) => {
    const picture = input[name]
    return picture !== undefined && !(typeof picture === 'string' && world.known(picture))
  })
  if (unreadable) return `${unreadable} cannot be fetched`
  return Object.keys(input).find((name) => name !== 'prompt' && ![...fields, ...pictures].includes(name))
}

function upload({ json }: FakeRequest, world: FakeWorld): FakeReply {
  const { file_name: name = '', file_data: data = '' } = json as { file_name?: string; file_data?: string }
  if (!name || !/^[\w+/]+=*$/.test(data))
    return { stage: 'upload', ...refusal(400, 'file_data must be base64') }
  const url = world.keep(Buffer.from(data, 'base64'), name.endsWith('.png') ? 'image/png' : 'image/jpeg')
  return { stage: 'upload', status: 200, json: envelope(200, 'success', { url }) }
}

function ask({ path }: FakeRequest, world: FakeWorld): FakeReply {
  const job = world.look(path.split('/').at(-1) ?? '')
  if (!job) return { stage: 'poll', ...errors.missing }
  return { stage: 'poll', status: 200, json: envelope(200, 'success', taskOf(job)), jobId: job.id }
}

/** The documents begin these words with a capital and the wire mostly does not. */
const words: Readonly<Record<FakeJob['fate'], string>> = {
  queued: 'pending',
  running: 'Processing',
  succeeded: 'Completed',
  empty: 'completed',
  content: 'failed',
  fault: 'Failed',
  canceled: 'failed',
  'odd-word': 'Polishing',
}

function taskOf(job: FakeJob) {
  const { model, task_type: task, input, config } = job.body as Body
  const isOver = !['queued', 'running', 'odd-word'].includes(job.fate)
  return {
    task_id: job.id,
    model,
    task_type: task,
    status: words[job.fate],
    config: config ?? {},
    input,
    output: job.fate === 'succeeded' ? outputOf(model ?? '', job.url()) : {},
    meta: {
      created_at: new Date(0).toISOString(),
      started_at: job.fate === 'queued' ? ZERO_TIME : new Date(1).toISOString(),
      ended_at: isOver ? new Date(2).toISOString() : ZERO_TIME,
      usage: {
        type: 'point',
        frozen: isOver ? 0 : 1_600_000,
        consume: job.fate === 'succeeded' || job.fate === 'content' ? 1_600_000 : 0,
      },
      is_using_private_pool: false,
    },
    detail: null,
    logs: [],
    error: faults[job.fate] ?? NO_ERROR,
  }
}

function outputOf(model: string, url: string): unknown {
  if (model === 'kling') {
    return {
      type: 'm2v_txt2video',
      works: [{ video: { resource: `${url}&watermark=1`, resource_without_watermark: url } }],
    }
  }
  return model === 'luma' ? { video: { url, width: 1280, height: 720 }, video_raw: null } : { video_url: url }
}

const faults: Partial<Record<FakeJob['fate'], object>> = {
  content: { code: 10000, raw_message: 'Failure to pass the risk control system', message: '', detail: null },
  fault: { code: 10000, raw_message: '', message: 'task failed', detail: null },
}
