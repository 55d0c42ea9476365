import type { RecentSpan } from '../../nodes/contract/library.ts'

const daysBefore: Readonly<Record<RecentSpan, number>> = { today: 0, week: 6, month: 29, year: 364 }

/** Where a span begins, in epoch ms: at the beginning of a day of this machine, today among those that count. */
export function since(span: RecentSpan, now: number): number {
  const day = new Date(now)
  day.setHours(0, 0, 0, 0)
  day.setDate(day.getDate() - daysBefore[span])
  return day.getTime()
}
