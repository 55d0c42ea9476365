import { z } from 'zod'
import type { Api } from '../../net/api.ts'
import type { Accepted, JobRef, LostJob, PollResult } from '../remote.ts'
import { sendingTime } from '../sending-time.ts'
import { nameAt, usdForTokens } from './models.ts'
import { readTaskError } from './refusals.ts'

const Task = z.object({
  id: z.string(),
  model: z.string().nullish(),
  status: z.string(),
  error: z
    .object({ code: z.string().nullish(), message: z.string().nullish(), param: z.string().nullish() })
    .nullish(),
  content: z.object({ video_url: z.string().nullish() }).nullish(),
  usage: z.object({ completion_tokens: z.number().nullish() }).nullish(),
  created_at: z.number().nullish(),
  updated_at: z.number().nullish(),
  seed: z.number().nullish(),
  resolution: z.string().nullish(),
  ratio: z.string().nullish(),
  duration: z.number().nullish(),
  generate_audio: z.boolean().nullish(),
})
type Task = z.infer<typeof Task>

const List = z.object({ items: z.array(Task) })

const HOURS_24 = 24 * 60 * 60 * 1000
const PAGE_SIZE = 100
const MOST_PAGES = 50

/** The documented address ends with the version; one that is typed in may or may not. */
export function tasksPath(api: Api, id?: string): string {
  const version = api.address.endsWith('/api/v3') ? '' : '/api/v3'
  const path = `${version}/contents/generations/tasks`
  return id === undefined ? path : `${path}/${encodeURIComponent(id)}`
}

export async function readTask(api: Api, { externalId }: JobRef): Promise<Task> {
  return Task.parse((await api.send({ method: 'GET', path: tasksPath(api, externalId) })).json)
}

export async function pollTask(api: Api, job: JobRef): Promise<PollResult> {
  const task = await readTask(api, job)
  switch (task.status) {
    case 'queued':
    case 'running':
      return { state: task.status }
    case 'succeeded':
      return readMade(task, job)
    case 'failed':
      return { state: 'failed', refusal: readTaskError(task.error), charge: chargeOf(task) }
    case 'cancelled':
      // Only what still waits can be canceled, and waiting uses no tokens.
      return { state: 'canceled', charge: 'none' }
    case 'expired': {
      const reason = 'it waited there for too long and was dropped'
      const refusal = { code: 'generation_unfinished', providerCode: 'expired', reason } as const
      return { state: 'failed', refusal, charge: chargeOf(task) }
    }
    default:
      return { state: 'running', unknownWord: task.status }
  }
}

function readMade(task: Task, job: JobRef): PollResult {
  const url = task.content?.video_url
  if (!url) return { state: 'failed', refusal: { code: 'result_missing' }, charge: 'possible' }
  const tokens = task.usage?.completion_tokens
  const costUsd =
    typeof tokens === 'number'
      ? usdForTokens(job.model, {
          tokens,
          resolution: task.resolution ?? undefined,
          audio: task.generate_audio ?? undefined,
        })
      : undefined
  return {
    state: 'succeeded',
    outputs: [{ kind: 'video', from: { url }, expiresAt: endedAt(task) + HOURS_24 }],
    ...(costUsd !== undefined && { costUsd }),
  }
}

/** Asked about late, its file has not as long to live as one that was just made. */
function endedAt({ updated_at: seconds }: Task): number {
  return seconds ? seconds * 1000 : Date.now()
}

/** Tokens are what is paid for; where it counts none, nothing is. */
function chargeOf({ usage }: Task) {
  return usage?.completion_tokens === 0 ? 'none' : 'possible'
}

/** By everything that a task repeats of its order, which is all but the words and the pictures. */
export async function findLostTask(api: Api, lost: LostJob): Promise<Accepted | undefined> {
  const found: Task[] = []
  for (let page = 1; ; page++) {
    if (page > MOST_PAGES) throw new Error('There are too many tasks to look through')
    const path = `${tasksPath(api)}?page_num=${page}&page_size=${PAGE_SIZE}`
    const answer = await api.send({ method: 'GET', path })
    const { items } = List.parse(answer.json)
    const { from, until } = sendingTime(lost.sentAt, answer.headers)
    const within = items.filter(({ created_at: at }) => at && at * 1000 >= from && at * 1000 <= until)
    found.push(...within.filter((task) => isLost(task, lost, api)))
    if (items.length < PAGE_SIZE) break
  }
  // A list that grows while it is read tells the same task twice.
  const ids = [...new Set(found.map(({ id }) => id))]
  if (ids.length > 1) throw new Error(`${ids.length} tasks could be the one`)
  return ids[0] === undefined ? undefined : { externalId: ids[0] }
}

function isLost(task: Task, { model, settings }: LostJob, api: Api): boolean {
  const same = (theirs: unknown, ours: unknown) => (theirs ?? ours) === ours || ours === undefined
  return (
    same(task.model, nameAt(api.address, model)) &&
    same(task.duration, settings.seconds) &&
    same(task.ratio, settings.aspect) &&
    same(task.resolution, settings.resolution) &&
    same(task.seed, settings.seed)
  )
}
