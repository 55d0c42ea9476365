import { match as matchPinyin } from 'pinyin-pro'

/**
 * How well a text answers a search, higher is better, 0 is not at all. Chinese words are also found by their
 * pinyin or its first letters ("wst" finds 文生图), English ones by the first letters of their words.
 */
export function matchScore(text: string, search: string): number {
  const asked = search.trim().toLowerCase()
  if (asked === '') return 1
  const lower = text.toLowerCase()
  if (lower.startsWith(asked)) return 5
  if (lower.includes(` ${asked}`)) return 4
  if (lower.includes(asked)) return 3
  if (initialsOf(lower).includes(asked)) return 2
  return matchPinyin(text, asked, { continuous: true }) ? 2 : 0
}

/** The best score of several texts, such as a name in both languages. */
export function bestScore(texts: readonly string[], search: string): number {
  return Math.max(0, ...texts.map((text) => matchScore(text, search)))
}

function initialsOf(text: string): string {
  return text
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word[0] ?? '')
    .join('')
}
