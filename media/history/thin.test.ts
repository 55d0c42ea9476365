import { expect, it } from 'vitest'
import { superfluous } from './thin.ts'

const HOUR = 3_600_000
const NOW = Date.UTC(2026, 10, 21, 12)

/** One every ten minutes, newest first. */
function everyTenMinutes(days: number) {
  return Array.from({ length: days * 144 }, (_, index) => ({
    id: `${index}`,
    takenAt: NOW - index * 600_000,
  }))
}

it('keeps the newest whole, then one an hour, one a day, one a week', () => {
  const all = everyTenMinutes(100)
  const gone = new Set(superfluous(all, NOW))
  const kept = all.filter(({ id }) => !gone.has(id))
  expect(all.slice(0, 50).some(({ id }) => gone.has(id))).toBe(false)
  const between = (from: number, to: number) =>
    kept.filter(({ takenAt }) => NOW - takenAt >= from * HOUR && NOW - takenAt < to * HOUR).length
  expect(between(10, 48)).toBe(38)
  expect(between(48, 60 * 24)).toBeGreaterThanOrEqual(57)
  expect(between(48, 60 * 24)).toBeLessThanOrEqual(59)
  expect(between(60 * 24, 100 * 24)).toBeLessThanOrEqual(7)
  // Thinned out once, there is nothing left to thin out.
  expect(superfluous(kept, NOW)).toEqual([])
})

it('lets nothing go that has a name', () => {
  const all = everyTenMinutes(10).map((one) => ({ ...one, name: 'Before the table read' }))
  expect(superfluous(all, NOW)).toEqual([])
})
