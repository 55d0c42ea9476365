import { z } from 'zod'
import type { Answer, Api, ApiRequest } from '../../net/api.ts'
import { refuse, type Refusal } from '../../net/refusal.ts'
import { refusalOfStatus } from '../refusal-of-status.ts'

/** Its own codes say more than the status: 429 may mean that the money is used up. */
const byCode: Readonly<Record<number, Refusal['code']>> = {
  1000: 'key_rejected',
  1001: 'key_rejected',
  1002: 'key_rejected',
  1003: 'key_rejected',
  1004: 'key_rejected',
  1100: 'no_credit',
  1101: 'no_credit',
  1102: 'no_credit',
  1103: 'key_not_allowed',
  1200: 'settings_refused',
  1201: 'settings_refused',
  1202: 'settings_refused',
  1203: 'model_retired',
  1300: 'content_refused',
  1301: 'content_refused',
  1302: 'provider_busy',
  1303: 'provider_busy',
  1304: 'key_not_allowed',
  5000: 'provider_trouble',
  5001: 'provider_trouble',
  5002: 'provider_trouble',
}

const Envelope = z.object({
  code: z.number(),
  message: z.string().default(''),
  request_id: z.string().optional(),
})

export function readRefusal({ status, json }: Answer): Refusal {
  const { data } = Envelope.safeParse(json)
  if (!data) return { code: refusalOfStatus(status), status }
  const { code, message, request_id: requestId } = data
  return {
    code: meaningOf(code, message) ?? (status < 400 ? 'provider_trouble' : refusalOfStatus(status)),
    status,
    providerCode: String(code),
    ...(message && { reason: message }),
    ...(requestId && { requestId }),
    // Our id of a job is new with each job: if it is there already, an earlier try was taken after all.
    ...(/\bexternal_task_id\b/i.test(message) && { taken: 'maybe' }),
  }
}

function meaningOf(code: number, message: string): Refusal['code'] | undefined {
  const meaning = byCode[code]
  if (meaning !== 'settings_refused') return meaning
  // One code for whatever is wrong with a request: only its words tell these two apart from a bad setting.
  if (/\btask not found/i.test(message)) return 'job_gone'
  return /\bmodel\b.*(not (exist|found|support)|invalid|offline|retired)/i.test(message)
    ? 'model_retired'
    : meaning
}

/** Sends, and refuses also where the status is 200 and the code is not 0. */
export async function send(api: Api, request: ApiRequest): Promise<Answer> {
  const answer = await api.send(request)
  const { data } = Envelope.safeParse(answer.json)
  if (!data || data.code === 0) return answer
  const refusal = readRefusal(answer)
  const taken = refusal.code === 'provider_trouble' ? 'maybe' : 'no'
  throw refuse({ taken, ...refusal }, { provider: 'Kling' })
}

/** Why a job ended without a clip: it tells in words only. */
export function endOf(message: string | undefined): Refusal {
  const isDeclined = /risk control|polic|sensitive|moderat|violat/i.test(message ?? '')
  return {
    code: isDeclined ? 'content_refused' : 'generation_unfinished',
    reason: message || 'it gave no reason',
  }
}
