import { AppError } from '../errors.ts'
import { MOST_ITEMS, type Item } from './item.ts'

/** One prompt a line. */
export function readList(text: string): Item[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  const prompts = lines.map((line) => line.trim()).filter((line) => line !== '')
  refuseTooMany(prompts.length, MOST_ITEMS)
  return prompts.map((prompt) => ({ prompt }))
}

export function refuseTooMany(count: number, limit: number): void {
  if (count > limit) throw new AppError('batch_too_long', { count, limit })
}
