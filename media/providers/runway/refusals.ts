import { z } from 'zod'
import type { Charge } from '../../../nodes/money.ts'
import type { Answer } from '../../net/api.ts'
import type { Refusal } from '../../net/refusal.ts'
import type { PollResult } from '../remote.ts'

const Issue = z.object({
  path: z.array(z.union([z.string(), z.number()])).catch([]),
  message: z.string().catch(''),
})
const Said = z.object({
  error: z.string(),
  issues: z.array(Issue).optional().catch(undefined),
  failureCode: z.string().optional().catch(undefined),
})

/** It sheds load with these before it takes anything, in its own words. A gateway's page proves nothing. */
const loadShedding: ReadonlySet<number> = new Set([502, 503, 504])

export function readRefusal({ status, json }: Answer): Refusal {
  const said = Said.safeParse(json).data
  const issues = said?.issues?.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []
  const reason = [said?.error, ...issues].filter(Boolean).join(' · ')
  const told = {
    status,
    ...(reason && { reason }),
    ...(said?.failureCode && { providerCode: said.failureCode }),
  }
  if (status === 401) return { code: 'key_rejected', ...told }
  if (status === 403) return { code: 'key_not_allowed', ...told }
  if (status === 404 || status === 410) {
    return { code: retired.test(reason) ? 'model_retired' : 'job_gone', ...told }
  }
  if (status === 429) return { code: 'provider_busy', ...told }
  if (status >= 500) {
    const shed = said !== undefined && loadShedding.has(status)
    return { code: 'provider_trouble', ...told, ...(shed && { taken: 'no' }) }
  }
  return { code: codeOfWords(reason, said?.failureCode), ...told }
}

const retired = /\bmodel\b.*(sunset|deprecat|no longer|not available|not found|unknown|retired)/i

/** What it refuses with 400 is told apart by its words alone. */
function codeOfWords(reason: string, failureCode = ''): Refusal['code'] {
  if (failureCode.includes('SAFETY') || /content moderation|moderated|safety/i.test(reason))
    return 'content_refused'
  if (/credit|balance|billing/i.test(reason)) return 'no_credit'
  return retired.test(reason) ? 'model_retired' : 'settings_refused'
}

const failureCodes: readonly [start: string, code: Refusal['code']][] = [
  ['SAFETY.', 'content_refused'],
  ['INPUT_PREPROCESSING.SAFETY.', 'content_refused'],
  ['ASSET.INVALID', 'settings_refused'],
  ['THIRD_PARTY.UNAVAILABLE', 'provider_trouble'],
]

/** A task that it could not make. What it declines for its content is charged, unless it says what it cost. */
export function readFailure(task: {
  readonly failure?: string | undefined
  readonly failureCode?: string | undefined
  readonly costUsd: number | undefined
}): PollResult {
  const { failure, failureCode = '', costUsd } = task
  const code = failureCodes.find(([start]) => failureCode.startsWith(start))?.[1] ?? 'generation_unfinished'
  return {
    state: 'failed',
    refusal: { code, ...(failure && { reason: failure }), ...(failureCode && { providerCode: failureCode }) },
    ...chargeOf(costUsd, code === 'content_refused' ? 'charged' : 'possible'),
  }
}

export function chargeOf(
  costUsd: number | undefined,
  otherwise: Charge,
): { charge: Charge; costUsd?: number } {
  if (costUsd === undefined) return { charge: otherwise }
  return { charge: costUsd > 0 ? 'charged' : 'none', costUsd }
}
