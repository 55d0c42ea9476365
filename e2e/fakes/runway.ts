import { randomUUID } from 'node:crypto'
import { parseForm } from './form.ts'
import type { FakeJob, FakeReply, FakeRequest, FakeStage, FakeVendor, FakeWorld } from './vendor.ts'

const hd = ['1280:720', '720:1280']
const fullHd = ['1920:1080', '1080:1920']
const gen4 = [...hd, '1104:832', '832:1104', '960:960', '1584:672']
const seedance480 = ['992:432', '864:496', '752:560', '640:640', '560:752', '496:864']
const seedance720 = ['1470:630', '1280:720', '1112:834', '960:960', '834:1112', '720:1280']
const seedance1080 = ['2206:946', '1920:1080', '1664:1248', '1440:1440', '1248:1664', '1080:1920']
const seedance4k = ['3840:1646', '3840:2160', '3840:2880', '3840:3840', '2880:3840', '2160:3840']
const seedance25at480 = ['992:432', '854:480', '752:560', '640:640', '560:752', '480:854']
const omni = ['640:360', '360:640', ...hd, ...fullHd, '3840:2160', '2160:3840']
const words = ['adaptive', '21:9', '16:9', '4:3', '1:1', '3:4', '9:16']
const gen4Pictures = (
  '1024:1024 1080:1080 1168:880 1360:768 1440:1080 1080:1440 1808:768 1920:1080 ' +
  '1080:1920 2112:912 1280:720 720:1280 720:720 960:720 720:960 1680:720'
).split(' ')
const geminiPictures =
  '1344:768 768:1344 1024:1024 1184:864 864:1184 832:1248 1248:832 896:1152 1152:896'.split(' ')

interface Rules {
  /** Empty: it takes none. */
  readonly ratios: readonly string[]
  /** Fields beside those that all of an operation's models have. */
  readonly also?: readonly string[]
  readonly promptLimit?: number
  readonly resolutions?: readonly string[]
  readonly seconds?: readonly [min: number, max: number] | readonly number[]
  readonly last?: true
  readonly needsSeconds?: true
  readonly needsRatio?: true
}

const short = { promptLimit: 1000 } as const
const gen45 = { ...short, seconds: [2, 10], needsSeconds: true, needsRatio: true, also: ['seed'] } as const
const veo = {
  ...short,
  ratios: [...hd, ...fullHd],
  seconds: [4, 6, 8],
  needsRatio: true,
  also: ['audio', 'seed'],
} as const
const seedance = { promptLimit: 3500, also: ['audio', 'seed'] } as const
const seedanceWords = { ...seedance, also: [...seedance.also, 'references'] } as const
const large = [...seedance480, ...seedance720, ...seedance1080, ...seedance4k]
const small = [...seedance480, ...seedance720]
const newest = [...seedance25at480, ...seedance720, ...seedance1080]

/** What each operation takes, by the vendor's own description. */
const operations: Readonly<Record<string, Readonly<Record<string, Rules>>>> = {
  text_to_video: {
    'gen4.5': { ...gen45, ratios: hd },
    'veo3.1': veo,
    'veo3.1_fast': veo,
    seedance2: { ...seedanceWords, ratios: large },
    seedance2_fast: { ...seedanceWords, ratios: small },
    seedance2_mini: { ...seedanceWords, ratios: small },
    seedance2_5: { ...seedanceWords, ratios: newest, promptLimit: 15_000 },
    hailuo3: { ratios: words.slice(1), resolutions: ['768p', '2k'], also: ['references'] },
    'gemini_omni_flash_1.1': { ratios: omni, seconds: [3, 10], also: ['references'] },
  },
  image_to_video: {
    'gen4.5': { ...gen45, ratios: gen4 },
    gen4_turbo: { ...short, ratios: gen4, needsRatio: true, also: ['seed'] },
    'veo3.1': { ...veo, last: true },
    'veo3.1_fast': { ...veo, last: true },
    seedance2: { ...seedance, ratios: large, last: true },
    seedance2_fast: { ...seedance, ratios: small, last: true },
    seedance2_mini: { ...seedance, ratios: small, last: true },
    seedance2_5: { ...seedance, ratios: newest, last: true, promptLimit: 15_000 },
    hailuo3: { ratios: words, resolutions: ['768p', '2k'], last: true },
    h3_max: { ratios: [], resolutions: ['480p', '768p'], last: true, also: ['seed'] },
    'gemini_omni_flash_1.1': { ratios: omni, seconds: [3, 10], last: true },
    grok_imagine_1_5: { ratios: [], resolutions: ['480p', '720p', '1080p'] },
  },
  text_to_image: {
    gen4_image: { ...short, ratios: gen4Pictures, needsRatio: true, also: ['referenceImages', 'seed'] },
    'gemini_2.5_flash': { ratios: geminiPictures, needsRatio: true, also: ['referenceImages'] },
  },
}

