import { z } from 'zod'
import type { Resolution } from '../../../nodes/models.ts'
import type { Answer, Api } from '../../net/api.ts'
import { refuse, type Refusal } from '../../net/refusal.ts'
import type { Accepted, JobRef, Order, PollResult } from '../remote.ts'
import { apiModel } from './models.ts'
import { meaningOf } from './refusals.ts'

const Base = z.object({
  base_resp: z.object({ status_code: z.number(), status_msg: z.string().default('') }).optional(),
})
const Created = z.object({ task_id: z.string().min(1) })
const Task = Base.extend({ status: z.string(), file_id: z.string().optional() })
const Retrieved = z.object({ file: z.object({ download_url: z.string().optional() }) })

const wire: Partial<Record<Resolution, string>> = { '768p': '768P', '1080p': '1080P' }

export async function create(api: Api, order: Order): Promise<Accepted> {
  const { settings, firstFrame, lastFrame, callback } = order
  const answer = await send(api, {
    method: 'POST',
    path: '/v1/video_generation',
    json: {
      model: apiModel(order.model),
      prompt: order.prompt,
      ...(firstFrame && { first_frame_image: firstFrame }),
      ...(lastFrame && { last_frame_image: lastFrame }),
      duration: settings.seconds,
      resolution: settings.resolution && wire[settings.resolution],
      ...(callback && { callback_url: callback }),
    },
  })
  return { externalId: Created.parse(answer.json).task_id }
}

export async function poll(api: Api, { externalId }: JobRef): Promise<PollResult> {
  const query = new URLSearchParams({ task_id: externalId })
  const answer = await api.send({ method: 'GET', path: `/v1/query/video_generation?${query}` })
  const { data: task } = Task.safeParse(answer.json)
  const refusal = refusalIn(answer)
  if (!task) {
    if (refusal) throw refuse(refusal, { provider: 'MiniMax' })
    throw new Error('its answer has no status')
  }
  switch (task.status) {
    case 'Preparing':
    case 'Queueing':
      return { state: 'queued' }
    case 'Processing':
      return { state: 'running' }
    case 'Success':
      return { state: 'succeeded', outputs: task.file_id ? await outputsOf(api, task.file_id) : [] }
    case 'Fail':
      return { state: 'failed', refusal: asEnd(refusal), charge: 'possible' }
    default:
      if (refusal && task.status === '') throw refuse(refusal, { provider: 'MiniMax' })
      return { state: 'running', unknownWord: task.status }
  }
}

/** The link lives for an hour and is made anew each time. */
async function outputsOf(api: Api, fileId: string) {
  const answer = await send(api, {
    method: 'GET',
    path: `/v1/files/retrieve?${new URLSearchParams({ file_id: fileId })}`,
  })
  const url = Retrieved.parse(answer.json).file.download_url
  return url ? [{ kind: 'video', from: { url } } as const] : []
}

/** Refusals come with the status 200, too. */
async function send(api: Api, request: Parameters<Api['send']>[0]): Promise<Answer> {
  const answer = await api.send(request)
  const refusal = refusalIn(answer)
  if (refusal) throw refuse(refusal, { provider: 'MiniMax' })
  return answer
}

function refusalIn({ status, json }: Answer): Refusal | undefined {
  const base = Base.safeParse(json).data?.base_resp
  if (!base || base.status_code === 0) return undefined
  const code = meaningOf(base.status_code, base.status_msg) ?? 'provider_trouble'
  return {
    code,
    reason: base.status_msg,
    providerCode: String(base.status_code),
    status,
    taken: code === 'provider_trouble' ? 'maybe' : 'no',
  }
}

function asEnd(refusal: Refusal | undefined): Refusal {
  return refusal?.code === 'content_refused'
    ? refusal
    : { reason: 'it gave no reason', ...refusal, code: 'generation_unfinished' }
}
