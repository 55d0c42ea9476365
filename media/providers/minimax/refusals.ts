import { z } from 'zod'
import type { Answer } from '../../net/api.ts'
import type { Refusal } from '../../net/refusal.ts'
import { refusalOfStatus } from '../refusal-of-status.ts'

/** The codes of both versions; the second writes them into its messages: "invalid params, … (2013)". */
const byCode: Readonly<Record<string, Refusal['code']>> = {
  1000: 'provider_trouble',
  1002: 'provider_busy',
  1004: 'key_rejected',
  1008: 'no_credit',
  1026: 'content_refused',
  1027: 'content_refused',
  2013: 'settings_refused',
  2049: 'key_rejected',
  2056: 'provider_busy',
}

const Envelope = z.object({
  error: z.object({ message: z.string() }),
  request_id: z.string().optional(),
})

/** What an HTTP status of 400 and more means. */
export function readRefusal({ status, json }: Answer): Refusal {
  const { data } = Envelope.safeParse(json)
  const message = data?.error.message ?? ''
  const code = /\((\d{4})\)\s*$/.exec(message)?.[1]
  const meaning = meaningOf(code, message) ?? refusalOfStatus(status)
  return {
    code: meaning,
    status,
    ...(message && { reason: message }),
    ...(code && { providerCode: code }),
    ...(data?.request_id && { requestId: data.request_id }),
  }
}

/** Undefined for a code that nobody documented. */
export function meaningOf(code: string | number | undefined, message = ''): Refusal['code'] | undefined {
  const meaning = code === undefined ? undefined : byCode[code]
  if (meaning !== 'settings_refused') return meaning
  // One code for whatever is wrong with a request: only its words tell these two apart from a bad setting.
  if (/\bmodel\b.*(not (exist|found|support|available)|unknown|offline|retired)/i.test(message))
    return 'model_retired'
  return /\btask\b.*not (exist|found)/i.test(message) ? 'job_gone' : meaning
}
