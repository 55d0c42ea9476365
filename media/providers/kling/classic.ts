import { z } from 'zod'
import type { GenerationMode, Resolution } from '../../../nodes/models.ts'
import type { Charge } from '../../../nodes/money.ts'
import type { Api } from '../../net/api.ts'
import { refusalOf } from '../../net/refusal.ts'
import type { Accepted, JobRef, LostJob, Order, PollResult } from '../remote.ts'
import { endOf, send } from './refusals.ts'

const Created = z.object({ data: z.object({ task_id: z.string().min(1) }) })

const Asked = z.object({
  data: z.object({
    task_id: z.string().min(1),
    task_status: z.string(),
    task_status_msg: z.string().optional(),
    task_info: z.object({ external_task_id: z.string().nullish() }).nullish(),
    task_result: z.object({ videos: z.array(z.object({ url: z.string() })).optional() }).nullish(),
    /** Units of a resource pack, whose price is the account's own business. */
    final_unit_deduction: z.string().optional(),
  }),
})

const qualities: Partial<Record<Resolution, string>> = { '720p': 'std', '1080p': 'pro', '4k': '4k' }

export async function create(api: Api, order: Order): Promise<Accepted> {
  const { settings, firstFrame, lastFrame, callback } = order
  const { sound } = settings
  const answer = await send(api, {
    method: 'POST',
    path: routeOf(order.mode),
    json: {
      model_name: order.model,
      prompt: order.prompt,
      duration: settings.seconds?.toString(),
      mode: settings.resolution && qualities[settings.resolution],
      // The older ones know no such field.
      ...(sound !== undefined && { sound: sound ? 'on' : 'off' }),
      ...(firstFrame ? { image: firstFrame } : { aspect_ratio: settings.aspect }),
      ...(lastFrame && { image_tail: lastFrame }),
      ...(callback && { callback_url: callback }),
      external_task_id: order.requestId,
    },
  })
  return { externalId: Created.parse(answer.json).data.task_id }
}

export async function poll(api: Api, { mode, externalId }: JobRef): Promise<PollResult> {
  const task = await ask(api, mode, externalId)
  if (!task) return { state: 'gone' }
  switch (task.task_status) {
    case 'submitted':
      return { state: 'queued' }
    case 'processing':
      return { state: 'running' }
    case 'succeed':
    case 'succeeded': {
      const urls = (task.task_result?.videos ?? []).map(({ url }) => url)
      return { state: 'succeeded', outputs: urls.map((url) => ({ kind: 'video', from: { url } })) }
    }
    case 'failed':
      return {
        state: 'failed',
        refusal: endOf(task.task_status_msg),
        charge: chargeOf(task.final_unit_deduction),
      }
    default:
      return { state: 'running', unknownWord: task.task_status }
  }
}

/** A job answers to our own id in the place of its. */
export async function lookUp(api: Api, { mode, requestId }: LostJob): Promise<Accepted | undefined> {
  const task = await ask(api, mode, requestId)
  return task?.task_info?.external_task_id === requestId ? { externalId: task.task_id } : undefined
}

/** Undefined: it does not know the job. */
async function ask(api: Api, mode: GenerationMode, id: string) {
  try {
    const answer = await send(api, { method: 'GET', path: `${routeOf(mode)}/${encodeURIComponent(id)}` })
    return Asked.parse(answer.json).data
  } catch (error) {
    if (refusalOf(error)?.code === 'job_gone') return undefined
    throw error
  }
}

function routeOf(mode: GenerationMode): string {
  return mode === 'image-to-video' ? '/v1/videos/image2video' : '/v1/videos/text2video'
}

function chargeOf(deducted: string | undefined): Charge {
  if (!deducted) return 'possible'
  return Number(deducted) > 0 ? 'charged' : 'none'
}
