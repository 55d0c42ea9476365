import { createHmac } from 'node:crypto'
import type { FakeJob, FakeReply, FakeRequest, FakeStage, FakeVendor, FakeWorld } from './vendor.ts'

const errors: FakeVendor['errors'] = {
  key: refusal(401, 1002, 'Authorization is invalid'),
  // No money, under the status of too many requests.
  credit: refusal(429, 1102, 'Account balance not enough'),
  busy: refusal(429, 1303, 'parallel task over resource pack limit'),
  trouble: refusal(500, 5000, 'Internal server error'),
  settings: refusal(400, 1201, "duration value '99' is invalid"),
  content: refusal(400, 1301, 'The content violates the safety policy'),
  model: refusal(400, 1201, 'model is not supported'),
  missing: refusal(400, 1201, 'Task not found'),
}

/** Both of Kling's protocols: what has its model in the body, and what has it in the path. */
export const kling: FakeVendor = {
  id: 'kling',
  errors,
  handle(request, world) {
    const stage = stageOf(request)
    const isTurbo = !request.path.startsWith('/v1/')
    const isAllowed = isKeyRight(request, world, { tokens: !isTurbo || request.path === '/account/costs' })
    if (!isAllowed) return { stage, ...errors.key }
    if (stage === 'account') return account(request)
    if (stage === 'create') return isTurbo ? createTurbo(request, world) : createClassic(request, world)
    if (stage === 'poll') return isTurbo ? askTurbo(request, world) : askClassic(request, world)
    return { stage, ...refusal(404, 1202, 'The requested method is invalid') }
  },
}

function refusal(status: number, code: number, message: string) {
  return { status, json: { code, message, request_id: 'CjMT7WdSwWcAAAAAALvB3g' } }
}

function fine(stage: FakeStage, data: unknown, jobId?: string): FakeReply {
  const json = { code: 0, message: 'SUCCEED', request_id: 'CjMT7WdSwWcAAAAAALvB3g', data }
  return { stage, status: 200, json, ...(jobId !== undefined && { jobId }) }
}

function stageOf({ method, path }: FakeRequest): FakeStage {
  if (path === '/account/costs') return 'account'
  if (method === 'POST') return /^\/(v1\/videos\/)?(text|image)(2|-to-)video/.test(path) ? 'create' : 'other'
  return method === 'GET' ? 'poll' : 'other'
}

/** `tokens`: a signed token will do, as it does for 3.0 and older. */
function isKeyRight({ headers }: FakeRequest, { key }: FakeWorld, { tokens }: { tokens: boolean }): boolean {
  const sent = /^Bearer (\S+)$/.exec(headers['authorization'] ?? '')?.[1]
  const [accessKey, secretKey] = key.split(':')
  if (!secretKey) return sent === key
  const [head = '', claims = '', signature] = sent?.split('.') ?? []
  if (
    !tokens ||
    signature !== createHmac('sha256', secretKey).update(`${head}.${claims}`).digest('base64url')
  )
    return false
  const { iss, exp, nbf } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<
    string,
    number | string
  >
  const now = Date.now() / 1000
  return iss === accessKey && Number(nbf) <= now && now < Number(exp) && Number(exp) <= now + 1801
}

function account({ query }: FakeRequest): FakeReply {
  if (!query.get('start_time') || !query.get('end_time')) {
    return { stage: 'account', ...refusal(400, 1200, 'start_time and end_time are required') }
  }
  const pack = { resource_pack_name: 'Video', resource_pack_type: 'decreasing_total', total_quantity: 200 }
  const infos = [
    { ...pack, remaining_quantity: 118, status: 'online' },
    { ...pack, remaining_quantity: 0, status: 'runOut' },
  ]
  return fine('account', { code: 0, msg: 'success', resource_pack_subscribe_infos: infos })
}

interface ClassicBody {
  readonly model_name?: string
  readonly prompt?: string
  readonly duration?: unknown
  readonly mode?: string
  readonly sound?: string
  readonly aspect_ratio?: string
  readonly image?: string
  readonly image_tail?: string
  readonly external_task_id?: string
}

