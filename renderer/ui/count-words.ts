const SIGN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’.-][\p{L}\p{M}\p{N}]+)*/gu

export interface Counts {
  readonly characters: number
  readonly words: number
}

/** What a writer counts in: characters where the script has no spaces between words, words elsewhere. */
export function countWords(text: string): Counts {
  const spaced = text.replaceAll(SIGN, ' ')
  return { characters: text.match(SIGN)?.length ?? 0, words: spaced.match(WORD)?.length ?? 0 }
}
