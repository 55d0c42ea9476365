import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { FakeJob, FakeReply, FakeRequest, FakeVendor, FakeWorld } from './vendor.ts'

const Picture = z.union([
  z.strictObject({ url: z.url() }),
  z.strictObject({ data: z.base64().min(1), media_type: z.enum(['image/png', 'image/jpeg', 'image/webp']) }),
  z.strictObject({ file_id: z.string() }),
  z.strictObject({ generation_id: z.uuid() }),
])

const Create = z.strictObject({
  type: z.literal('video'),
  model: z.literal('ray-3.2'),
  prompt: z.string().min(1).max(6000),
  aspect_ratio: z.enum(['9:16', '3:4', '1:1', '4:3', '16:9', '21:9']).optional(),
  video: z
    .strictObject({
      resolution: z.enum(['360p', '540p', '720p', '1080p']).optional(),
      duration: z.enum(['5s', '10s']).optional(),
      loop: z.boolean().optional(),
      start_frame: Picture.optional(),
      end_frame: Picture.optional(),
    })
    .refine(
      ({ duration, start_frame, end_frame }) => duration !== '10s' || (!start_frame && !end_frame),
      'Frames are not allowed with a duration of 10s',
    )
    .optional(),
})

function refusal(status: number, detail: unknown) {
  return { status, headers: { 'x-request-id': 'req_luma_1' }, json: { detail } }
}

const errors: FakeVendor['errors'] = {
  key: refusal(401, 'Invalid API key'),
  credit: refusal(402, 'Insufficient balance'),
  busy: refusal(429, 'Too many concurrent generations'),
  trouble: refusal(502, 'Upstream did not answer'),
  settings: refusal(422, [
    { loc: ['body', 'video', 'duration'], msg: 'Input should be 5s or 10s', type: 'enum' },
  ]),
  content: refusal(400, 'The prompt was rejected by content moderation'),
  model: refusal(422, 'The model ray-3 is no longer offered'),
  missing: refusal(404, 'Generation not found'),
}

/** The Luma Agents API: no list, and no way to cancel. */
export const luma: FakeVendor = { id: 'luma', errors, handle }

function handle({ method, path, headers, json, bytes }: FakeRequest, world: FakeWorld): FakeReply {
  const match = /^\/v1\/generations(?:\/([^/]+))?$/.exec(path)
  if (!match) return { stage: 'other', ...refusal(404, 'Not Found') }
  const id = match[1]
  const isCreate = method === 'POST' && id === undefined
  const stage = isCreate ? 'create' : 'poll'
  if (headers['authorization'] !== `Bearer ${world.key}`) return { stage, ...errors.key }
  if (isCreate) return bytes.length > 50 * 1024 * 1024 ? tooLarge : create(json, world)
  if (method !== 'GET' || id === undefined) return { stage: 'other', ...refusal(405, 'Method Not Allowed') }
  const job = world.look(id)
  if (!job) return { stage, ...errors.missing }
  return { stage, status: 200, jobId: id, json: generation(job) }
}

const tooLarge: FakeReply = { stage: 'create', ...refusal(413, 'The request is larger than 50 MB') }

function create(json: unknown, world: FakeWorld): FakeReply {
  const parsed = Create.safeParse(json)
  if (!parsed.success) {
    const detail = parsed.error.issues.map(({ path, message, code }) => ({
      loc: ['body', ...path],
      msg: message,
      type: code,
    }))
    return { stage: 'create', ...refusal(422, detail) }
  }
  const { prompt } = parsed.data
  const job = world.take({ body: json, prompt, kind: 'video', id: randomUUID() })
  return { stage: 'create', status: 201, jobId: job.id, json: generation({ ...job, fate: 'queued' }) }
}

function generation(job: FakeJob) {
  const common = {
    id: job.id,
    type: 'video',
    model: 'ray-3.2',
    created_at: '2026-11-21T09:00:00Z',
    output: [] as unknown[],
    failure_reason: null as string | null,
    failure_code: null as string | null,
  }
  const failed = (failure_code: string, failure_reason: string) => ({
    ...common,
    state: 'failed',
    failure_code,
    failure_reason,
  })
  switch (job.fate) {
    case 'queued':
      return { ...common, state: 'queued' }
    case 'running':
      return { ...common, state: 'processing' }
    case 'succeeded':
      return { ...common, state: 'completed', output: [{ type: 'video', url: job.url() }] }
    case 'empty':
      return { ...common, state: 'completed' }
    case 'content':
      return failed('content_moderated', 'The output was moderated')
    case 'fault':
    // It has no word for it: nothing can be canceled.
    // fallthrough
    case 'canceled':
      return failed('generation_failed', 'The generation did not finish')
    case 'odd-word':
      return { ...common, state: 'upscaling' }
  }
}
