import type { Refusal } from '../net/refusal.ts'

/** What an HTTP status alone means, for answers that say nothing better. */
export function refusalOfStatus(status: number): Refusal['code'] {
  if (status >= 500) return 'provider_trouble'
  return byStatus[status] ?? 'settings_refused'
}

const byStatus: Readonly<Record<number, Refusal['code']>> = {
  401: 'key_rejected',
  402: 'no_credit',
  403: 'key_not_allowed',
  404: 'job_gone',
  410: 'job_gone',
  429: 'provider_busy',
}
