import type { GenerationMode } from '../../../nodes/models.ts'
import type { Api } from '../../net/api.ts'
import { refusalOf } from '../../net/refusal.ts'
import type { PollResult } from '../remote.ts'
import { readOutputs } from './outputs.ts'
import { isRecord } from './workflow.ts'

export interface Asked {
  readonly id: string
  readonly mode: GenerationMode
}

/** Where a job stands: newer servers know each job by its id, older ones only what waits and what is done. */
export async function stateOf(api: Api, asked: Asked): Promise<PollResult> {
  try {
    const { json } = await api.send({ method: 'GET', path: `/api/jobs/${asked.id}` })
    return readJob(api, asked, json)
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal?.status !== 404) throw error
    // Its own words for a job that is nowhere; a server without the route has others.
    return refusal.reason === JOB_NOT_FOUND ? { state: 'gone' } : stateInLists(api, asked)
  }
}

const JOB_NOT_FOUND = 'Job not found'

function readJob(api: Api, asked: Asked, json: unknown): PollResult {
  if (!isRecord(json) || typeof json['status'] !== 'string') throw new Error('The answer is no job')
  switch (json['status']) {
    case 'pending':
      return { state: 'queued' }
    case 'in_progress':
      return { state: 'running' }
    case 'completed':
      return { state: 'succeeded', outputs: readOutputs(api, asked.mode, json['outputs']), costUsd: 0 }
    case 'failed':
      return failed(json['execution_error'])
    case 'cancelled':
      return { state: 'canceled', charge: 'none' }
    default:
      return { state: 'running', unknownWord: json['status'] }
  }
}

/** It can move from the queue to the history between two questions, so the history is asked once more. */
async function stateInLists(api: Api, asked: Asked): Promise<PollResult> {
  return (
    (await inHistory(api, asked)) ??
    (await inQueue(api, asked)) ??
    (await inHistory(api, asked)) ?? { state: 'gone' }
  )
}

async function inHistory(api: Api, asked: Asked): Promise<PollResult | undefined> {
  const { json } = await api.send({ method: 'GET', path: `/history/${asked.id}` })
  if (!isRecord(json)) throw new Error('The answer is no history')
  const entry = json[asked.id]
  if (entry === undefined) return undefined
  if (!isRecord(entry)) throw new Error('The answer is no history')
  const status = isRecord(entry['status']) ? entry['status'] : {}
  if (status['status_str'] !== 'error') {
    return { state: 'succeeded', outputs: readOutputs(api, asked.mode, entry['outputs']), costUsd: 0 }
  }
  const messages = new Map(pairs(status['messages']))
  return messages.has('execution_interrupted')
    ? { state: 'canceled', charge: 'none' }
    : failed(messages.get('execution_error'))
}

export type InQueue =
  { readonly state: 'queued'; readonly queuePosition: number } | { readonly state: 'running' }

/** The number of a job orders the queue; what runs stands before it. */
export async function inQueue(api: Api, { id }: Pick<Asked, 'id'>): Promise<InQueue | undefined> {
  const { json } = await api.send({ method: 'GET', path: '/queue' })
  if (!isRecord(json)) throw new Error('The answer is no queue')
  const running = pairs(json['queue_running'])
  if (running.some(([, prompt]) => prompt === id)) return { state: 'running' }
  const waiting = pairs(json['queue_pending']).toSorted(([a], [b]) => Number(a) - Number(b))
  const index = waiting.findIndex(([, prompt]) => prompt === id)
  return index < 0 ? undefined : { state: 'queued', queuePosition: index + running.length }
}

/** The first two things of each entry. */
function pairs(list: unknown): [unknown, unknown][] {
  if (!Array.isArray(list)) return []
  return list.flatMap((entry: unknown) =>
    Array.isArray(entry) ? [[entry[0], entry[1]] as [unknown, unknown]] : [],
  )
}

function failed(error: unknown): PollResult {
  const { node_type, node_id, exception_message } = isRecord(error) ? error : {}
  const where = node_type === undefined ? '' : `${String(node_type)} (node ${String(node_id)}): `
  const reason = `${where}${String(exception_message ?? 'it does not say why')}`.trim()
  return { state: 'failed', refusal: { code: 'generation_unfinished', reason }, charge: 'none', costUsd: 0 }
}
