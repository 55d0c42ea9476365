import { z } from 'zod'
import { AppError } from '../../../nodes/errors.ts'
import { estimate } from '../../../nodes/generation/price.ts'
import type { Resolution } from '../../../nodes/models.ts'
import type { Api } from '../../net/api.ts'
import { refusalOf, type Refusal } from '../../net/refusal.ts'
import type { Accepted, CancelOutcome, JobRef, LostJob, Order, PollResult } from '../remote.ts'
import { sendingTime } from '../sending-time.ts'
import { apiModel, models } from './models.ts'
import { meaningOf } from './refusals.ts'

const Created = z.object({ task_id: z.string().min(1) })

const Task = z.object({
  id: z.string().min(1),
  status: z.string(),
  model: z.string().optional(),
  /** Seconds. */
  created_at: z.number().optional(),
  duration: z.number().optional(),
  resolution: z.string().optional(),
  content: z.object({ url: z.string().optional() }).nullish(),
  usage: z.object({ total_seconds: z.number().optional() }).nullish(),
  error: z
    .object({ code: z.union([z.string(), z.number()]).optional(), message: z.string().optional() })
    .nullish(),
})
type Task = z.infer<typeof Task>

const One = z.object({ task: Task })
const List = z.object({ items: z.array(Task), total: z.number() })

const wire: Partial<Record<Resolution, string>> = { '480p': '480P', '768p': '768P', '2k': '2K' }

export async function create(api: Api, order: Order): Promise<Accepted> {
  const { mode, settings, callback } = order
  const answer = await api.send({
    method: 'POST',
    path: '/v2/video_generation',
    json: {
      model: apiModel(order.model),
      content: [{ type: 'text', text: order.prompt }, ...picturesOf(order)],
      resolution: settings.resolution && wire[settings.resolution],
      duration: settings.seconds,
      // A clip with a first frame has its shape, and a clip without one must be told: "adaptive" is refused.
      ...(mode === 'text-to-video' && { ratio: settings.aspect }),
      ...(callback && { callback_url: callback }),
    },
  })
  return { externalId: Created.parse(answer.json).task_id }
}

function picturesOf({ firstFrame, lastFrame, references }: Order) {
  const picture = (role: string, url: string) => ({ type: 'image_url', image_url: { url }, role })
  return [
    ...(firstFrame ? [picture('first_frame', firstFrame)] : []),
    ...(lastFrame ? [picture('last_frame', lastFrame)] : []),
    ...references.map((reference) => picture('reference_image', reference)),
  ]
}

export async function poll(api: Api, job: JobRef): Promise<PollResult> {
  const task = await ask(api, job)
  switch (task.status) {
    case 'queued':
    case 'running':
      return { state: task.status }
    case 'succeeded':
      return {
        state: 'succeeded',
        outputs: task.content?.url ? [{ kind: 'video', from: { url: task.content.url } }] : [],
        ...costOf(task, job.model),
      }
    case 'failed':
      return { state: 'failed', refusal: refusalIn(task), charge: 'possible' }
    case 'cancelled':
      return { state: 'canceled', charge: 'none' }
    case 'expired':
      return { state: 'gone' }
    default:
      return { state: 'running', unknownWord: task.status }
  }
}

async function ask(api: Api, { externalId }: JobRef): Promise<Task> {
  const answer = await api.send({
    method: 'GET',
    path: `/v2/query/video_generation/${encodeURIComponent(externalId)}`,
  })
  return One.parse(answer.json).task
}

function refusalIn({ error }: Task): Refusal {
  const isDeclined = meaningOf(error?.code) === 'content_refused'
  return {
    code: isDeclined ? 'content_refused' : 'generation_unfinished',
    reason: error?.message || 'it gave no reason',
    ...(error?.code !== undefined && { providerCode: String(error.code) }),
  }
}

/** It tells the seconds it counted, not what they cost. */
function costOf({ usage, resolution }: Task, id: string): { costUsd?: number } {
  const model = models.find((candidate) => candidate.id === id)
  const seconds = usage?.total_seconds
  if (!model || seconds === undefined) return {}
  const cost = estimate({ ...model, local: false }, { seconds, resolution: named(resolution) })
  return cost ? { costUsd: cost.usd } : {}
}

function named(word: string | undefined): Resolution | undefined {
  return (Object.keys(wire) as Resolution[]).find((name) => wire[name] === word)
}

/** Its DELETE cancels what is queued, but takes a finished clip away for good: so it is asked about first. */
export async function cancel(api: Api, job: JobRef): Promise<CancelOutcome> {
  const task = await ask(api, job)
  if (task.status === 'cancelled') return 'canceled'
  if (task.status !== 'queued') return 'too-late'
  try {
    await api.send({ method: 'DELETE', path: `/v2/video_generation/${encodeURIComponent(job.externalId)}` })
    return 'canceled'
  } catch (error) {
    if (refusalOf(error)?.code === 'settings_refused') return 'too-late'
    throw error
  }
}

const PAGE = 50
const MOST_PAGES = 10

/**
 * There is no id of ours in its list, so a job is known by when it came and by what is as we ordered it. Of two
 * that fit neither is taken.
 */
export async function lookUp(api: Api, lost: LostJob): Promise<Accepted | undefined> {
  const fitting = (await recent(api, lost)).filter((task) => isSame(task, lost))
  if (fitting.length > 1) throw unsure(`${fitting.length} of its jobs could be this one`)
  return fitting[0] && { externalId: fitting[0].id }
}

/** Neither found nor surely not there. */
export function unsure(message: string): AppError {
  return new AppError('outcome_unknown', { provider: 'MiniMax', charge: 'possible' }, { message })
}

/** What came there when it was sent. */
async function recent(api: Api, { model, sentAt }: LostJob): Promise<Task[]> {
  const tasks: Task[] = []
  let seen = 0
  for (let page = 1; page <= MOST_PAGES; page++) {
    const query = new URLSearchParams({
      page_num: String(page),
      page_size: String(PAGE),
      'filter.model': apiModel(model),
    })
    const { json, headers } = await api.send({ method: 'GET', path: `/v2/query/video_generation?${query}` })
    const { items, total } = List.parse(json)
    const { from, until } = sendingTime(sentAt, headers)
    tasks.push(...items.filter(({ created_at: at }) => at && at * 1000 >= from && at * 1000 <= until))
    seen += items.length
    if (items.length === 0 || seen >= total) return tasks
  }
  throw unsure('it has more jobs than can be looked through')
}

function isSame({ model, duration, resolution }: Task, { settings, ...lost }: LostJob): boolean {
  return (
    isOrAbsent(model, apiModel(lost.model)) &&
    isOrAbsent(duration, settings.seconds) &&
    isOrAbsent(named(resolution), settings.resolution)
  )
}

function isOrAbsent<T>(value: T | undefined, wanted: T | undefined): boolean {
  return value === undefined || wanted === undefined || value === wanted
}
