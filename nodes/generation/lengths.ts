import type { Lengths } from '../models.ts'

/**
 * The length an editor would take: the next one that is long enough, because too long can be trimmed and too
 * short cannot; only beyond the longest one the longest.
 */
export function nextLength(asked: number, lengths: Lengths): number {
  if ('values' in lengths) {
    const longEnough = lengths.values.filter((value) => value >= asked)
    return longEnough.length > 0 ? Math.min(...longEnough) : Math.max(...lengths.values)
  }
  const { min, max, whole } = lengths
  if (!whole) return Math.min(Math.max(asked, min), max)
  return Math.min(Math.max(Math.ceil(asked), Math.ceil(min)), Math.floor(max))
}
