const LONGEST = 300

/** What somebody else says, as one line of plain words, short enough to stand in a sentence. */
export function plainWords(said: string): string {
  const plain = said
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST - 1)}…` : plain
}
