import { expect, it } from 'vitest'
import { timeAgo } from './time-ago.ts'

const now = new Date(2026, 10, 21, 12).getTime()

it.each([
  [10_000, 'now', '现在'],
  [5 * 60_000, '5 minutes ago', '5分钟前'],
  [3 * 3_600_000, '3 hours ago', '3小时前'],
  [26 * 3_600_000, 'yesterday', '昨天'],
  [20 * 86_400_000, 'Nov 1, 2026', '2026年11月1日'],
])('%d ms before now is "%s"', (passed, english, chinese) => {
  expect(timeAgo(now - passed, 'en', now)).toBe(english)
  expect(timeAgo(now - passed, 'zh-Hans', now)).toBe(chinese)
})