interface TurboBody {
  readonly prompt?: string
  readonly contents?: readonly { readonly type: string; readonly text?: string; readonly url?: string }[]
  readonly settings?: {
    readonly resolution?: string
    readonly duration?: unknown
    readonly aspect_ratio?: string
  }
  readonly options?: { readonly external_task_id?: string }
}

function invalid(message: string): FakeReply {
  return { stage: 'create', ...refusal(400, 1201, message) }
}

const lengths: Readonly<Record<string, readonly unknown[]>> = {
  'kling-v3': Array.from({ length: 13 }, (_, index) => String(index + 3)),
  'kling-v2-6': ['5', '10'],
  'kling-v2-5-turbo': ['5', '10'],
}

function createClassic({ path, json }: FakeRequest, world: FakeWorld): FakeReply {
  const body = json as ClassicBody
  const { model_name: model = '', prompt = '' } = body
  const reason = wrongInClassic(body, path.endsWith('/image2video')) ?? wrongId(body.external_task_id, world)
  if (reason) return invalid(reason)
  if (!lengths[model]) return { stage: 'create', ...errors.model }
  const job = world.take({ body: { ...body, path }, prompt, kind: 'video', id: newId(world) })
  return fine('create', { task_id: job.id, task_status: 'submitted', created_at: 1, updated_at: 1 }, job.id)
}

const classicFields = (
  'model_name prompt negative_prompt duration mode sound aspect_ratio cfg_scale image image_tail multi_shot ' +
  'shot_type multi_prompt callback_url external_task_id'
).split(' ')

function wrongInClassic(body: ClassicBody, isFromPicture: boolean): string | undefined {
  const odd = Object.keys(body).find((field) => !classicFields.includes(field))
  if (odd) return `${odd} is no parameter`
  const { model_name: model = '', prompt = '', duration, mode = 'std', sound, aspect_ratio: aspect } = body
  if (prompt.length > 2500) return 'prompt is too long'
  if (lengths[model] && !lengths[model].includes(duration))
    return `duration value '${String(duration)}' is invalid`
  if (!['std', 'pro', ...(model === 'kling-v3' ? ['4k'] : [])].includes(mode))
    return `mode value '${mode}' is invalid`
  if (sound !== undefined && model === 'kling-v2-5-turbo') return 'sound is not supported'
  if (sound !== undefined && sound !== 'on' && sound !== 'off') return 'sound value is invalid'
  if (!isFromPicture) return isAspect(aspect) ? undefined : `aspect_ratio value '${aspect}' is invalid`
  const pictures = [body.image, body.image_tail].filter((picture) => picture !== undefined)
  return body.image && pictures.every(isPicture) ? undefined : 'File is not in a valid base64 format'
}

function createTurbo({ path, json }: FakeRequest, world: FakeWorld): FakeReply {
  if (!path.endsWith('/kling-3.0-turbo')) return { stage: 'create', ...refusal(404, 1203, 'model not found') }
  const body = json as TurboBody
  const { resolution = '720p', duration = 5 } = body.settings ?? {}
  const isFromPicture = path.startsWith('/image-to-video')
  const prompt = isFromPicture ? body.contents?.find(({ type }) => type === 'prompt')?.text : body.prompt
  const first = body.contents?.find(({ type }) => type === 'first_frame')?.url
  const external = body.options?.external_task_id
  if (!prompt) return invalid('prompt is required')
  if (resolution !== '720p' && resolution !== '1080p') return invalid('resolution is invalid')
  if (!Number.isInteger(duration) || Number(duration) < 3 || Number(duration) > 15)
    return invalid('duration is invalid')
  if (isFromPicture && !(first && isPicture(first))) return invalid('File is not in a valid base64 format')
  if (!isFromPicture && !isAspect(body.settings?.aspect_ratio)) return invalid('aspect_ratio is invalid')
  const reason = wrongId(external, world)
  if (reason) return invalid(reason)
  const job = world.take({ body: { ...body, path }, prompt, kind: 'video', id: newId(world) })
  return fine(
    'create',
    { id: job.id, status: 'submitted', create_time: 1, update_time: 1, external_id: external },
    job.id,
  )
}

