import type { Line } from '../cut/cut.ts'
import { spokenIn } from './dialogue.ts'

/** How fast captions can be read, in letters a second. */
const LATIN_PACE = 15
const CJK_PACE = 5.5
const SHORTEST = 1

interface Words {
  readonly text: string
  /** Seconds that it takes to read them. */
  readonly seconds: number
}

/**
 * The dialogue in a prompt as lines over its clip: each where its share of the words falls, as long as it takes to
 * read it. What is too much for the clip is shown in fewer, fuller lines; nothing ever runs past the end.
 */
export function linesFromPrompt(prompt: string, seconds: number): Line[] {
  const spoken = spokenIn(prompt).map(toWords)
  if (spoken.length === 0 || !(seconds > 0)) return []
  const lines = fewEnough(spoken, seconds)
  const total = lines.reduce((sum, line) => sum + line.seconds, 0)
  const free = Math.max(0, seconds - lines.length * SHORTEST)
  const weight = total - lines.length * SHORTEST
  let start = 0
  return lines.map(({ text, seconds: needed }) => {
    // Everybody's second first, what is left by length.
    const share = weight > 0 ? ((needed - SHORTEST) / weight) * free : free / lines.length
    const slot = Math.min(seconds, SHORTEST + share)
    const line = { start: milliseconds(start), end: milliseconds(start + Math.min(slot, needed)), text }
    start += slot
    return { ...line, end: Math.min(line.end, seconds) }
  })
}

/** Joins the two shortest neighbours until every line can stand for a second. */
function fewEnough(spoken: readonly Words[], seconds: number): Words[] {
  const lines = [...spoken]
  while (lines.length > 1 && lines.length * SHORTEST > seconds) {
    const pairs = lines.slice(1).map((line, index) => line.seconds + lines[index]!.seconds)
    const first = pairs.indexOf(Math.min(...pairs))
    lines.splice(first, 2, toWords(`${lines[first]!.text}\n${lines[first + 1]!.text}`))
  }
  return lines
}

function toWords(text: string): Words {
  const short = text.slice(0, 1_000)
  const wide = short.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/gu)?.length ?? 0
  const narrow = [...short].length - wide
  return { text: short, seconds: Math.max(SHORTEST, wide / CJK_PACE + narrow / LATIN_PACE) }
}

function milliseconds(seconds: number): number {
  return Math.round(seconds * 1_000) / 1_000
}
