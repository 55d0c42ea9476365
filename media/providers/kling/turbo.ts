import { z } from 'zod'
import type { Charge } from '../../../nodes/money.ts'
import type { Api } from '../../net/api.ts'
import { refuse } from '../../net/refusal.ts'
import type { Accepted, JobRef, LostJob, Order, PollResult } from '../remote.ts'
import { endOf, send } from './refusals.ts'
import { isKeyPair } from './sign-key.ts'

const Created = z.object({ data: z.object({ id: z.string().min(1) }) })

const Bill = z.object({ charge_type: z.string(), amount: z.string(), currency: z.string().optional() })
type Bill = z.infer<typeof Bill>

const Task = z.object({
  id: z.string().min(1),
  status: z.string(),
  message: z.string().optional(),
  external_id: z.string().nullish(),
  outputs: z.array(z.object({ type: z.string(), url: z.string().optional() })).nullish(),
  billing: z.array(Bill).nullish(),
})
const Asked = z.object({ data: z.array(Task) })

export async function create(api: Api, order: Order): Promise<Accepted> {
  const { model, prompt, settings, firstFrame, callback } = order
  if (isKeyPair(api.key ?? '')) {
    const reason = 'Kling 3.0 Turbo needs an API key, and the saved one is an access key with its secret'
    throw refuse({ code: 'key_not_allowed', reason, taken: 'no' }, { provider: 'Kling' })
  }
  const { resolution, seconds, aspect } = settings
  const options = {
    ...(callback && { callback_url: callback }),
    external_task_id: order.requestId,
    watermark_info: { enabled: false },
  }
  const [path, body] = firstFrame
    ? [
        '/image-to-video',
        {
          contents: [
            { type: 'prompt', text: prompt },
            { type: 'first_frame', url: firstFrame },
          ],
          settings: { resolution, duration: seconds },
        },
      ]
    : ['/text-to-video', { prompt, settings: { resolution, duration: seconds, aspect_ratio: aspect } }]
  const answer = await send(api, { method: 'POST', path: `${path}/${model}`, json: { ...body, options } })
  return { externalId: Created.parse(answer.json).data.id }
}

export async function poll(api: Api, { externalId }: JobRef): Promise<PollResult> {
  const tasks = await ask(api, { task_ids: externalId })
  const task = tasks.find(({ id }) => id === externalId)
  if (!task) return { state: 'gone' }
  const cost = costOf(task.billing)
  switch (task.status) {
    case 'submitted':
      return { state: 'queued' }
    case 'processing':
      return { state: 'running' }
    case 'succeed':
    case 'succeeded': {
      const urls = (task.outputs ?? []).flatMap(({ type, url }) => (type === 'video' && url ? [url] : []))
      return { state: 'succeeded', outputs: urls.map((url) => ({ kind: 'video', from: { url } })), ...cost }
    }
    case 'failed':
      return { state: 'failed', refusal: endOf(task.message), charge: chargeOf(task.billing), ...cost }
    default:
      return { state: 'running', unknownWord: task.status }
  }
}

export async function lookUp(api: Api, { requestId }: LostJob): Promise<Accepted | undefined> {
  const tasks = await ask(api, { external_task_ids: requestId })
  const task = tasks.find((candidate) => candidate.external_id === requestId)
  return task && { externalId: task.id }
}

async function ask(api: Api, query: Record<string, string>) {
  const answer = await send(api, { method: 'GET', path: `/tasks?${new URLSearchParams(query)}` })
  return Asked.parse(answer.json).data
}

/** Only money that is dollars: the rest is units of a resource pack, or another currency. */
function costOf(billing: readonly Bill[] | null | undefined): { costUsd?: number } {
  if (
    !billing?.length ||
    billing.some(({ charge_type: type, currency }) => type !== 'cash' || currency !== 'USD')
  )
    return {}
  return { costUsd: billing.reduce((sum, { amount }) => sum + Number(amount), 0) }
}

function chargeOf(billing: readonly Bill[] | null | undefined): Charge {
  if (!billing?.length) return 'possible'
  return billing.some(({ amount }) => Number(amount) > 0) ? 'charged' : 'none'
}
