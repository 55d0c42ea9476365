import type { MeterLevel } from '../ui/Meter.tsx'

const NEAR = 0.75
const FULL = 0.9

/** How far something is used up: blue, amber from 75 %, red above 90 %. Each has words, too. */
export function levelOf(share: number): MeterLevel {
  if (share > FULL) return 'full'
  return share >= NEAR ? 'near' : 'calm'
}

/** Of nothing, everything is used up. */
export function shareOf(used: number, limit: number): number {
  return limit > 0 ? used / limit : 1
}

export type TypedLimit = { readonly ok: true; readonly limit: number | undefined } | { readonly ok: false }

const MOST = 1_000_000

/** What a person typed as a limit: "10", "7.50", "$20", "１０" or nothing, which is no limit. */
export function readLimit(typed: string, unit: 'usd' | 'clips'): TypedLimit {
  const text = typed.normalize('NFKC').replace(/[\s$]/g, '')
  if (text === '') return { ok: true, limit: undefined }
  const shape = unit === 'usd' ? /^\d+([.,]\d{1,2})?$/ : /^\d+$/
  if (!shape.test(text)) return { ok: false }
  const limit = Number(text.replace(',', '.'))
  return limit <= MOST ? { ok: true, limit } : { ok: false }
}
