import { z } from 'zod'
import type { Answer } from '../../net/api.ts'
import type { Refusal } from '../../net/refusal.ts'

const Said = z.object({
  title: z.string().optional().catch(undefined),
  detail: z.string().optional().catch(undefined),
  invalid_fields: z
    .array(z.object({ field: z.string().catch(''), description: z.string().catch('') }))
    .optional()
    .catch(undefined),
})

export function readRefusal({ status, json }: Answer): Refusal {
  const { title, detail, invalid_fields: fields = [] } = Said.safeParse(json).data ?? {}
  const about = fields.map(({ field, description }) => [field, description].filter(Boolean).join(': '))
  const reason = about.length > 0 ? about.join(' · ') : (detail ?? title)
  const seconds = /available in (\d+(?:\.\d+)?) ?s/i.exec(detail ?? '')?.[1]
  return {
    code: codeOf(status, `${title ?? ''} ${detail ?? ''}`),
    status,
    ...(reason && { reason }),
    ...(status === 429 && seconds !== undefined && { retryAfterMs: Math.ceil(Number(seconds) * 1000) }),
  }
}

function codeOf(status: number, words: string): Refusal['code'] {
  if (status === 401) return 'key_rejected'
  if (status === 402) return 'no_credit'
  if (status === 403) return 'key_not_allowed'
  if (status === 404 || status === 410) return 'model_retired'
  if (status === 429) return 'provider_busy'
  if (status >= 500) return 'provider_trouble'
  if (/version.*(does not exist|not found)|model.*(disabled|deprecated|no longer)/i.test(words))
    return 'model_retired'
  return isAboutContent(words) ? 'content_refused' : 'settings_refused'
}

/** Each of its models has words of its own for this, and no code. */
export function isAboutContent(words: string): boolean {
  return /nsfw|sensitive|flagged|moderat|safety|content polic|copyright/i.test(words)
}
