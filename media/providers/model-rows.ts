import type { Aspect, Price, Rate, Resolution } from '../../nodes/models.ts'

/** What the model tables of several providers are made of. */

export const MB = 1024 * 1024

export const wide: Aspect[] = ['9:16', '16:9']
export const five: Aspect[] = ['9:16', '16:9', '1:1', '3:4', '4:3']
export const six: Aspect[] = ['9:16', '16:9', '1:1', '4:5', '3:4', '4:3']

export function at(...names: Resolution[]): { name: Resolution }[] {
  return names.map((name) => ({ name }))
}

/** All of them were looked up in one go. The first rate that holds counts: what is special before what is usual. */
export function priced(source: Price['source'], rates: readonly Rate[]): Price {
  return { rates: [...rates], source, asOf: '2026-11' }
}

export type ShortRate = readonly [usd: number, when?: Partial<Rate>]

/** By the second, unless a rate says otherwise. */
export function bySecond(...rates: readonly ShortRate[]): Rate[] {
  return rates.map(([usd, when]) => ({ usd, per: 'second', ...when }))
}
