import { expect, it } from 'vitest'
import { since } from './since.ts'

it('counts days from their beginning, today among them', () => {
  const now = new Date(2026, 10, 21, 17, 30).getTime()
  expect(since('today', now)).toBe(new Date(2026, 10, 21).getTime())
  expect(since('week', now)).toBe(new Date(2026, 10, 15).getTime())
  expect(since('month', now)).toBe(new Date(2026, 9, 23).getTime())
})
