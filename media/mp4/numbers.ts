import type { Rational } from '../ffmpeg/probe.ts'

export function reduce({ num, den }: Rational): Rational {
  const divisor = greatestCommonDivisor(num, den) || 1
  return { num: num / divisor, den: den / divisor }
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b]
  return a
}
