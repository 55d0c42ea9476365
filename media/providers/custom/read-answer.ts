import type { Output, PollResult } from '../remote.ts'

/**
 * Services of people's own are all a little different, so their answers are read by where things usually stand.
 * Nothing is guessed: what is found nowhere is absent.
 */

const places = {
  id: ['id', 'job_id', 'jobId', 'data.id', 'data.job_id'],
  status: ['status', 'state', 'data.status', 'data.state'],
  result: [
    'url',
    'video_url',
    'image_url',
    'result.url',
    'output.url',
    'outputs.0.url',
    'data.url',
    'data.video_url',
  ],
  error: ['error.message', 'error', 'message', 'detail', 'data.error'],
  progress: ['progress', 'data.progress'],
  cost: ['cost_usd', 'data.cost_usd'],
} as const

/** "outputs.0.url" of an answer; undefined where the way ends. */
export function at(answer: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    return (value as Record<string, unknown>)[name]
  }, answer)
}

function firstText(answer: unknown, paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const value = at(answer, path)
    if (typeof value === 'string' && value.trim() !== '') return value.trim()
    if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  }
  return undefined
}

export const readId = (answer: unknown) => firstText(answer, places.id)
export const readError = (answer: unknown) => firstText(answer, places.error)

/** `own`: where the person says that the address stands; looked at first. */
export function readResult(answer: unknown, own: string): string | undefined {
  return firstText(answer, [...(own === '' ? [] : [own.replace(/\[(\d+)\]/g, '.$1')]), ...places.result])
}

type Stage = 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled'

const words: Readonly<Record<string, Stage>> = {
  queued: 'queued',
  pending: 'queued',
  created: 'queued',
  processing: 'running',
  running: 'running',
  in_progress: 'running',
  completed: 'succeeded',
  succeeded: 'succeeded',
  success: 'succeeded',
  done: 'succeeded',
  failed: 'failed',
  error: 'failed',
  canceled: 'canceled',
  cancelled: 'canceled',
}

export interface ReadOptions {
  /** What a job is made of: where its file is, if it is not where it usually stands. */
  readonly resultField: string
  readonly toOutput: (address: string) => Output
}

/** Throws an Error for an answer without a status: somebody else answered, and the job may be fine. */
export function readStatus(answer: unknown, { resultField, toOutput }: ReadOptions): PollResult {
  const word = firstText(answer, places.status)
  if (word === undefined) throw new Error('The answer has no status')
  const stage = words[word.toLowerCase()]
  if (stage === undefined) return { state: 'running', unknownWord: word }
  const cost = readNumber(answer, places.cost)
  const paid = cost !== undefined && cost >= 0 ? { costUsd: cost } : {}
  switch (stage) {
    case 'queued':
    case 'running':
      return { state: stage, ...progressOf(answer) }
    case 'succeeded': {
      const address = readResult(answer, resultField)
      return { state: 'succeeded', outputs: address === undefined ? [] : [toOutput(address)], ...paid }
    }
    case 'failed': {
      const reason = readError(answer)
      const refusal = { code: codeOf(answer), ...(reason !== undefined && { reason }) } as const
      return { state: 'failed', refusal, charge: chargeOf(answer, cost), ...paid }
    }
    case 'canceled':
      return { state: 'canceled', charge: chargeOf(answer, cost), ...paid }
  }
}

/** A share of one, or in percent. */
function progressOf(answer: unknown): { progress?: number } {
  const value = readNumber(answer, places.progress)
  if (value === undefined || value < 0 || value > 100) return {}
  return { progress: value > 1 ? value / 100 : value }
}

function readNumber(answer: unknown, paths: readonly string[]): number | undefined {
  const value = firstText(answer, paths)
  return value === undefined || Number.isNaN(Number(value)) ? undefined : Number(value)
}

function codeOf(answer: unknown) {
  return at(answer, 'error.code') === 'content' || at(answer, 'code') === 'content'
    ? 'content_refused'
    : 'generation_unfinished'
}

/** It is only known to be free or paid where the service says so. */
function chargeOf(answer: unknown, cost: number | undefined) {
  const charged = at(answer, 'charged')
  if (charged === false || cost === 0) return 'none'
  return charged === true || cost !== undefined ? 'charged' : 'possible'
}
