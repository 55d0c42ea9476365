/** What a writer may say, and what it means; several patterns because abbreviations mind their case. */
export type Vocabulary<T> = readonly (readonly [meaning: T, ...patterns: RegExp[]])[]

/** The meaning mentioned first; of two that begin at the same place, the one that says more. */
export function firstMention<T>(text: string, vocabulary: Vocabulary<T>): T | undefined {
  let best: { meaning: T; index: number; length: number } | undefined
  for (const [meaning, ...patterns] of vocabulary) {
    for (const pattern of patterns) {
      const match = pattern.exec(text)
      if (!match) continue
      const { index } = match
      const { length } = match[0]
      if (!best || index < best.index || (index === best.index && length > best.length)) {
        best = { meaning, index, length }
      }
    }
  }
  return best?.meaning
}