/** What was uploaded, by its address there. */
const uploads = new Map<string, Buffer>()
const places = new Set<string>()

export function runwayUpload(uri: string): Buffer | undefined {
  return uploads.get(uri)
}

export const runway: FakeVendor = {
  id: 'runway',
  handle,
  errors: {
    key: { status: 401, json: { error: 'The API key is invalid or was revoked.' } },
    credit: { status: 400, json: { error: 'You do not have enough credits to run this task.' } },
    busy: { status: 429, json: { error: 'You exceeded the rate limit.' } },
    trouble: { status: 500, json: { error: 'Internal server error' } },
    settings: invalid('ratio', 'Expected one of the supported ratios'),
    content: {
      status: 400,
      json: { error: 'The input was declined by content moderation.', failureCode: 'SAFETY.INPUT.TEXT' },
    },
    model: { status: 400, json: { error: 'The model "gen3a_turbo" is no longer available.' } },
    missing: { status: 404, json: { error: 'The task was not found.' } },
  },
}

function handle(request: FakeRequest, world: FakeWorld): FakeReply {
  const { method, path, headers } = request
  if (method === 'POST' && path.startsWith('/runway-storage/')) return receive(request)
  if (headers['authorization'] !== `Bearer ${world.key}`)
    return { stage: stageOf(request), ...runway.errors.key }
  if (headers['x-runway-version'] !== '2024-11-06') {
    return {
      stage: stageOf(request),
      status: 400,
      json: { error: 'The X-Runway-Version header is missing.' },
    }
  }
  const operation = /^\/v1\/(text_to_video|image_to_video|text_to_image)$/.exec(path)?.[1]
  if (method === 'POST' && operation) return create(request, operation, world)
  if (method === 'POST' && path === '/v1/uploads') return place(request, world)
  if (method === 'GET' && path === '/v1/organization') {
    return {
      stage: 'account',
      status: 200,
      json: { creditBalance: 1240, tier: { models: {} }, usage: { models: {} } },
    }
  }
  const id = /^\/v1\/tasks\/([^/]+)$/.exec(path)?.[1]
  if (id && method === 'GET') return poll(id, world)
  if (id && method === 'DELETE') return remove(id, world)
  return { stage: 'other', status: 404, json: { error: 'There is nothing here.' } }
}

function stageOf({ method, path }: FakeRequest): FakeStage {
  if (path.startsWith('/v1/tasks/')) return method === 'DELETE' ? 'cancel' : 'poll'
  if (path === '/v1/uploads') return 'upload'
  return path === '/v1/organization' ? 'account' : 'create'
}

function create({ json }: FakeRequest, operation: string, world: FakeWorld): FakeReply {
  const body = json as Record<string, unknown>
  const rules = operations[operation]![String(body['model'])]
  const fault = rules ? faultOf(body, operation, rules) : 'model: Unknown model, or it is no longer available'
  if (fault) {
    const [field = '', message = ''] = fault.split(': ')
    return { stage: 'create', ...invalid(field, message) }
  }
  const kind = operation === 'text_to_image' ? 'image' : 'video'
  const job = world.take({ body, kind, prompt: String(body['promptText'] ?? '') })
  return {
    stage: 'create',
    status: 200,
    json: { id: job.id, estimatedCost: { credits: creditsOf(job) } },
    jobId: job.id,
  }
}

function faultOf(body: Record<string, unknown>, operation: string, rules: Rules): string | undefined {
  const { promptText, ratio, resolution, duration } = body
  const odd = Object.keys(body).find((field) => !takes(field, operation, rules))
  if (odd) return `${odd}: Unrecognized key`
  if (typeof promptText !== 'string' || promptText.length === 0) return 'promptText: Required'
  if (promptText.length > (rules.promptLimit ?? Infinity)) return 'promptText: Too long'
  if (ratio === undefined ? rules.needsRatio : !rules.ratios.includes(String(ratio))) return 'ratio: Invalid'
  if (resolution !== undefined && !rules.resolutions?.includes(String(resolution)))
    return 'resolution: Invalid'
  if (duration === undefined ? rules.needsSeconds : !fitsLength(duration, rules.seconds))
    return 'duration: Invalid'
  return pictureFault(body, operation, rules)
}

