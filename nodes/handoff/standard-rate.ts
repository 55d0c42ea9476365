import type { Rational } from '../cut/rational.ts'

const standardRates: readonly Rational[] = [
  ...[24, 30, 48, 60, 120].map((rate) => ({ num: rate * 1_000, den: 1_001 })),
  ...[12, 15, 24, 25, 30, 48, 50, 60, 100, 120].map((rate) => ({ num: rate, den: 1 })),
]

/** The fraction behind a rate that was written as a decimal: 29.97 is 30000/1001. */
export function toRational(rate: number): Rational | undefined {
  if (!Number.isFinite(rate) || rate <= 0 || rate > 1_000) return undefined
  const near = standardRates.find(({ num, den }) => Math.abs(num / den - rate) < 0.004)
  return near ?? { num: Math.round(rate * 1_000), den: 1_000 }
}
