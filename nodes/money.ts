import type { ErrorDetails } from './errors.ts'

/** What became of the money when something did not work out. Travels in an error's `details.charge`. */
export const charges = ['none', 'possible', 'charged'] as const
export type Charge = (typeof charges)[number]

/** The sentence about money that belongs behind the error's own; undefined where money was never at stake. */
export function chargeOf(details: ErrorDetails): Charge | undefined {
  return charges.find((charge) => charge === details['charge'])
}

const texts: Readonly<Record<Charge, string>> = {
  none: 'Nothing was charged.',
  possible: 'It may have been charged.',
  charged: 'It was charged.',
}

/** In English, for the command line; the window has its own words. */
export function chargeSentence(details: ErrorDetails): string | undefined {
  const charge = chargeOf(details)
  return charge && texts[charge]
}

/** Money is added and compared in whole millionths of a dollar, where 0.1 + 0.2 is 0.3. */
export function microsOf(usd: number): number {
  return Math.round(usd * 1e6)
}

export function usdOf(micros: number): number {
  return micros / 1e6
}

export function sumUsd(amounts: Iterable<number>): number {
  let micros = 0
  for (const usd of amounts) micros += microsOf(usd)
  return usdOf(micros)
}
