import { z } from 'zod'
import type { Answer } from '../../net/api.ts'
import type { Refusal } from '../../net/refusal.ts'
import { refusalOfStatus } from '../refusal-of-status.ts'

const Body = z.object({
  error: z.object({
    message: z.string().optional(),
    status: z.string().optional(),
    details: z
      .array(z.looseObject({ reason: z.string().optional(), retryDelay: z.string().optional() }))
      .optional(),
  }),
})

/** There is no code for it: only the sentence says so. */
export const aboutContent = /safety|prohibited|blocked|policy|policies|responsible ai/i

type Code = Refusal['code']

/** By the reason of a detail, or else the status word, before the number is asked. */
const byWord: Readonly<Record<string, Code>> = {
  API_KEY_INVALID: 'key_rejected',
  UNAUTHENTICATED: 'key_rejected',
  PERMISSION_DENIED: 'key_not_allowed',
  FAILED_PRECONDITION: 'key_not_allowed',
}

const byMessage: readonly (readonly [pattern: RegExp, statuses: readonly number[], code: Code])[] = [
  [/no longer available/i, [404], 'model_retired'],
  [/\bmodels?\b/i, [404], 'settings_refused'],
  // What the service says of a file that it has deleted.
  [/may not exist/i, [403], 'job_gone'],
  [aboutContent, [400], 'content_refused'],
]

/** An empty account and too many calls share the word RESOURCE_EXHAUSTED: only the number tells them apart. */
export function readGoogleRefusal({ status, json }: Answer): Refusal {
  const { message = '', status: word, details = [] } = Body.safeParse(json).data?.error ?? {}
  const words = [...details.map(({ reason }) => reason), word].filter((name) => name !== undefined)
  const told = byMessage.find(([pattern, statuses]) => statuses.includes(status) && pattern.test(message))
  const known = words.find((name) => Object.hasOwn(byWord, name))
  const delay = details.find(({ retryDelay }) => retryDelay)?.retryDelay
  const retryAfterMs = Math.ceil(Number.parseFloat(delay ?? '') * 1000)
  return {
    code: told?.[2] ?? (status < 429 && known ? byWord[known]! : refusalOfStatus(status)),
    status,
    ...(message && { reason: message }),
    ...(words[0] && { providerCode: words[0] }),
    ...(retryAfterMs > 0 && { retryAfterMs }),
  }
}
