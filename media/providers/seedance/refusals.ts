import { z } from 'zod'
import type { Answer } from '../../net/api.ts'
import type { Refusal } from '../../net/refusal.ts'
import { refusalOfStatus } from '../refusal-of-status.ts'

const Body = z.object({
  error: z.object({
    code: z.string().nullish(),
    message: z.string().nullish(),
    param: z.string().nullish(),
  }),
})

/** The first that fits the service's own code. */
const byCode: readonly (readonly [pattern: RegExp, code: Refusal['code']])[] = [
  [/SensitiveContent|PolicyViolation/i, 'content_refused'],
  [/Overdue/i, 'no_credit'],
  [/^(Authentication|InvalidAccountStatus)/, 'key_rejected'],
  // The account has yet to turn this model on.
  [/^(ModelNotOpen|AccessDenied|OperationDenied)/, 'key_not_allowed'],
  [/^(InvalidEndpoint|Model)\w*\.(NotFound|ClosedEndpoint)/, 'model_retired'],
  [/^(QuotaExceeded|RateLimit|ServerOverloaded|RequestBurst)/, 'provider_busy'],
  [/^(InternalService|ServiceUnavailable)/, 'provider_trouble'],
]

export function readSeedanceRefusal({ status, json, headers }: Answer): Refusal {
  const error = Body.safeParse(json).data?.error
  const requestId = headers['x-request-id'] ?? /Request ID: ?(\w+)/i.exec(error?.message ?? '')?.[1]
  return {
    code: codeFor(error?.code) ?? refusalOfStatus(status),
    status,
    ...wordsOf(error),
    ...(requestId && { requestId }),
  }
}

/** Why a task that was taken came to nothing. */
export function readTaskError(error: z.infer<typeof Body>['error'] | null | undefined): Refusal {
  const code = codeFor(error?.code)
  return { code: code === 'content_refused' ? code : 'generation_unfinished', ...wordsOf(error) }
}

function codeFor(word: string | null | undefined): Refusal['code'] | undefined {
  return word ? byCode.find(([pattern]) => pattern.test(word))?.[1] : undefined
}

function wordsOf(error: z.infer<typeof Body>['error'] | null | undefined) {
  const reason = error?.param ? `${error.param}: ${error.message ?? ''}` : error?.message
  return { ...(reason && { reason }), ...(error?.code && { providerCode: error.code }) }
}