function takes(field: string, operation: string, { ratios, resolutions, also }: Rules): boolean {
  if (field === 'ratio') return ratios.length > 0
  if (field === 'resolution') return resolutions !== undefined
  if (field === 'duration') return operation !== 'text_to_image'
  if (field === 'promptImage') return operation === 'image_to_video'
  return field === 'model' || field === 'promptText' || also?.includes(field) === true
}

function fitsLength(duration: unknown, seconds: Rules['seconds']): boolean {
  if (typeof duration !== 'number') return false
  if (!seconds) return true
  if (seconds.length !== 2) return seconds.includes(duration)
  return duration >= seconds[0]! && duration <= seconds[1]!
}

function pictureFault(body: Record<string, unknown>, operation: string, rules: Rules): string | undefined {
  const frames = (body['promptImage'] ?? []) as { uri: string; position?: string }[]
  const others = [body['references'], body['referenceImages']].flatMap(
    (list) => (list ?? []) as { uri: string }[],
  )
  if (operation === 'image_to_video' && frames[0]?.position !== 'first')
    return 'promptImage: A first frame is needed'
  if (frames.some(({ position }) => position === 'last') && !rules.last)
    return 'promptImage: Only "first" is allowed'
  if (frames.length > 0 && others.length > 0) return 'references: Frames and references cannot be mixed'
  const odd = [...frames, ...others].find(({ uri }) => !uploads.has(uri) && !uri.startsWith('https://'))
  return odd && 'promptImage: The asset was not found'
}

function place(request: FakeRequest, world: FakeWorld): FakeReply {
  const { filename, type } = (request.json ?? {}) as Record<string, unknown>
  if (typeof filename !== 'string' || type !== 'ephemeral') {
    return { stage: 'upload', ...invalid('filename', 'Required') }
  }
  const id = randomUUID()
  places.add(id)
  return {
    stage: 'upload',
    status: 200,
    json: {
      uploadUrl: `${world.origin}/runway-storage/${id}`,
      fields: { key: `ephemeral/${id}`, policy: 'eyJleHBpcmF0aW9uIjoiIn0=' },
      runwayUri: `runway://${id}`,
    },
  }
}

/** Not the API but a storage service: it knows nothing of keys and is particular about the form. */
function receive({ path, headers, bytes }: FakeRequest): FakeReply {
  const id = path.split('/')[2]!
  const parts = parseForm(bytes, headers['content-type']) ?? []
  const file = parts.at(-1)
  const isRight =
    !headers['authorization'] &&
    places.delete(id) &&
    parts.map(({ name }) => name).join() === 'key,policy,file' &&
    parts[0]!.bytes.toString() === `ephemeral/${id}`
  if (!isRight || !file)
    return { stage: 'upload', status: 403, body: Buffer.from('<Error>AccessDenied</Error>') }
  uploads.set(`runway://${id}`, file.bytes)
  return { stage: 'upload', status: 204 }
}

function poll(id: string, world: FakeWorld): FakeReply {
  const job = world.look(id)
  if (!job) return { stage: 'poll', ...runway.errors.missing }
  const base = { id, createdAt: new Date().toISOString() }
  return { stage: 'poll', status: 200, json: { ...base, ...standing(job) }, jobId: id }
}

function standing(job: FakeJob): Record<string, unknown> {
  const estimatedCost = { credits: creditsOf(job) }
  const cost = { credits: creditsOf(job) }
  switch (job.fate) {
    case 'queued':
      return { status: 'THROTTLED', estimatedCost }
    case 'running':
      return { status: 'RUNNING', estimatedCost, progress: job.progress }
    case 'succeeded':
      return { status: 'SUCCEEDED', cost, output: [job.url()] }
    case 'content':
      return { status: 'FAILED', cost, failure: 'The words were declined.', failureCode: 'SAFETY.INPUT.TEXT' }
    case 'fault':
      return { status: 'FAILED', failure: 'The output was not usable.', failureCode: 'INTERNAL.BAD_OUTPUT' }
    case 'canceled':
      return { status: 'CANCELLED', cost: { credits: 0 } }
    case 'empty':
      return { status: 'SUCCEEDED', cost, output: [] }
    case 'odd-word':
      return { status: 'REHEARSING', estimatedCost }
  }
}

/** Finished ones are deleted, with what they made. */
function remove(id: string, world: FakeWorld): FakeReply {
  const known = world.jobs.some((job) => job.id === id)
  if (!known) return { stage: 'cancel', ...runway.errors.missing }
  world.cancel(id)
  return { stage: 'cancel', status: 204, jobId: id }
}

function creditsOf({ usd }: FakeJob): number {
  return Math.round(usd * 100)
}

function invalid(field: string, message: string) {
  return {
    status: 400,
    json: { error: 'Validation of body failed', issues: [{ code: 'custom', path: [field], message }] },
  }
}