function isAspect(aspect: string | undefined): boolean {
  return aspect === '16:9' || aspect === '9:16' || aspect === '1:1'
}

/** An address or bare base64: with a "data:" in front it is neither. */
function isPicture(picture: string): boolean {
  return /^https?:/.test(picture) || /^[\w+/]+=*$/.test(picture)
}

/** Numbers, unlike the ids that we give. */
function newId({ jobs }: FakeWorld): string {
  return `8936059464${String(Date.now()).slice(-6)}${jobs.length}`
}

function ownId({ body }: FakeJob): string | undefined {
  return (body as ClassicBody).external_task_id ?? (body as TurboBody).options?.external_task_id
}

function wrongId(id: string | undefined, { jobs }: FakeWorld): string | undefined {
  return id && jobs.some((job) => ownId(job) === id) ? 'external_task_id is not unique' : undefined
}

function askClassic({ path }: FakeRequest, world: FakeWorld): FakeReply {
  const [, route = '', id = ''] = /^(\/v1\/videos\/\w+)\/(.+)$/.exec(path) ?? []
  const known = world.jobs.find(
    (job) => (job.id === id || ownId(job) === id) && (job.body as { path: string }).path === route,
  )
  if (!known) return { stage: 'poll', ...errors.missing }
  const job = world.look(known.id)!
  const task = {
    task_id: job.id,
    task_status: words[job.fate].classic,
    task_status_msg: messages[job.fate] ?? '',
    task_info: { external_task_id: ownId(job) },
    task_result: {
      videos: job.fate === 'succeeded' ? [{ id: `v${job.id}`, url: job.url(), duration: '5' }] : [],
    },
  }
  return fine('poll', task, job.id)
}

function askTurbo({ path, query }: FakeRequest, world: FakeWorld): FakeReply {
  const ids = query.get('task_ids')?.split(',')
  const ownIds = query.get('external_task_ids')?.split(',')
  if (path !== '/tasks' || Boolean(ids) === Boolean(ownIds)) {
    return { stage: 'poll', ...refusal(400, 1200, 'one of task_ids and external_task_ids is required') }
  }
  const known = world.jobs.filter((job) => ids?.includes(job.id) ?? ownIds?.includes(ownId(job) ?? ''))
  const jobs = known.map(({ id }) => world.look(id)!)
  return fine('poll', jobs.map(turboTask), known[0]?.id)
}

function turboTask(job: FakeJob) {
  const isDone = job.fate === 'succeeded'
  const outputs = [
    { type: 'image', url: 'https://example.com/cover.png' },
    { type: 'video', id: `v${job.id}`, url: isDone ? job.url() : '', duration: '5.041' },
  ]
  const bill = { charge_type: 'cash', cash_type: 'balance', amount: job.usd.toFixed(2), currency: 'USD' }
  return {
    id: job.id,
    status: words[job.fate].turbo,
    message: messages[job.fate] ?? '',
    external_id: ownId(job),
    outputs: isDone ? outputs : [],
    billing: isDone ? [bill] : [],
  }
}

const words: Readonly<Record<FakeJob['fate'], { classic: string; turbo: string }>> = {
  queued: { classic: 'submitted', turbo: 'submitted' },
  running: { classic: 'processing', turbo: 'processing' },
  // Two spellings of one word.
  succeeded: { classic: 'succeed', turbo: 'succeeded' },
  empty: { classic: 'succeed', turbo: 'succeeded' },
  content: { classic: 'failed', turbo: 'failed' },
  fault: { classic: 'failed', turbo: 'failed' },
  // Nothing cancels a job here.
  canceled: { classic: 'failed', turbo: 'failed' },
  'odd-word': { classic: 'polishing', turbo: 'polishing' },
}

const messages: Partial<Record<FakeJob['fate'], string>> = {
  content: 'Failure to pass the risk control system',
  fault: 'The server is busy, please try again',
}
