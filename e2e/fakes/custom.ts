import { z } from 'zod'
import type { FakeJob, FakeReply, FakeRequest, FakeVendor, FakeWorld } from './vendor.ts'

const Create = z
  .strictObject({
    request_id: z.uuid(),
    kind: z.enum(['text-to-image', 'text-to-video', 'image-to-video']),
    prompt: z.string().min(1),
    product: z.string().min(1).optional(),
    scene: z.string().min(1).optional(),
    template: z.string().min(1).optional(),
    style: z.string().min(1).optional(),
    instructions: z.string().min(1).optional(),
    aspect: z.string().regex(/^\d+:\d+$/),
    duration: z.number().positive().optional(),
    resolution: z.string().optional(),
    seed: z.number().int().optional(),
    image: z.string().startsWith('data:image/').optional(),
    callback_url: z.url().optional(),
  })
  .refine(({ kind, image }) => kind !== 'image-to-video' || image !== undefined, 'image is required')

function refusal(status: number, code: string, message: string) {
  return { status, headers: { 'x-request-id': 'req_custom_1' }, json: { error: { code, message } } }
}

const errors: FakeVendor['errors'] = {
  key: refusal(401, 'key', 'The key is not known'),
  credit: refusal(402, 'credit', 'No credit is left'),
  busy: refusal(429, 'busy', 'Too many jobs at once'),
  trouble: refusal(500, 'internal', 'The renderer does not answer'),
  settings: refusal(400, 'settings', 'duration: at most 10 seconds'),
  content: refusal(422, 'content', 'The prompt breaks the rules of the house'),
  model: refusal(410, 'gone', 'This kind of clip is not made any more'),
  missing: refusal(404, 'missing', 'There is no such job'),
}

/** A service of one's own as docs/custom-service.md describes it, key and all. */
export const fakeCustom: FakeVendor = { id: 'custom', errors, handle }

const templates = ['Opening', 'Cliffhanger', 'Product close-up'].map((name, index) => ({
  id: `t${index + 1}`,
  name,
}))

function handle(request: FakeRequest, world: FakeWorld): FakeReply {
  const { method, path, query, headers, json } = request
  const [stage, route] = stageOf(method, path)
  if (headers['authorization'] !== `Bearer ${world.key}`) return { stage, ...errors.key }
  const id = /^\/api\/jobs\/([^/]+)/.exec(path)?.[1] ?? ''
  switch (route) {
    case 'create':
      return create(json, world)
    case 'find': {
      const found = world.jobs.filter((job) => at(job.body) === query.get('request_id'))
      return {
        stage,
        status: 200,
        json: { jobs: found.map((job) => ({ id: job.id, request_id: at(job.body) })) },
      }
    }
    case 'status': {
      const job = world.look(id)
      return job ? { stage, status: 200, jobId: id, json: shown(job) } : { stage, ...errors.missing }
    }
    case 'cancel':
      return world.cancel(id)
        ? { stage, status: 202, jobId: id, json: {} }
        : { stage, ...refusal(409, 'late', 'The job is over') }
    case 'templates':
      return { stage, status: 200, json: { templates } }
    case undefined:
      return { stage, ...refusal(404, 'missing', 'There is nothing here') }
  }
}

function stageOf(method: string, path: string) {
  const route = `${method} ${path.replace(/^(\/api\/jobs\/)[^/]+/, '$1:id')}`
  switch (route) {
    case 'POST /api/videos':
      return ['create', 'create'] as const
    case 'GET /api/videos':
      return ['list', 'find'] as const
    case 'GET /api/jobs/:id':
      return ['poll', 'status'] as const
    case 'POST /api/jobs/:id/cancel':
      return ['cancel', 'cancel'] as const
    case 'GET /api/templates':
      return ['account', 'templates'] as const
    default:
      return ['other', undefined] as const
  }
}

function create(json: unknown, world: FakeWorld): FakeReply {
  const parsed = Create.safeParse(json)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return {
      stage: 'create',
      ...refusal(400, 'settings', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`),
    }
  }
  const { prompt, kind } = parsed.data
  const job = world.take({ body: json, prompt, kind: kind === 'text-to-image' ? 'image' : 'video' })
  return { stage: 'create', status: 202, jobId: job.id, json: { id: job.id, status: 'queued' } }
}

function at(body: unknown): string {
  return Create.parse(body).request_id
}

function shown(job: FakeJob) {
  const { id, progress } = job
  switch (job.fate) {
    case 'queued':
      return { id, status: 'queued' }
    case 'running':
      return { id, status: 'running', progress }
    case 'succeeded':
      // Without a host, as a service that does not know its own address would.
      return {
        id,
        status: 'succeeded',
        result: { url: job.url().replace(/^https?:\/\/[^/]+/, '') },
        cost_usd: job.usd,
      }
    case 'empty':
      return { id, status: 'succeeded' }
    case 'content':
      return {
        id,
        status: 'failed',
        error: { code: 'content', message: 'The clip breaks the rules of the house' },
      }
    case 'fault':
      return { id, status: 'failed', error: { code: 'render', message: 'The renderer ran out of memory' } }
    case 'canceled':
      return { id, status: 'canceled' }
    case 'odd-word':
      return { id, status: 'polishing' }
  }
}
