import { z } from 'zod'
import type { Answer } from '../../net/api.ts'
import type { Refusal } from '../../net/refusal.ts'
import { refusalOfStatus } from '../refusal-of-status.ts'

const Fault = z.object({
  code: z.number().default(0),
  message: z.string().nullish(),
  raw_message: z.string().nullish(),
})

/** Around every answer. Times in it are not read: "0001-01-01T00:00:00Z" stands for "not yet". */
export const Envelope = z.object({
  code: z.number().optional(),
  message: z.string().nullish(),
  data: z
    .object({
      task_id: z.string().optional(),
      status: z.string().optional(),
      output: z.unknown().optional(),
      error: Fault.nullish(),
      meta: z
        .object({
          usage: z.object({ frozen: z.number().optional(), consume: z.number().optional() }).nullish(),
        })
        .nullish(),
    })
    .nullish(),
})
export type Envelope = z.infer<typeof Envelope>

/** Of an answer whose status says that it is one. */
export function readRefusal(answer: Answer): Refusal {
  const { data: body } = Envelope.safeParse(answer.json)
  return { ...meaningOf(body ?? {}, answer.status), status: answer.status }
}

/** A refusal may also come with the status 200: by the code of the envelope, or by the error within. */
export function refusalIn({ status, json }: Answer): Refusal | undefined {
  const { data: body } = Envelope.safeParse(json)
  if (!body || ((body.code ?? 200) === 200 && !body.data?.error?.code)) return undefined
  const refusal = meaningOf(body, body.code ?? status)
  return { ...refusal, status, taken: refusal.code === 'provider_trouble' ? 'maybe' : 'no' }
}

/** What ended a job that was taken. */
export function endOf({ data }: Envelope): Refusal {
  const { code, ...rest } = meaningOf({ data }, 0)
  return {
    reason: 'it gave no reason',
    ...rest,
    code: code === 'content_refused' ? code : 'generation_unfinished',
  }
}

const wordings: readonly (readonly [RegExp, Refusal['code']])[] = [
  [/task.*not (found|exist)/i, 'job_gone'],
  [
    /invalid (model|task.?type)|model.*(not (found|exist|support|available)|retired|offline)/i,
    'model_retired',
  ],
  [/insufficient|not enough (credit|balance|point|quota)|(no|out of) credit/i, 'no_credit'],
  [/sensitive|moderat|nsfw|polic|risk control|inappropriate/i, 'content_refused'],
]

function meaningOf({ message, data }: Partial<Envelope>, status: number): Refusal {
  const fault = data?.error
  const reason = [fault?.message, fault?.raw_message, message].find((words) => words && words !== 'success')
  return {
    code: wordings.find(([words]) => words.test(reason ?? ''))?.[1] ?? byStatus(status),
    ...(reason && { reason }),
    ...(fault?.code && { providerCode: String(fault.code) }),
  }
}

/** Their own codes begin at 10000 and are listed nowhere: what is none of HTTP's says nothing. */
function byStatus(status: number): Refusal['code'] {
  return status >= 400 && status < 600 ? refusalOfStatus(status) : 'settings_refused'
}
