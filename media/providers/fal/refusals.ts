import { z } from 'zod'
import type { Answer } from '../../net/api.ts'
import type { Refusal } from '../../net/refusal.ts'
import type { PollResult } from '../remote.ts'

const Fault = z.object({
  loc: z.array(z.union([z.string(), z.number()])).catch([]),
  msg: z.string().catch(''),
  type: z.string().catch(''),
})
/** Some of its endpoints keep to no format at all, so every part may be missing. */
const Said = z.object({
  detail: z.union([z.string(), z.array(Fault)]).catch(''),
  error_type: z.string().optional().catch(undefined),
})

export function readRefusal({ status, json, headers }: Answer): Refusal {
  const { detail = '', error_type = headers['x-fal-error-type'] } = Said.safeParse(json).data ?? {}
  const faults = typeof detail === 'string' ? [] : detail
  const reason = typeof detail === 'string' ? detail : faults.map(sentenceOf).join(' · ')
  const providerCode = error_type ?? (faults.find(isForContent) ?? faults[0])?.type
  const requestId = headers['x-fal-request-id']
  return {
    code: codeOf(status, reason, faults.some(isForContent)),
    status,
    ...(reason && { reason }),
    ...(providerCode && { providerCode }),
    ...(requestId !== undefined && { requestId }),
  }
}

function codeOf(status: number, reason: string, isForContent: boolean): Refusal['code'] {
  if (status === 401) return 'key_rejected'
  // An empty account is locked rather than asked to pay; an administrator's lock is about something else.
  if (status === 402 || /user is locked(?!.*admin lock)/i.test(reason)) return 'no_credit'
  if (status === 403) return 'key_not_allowed'
  if (status === 404 || status === 410) return 'model_retired'
  if (status === 429) return 'provider_busy'
  if (status === 499) return 'job_canceled'
  if (status >= 500) return 'provider_trouble'
  return isForContent || /content polic|content checker/i.test(reason)
    ? 'content_refused'
    : 'settings_refused'
}

function isForContent({ type }: z.infer<typeof Fault>): boolean {
  return type === 'content_policy_violation'
}

/** With the input it is about, since the words and the picture are refused apart. */
function sentenceOf({ loc, msg }: z.infer<typeof Fault>): string {
  const input = String(loc.at(-1) ?? '').replaceAll('_', ' ')
  return input ? `${input}: ${msg}` : msg
}

/** What its runners die of. Any other trouble may be of the moment, and the result still there. */
const ends = /^(runner_|startup_timeout|request_timeout|client_)/

/**
 * What a refusal of the result says about its job, since a job that could not be made is COMPLETED like any other.
 * `isKnownFailed`: its status has said already that it is one. Undefined: nothing.
 */
export function readFailedResult(refusal: Refusal, isKnownFailed: boolean): PollResult | undefined {
  const { status = 0, providerCode = '' } = refusal
  if (status === 404 || status === 410) return { state: 'gone' }
  if (status === 499 || providerCode === 'client_cancelled') return { state: 'canceled', charge: 'possible' }
  // A bare 400 says that it is not there yet, though its status said so.
  if (status === 422 || (status === 400 && providerCode))
    return { state: 'failed', refusal, charge: 'possible' }
  if (status >= 500 && (isKnownFailed || ends.test(providerCode))) {
    // Its own faults are never charged.
    return { state: 'failed', refusal: { ...refusal, code: 'generation_unfinished' }, charge: 'none' }
  }
  return undefined
}
