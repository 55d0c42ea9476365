import { type Cue, tidyCues } from './cue.ts'

/** Hours may be missing, the fraction may follow a comma or a full stop, and have any number of digits. */
const TIME = String.raw`(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9}))?`
const TIMING = new RegExp(String.raw`^\s*${TIME}\s*--?>\s*${TIME}`)

/**
 * SubRip or WebVTT, as people and programs really write them: with a byte order mark, any line end, numbers or
 * none, styling tags (left out), notes and style sheets (left out), cues in any order. Nothing readable is empty.
 */
export function readCaptions(text: string): Cue[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  const cues: Cue[] = []
  let at = 0
  while (at < lines.length) {
    const timing = TIMING.exec(lines[at]!)
    if (!timing) {
      at = isAside(lines, at) ? endOfBlock(lines, at) : at + 1
      continue
    }
    const end = endOfWords(lines, at + 1)
    const [start, stop] = [secondsOf(timing.slice(1, 5)), secondsOf(timing.slice(5, 9))]
    cues.push({ start, end: stop, text: plainText(lines.slice(at + 1, end)) })
    at = end
  }
  return tidyCues(cues)
}

function secondsOf([hours, minutes, seconds, fraction]: readonly (string | undefined)[]): number {
  const whole = Number(hours ?? 0) * 3_600 + Number(minutes) * 60 + Number(seconds)
  const milliseconds = Number(`0.${fraction ?? '0'}`) * 1_000
  return (whole * 1_000 + Math.round(milliseconds)) / 1_000
}

/** WebVTT's blocks that are no cue. */
function isAside(lines: readonly string[], at: number): boolean {
  const opens = at === 0 || lines[at - 1]!.trim() === ''
  return opens && /^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(lines[at]!)
}

function endOfBlock(lines: readonly string[], at: number): number {
  const blank = lines.findIndex((line, index) => index > at && line.trim() === '')
  return blank < 0 ? lines.length : blank
}

/** A cue ends at an empty line; where that was forgotten, at the next cue and its number. */
function endOfWords(lines: readonly string[], from: number): number {
  for (let at = from; at < lines.length; at++) {
    if (lines[at]!.trim() === '') return at
    if (TIMING.test(lines[at]!)) return at - 1 >= from && /^\s*\d+\s*$/.test(lines[at - 1]!) ? at - 1 : at
  }
  return lines.length
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
  lrm: '',
  rlm: '',
}

/** HTML-like tags of both formats, and the braces that SubRip borrowed from another one. */
function plainText(lines: readonly string[]): string {
  return lines
    .map((line) =>
      line
        .replace(/<\/?(?:[a-z][^<>]*|\d[\d:.]*)>/gi, '')
        .replace(/\{\\[^{}]*\}/g, '')
        .replace(/&(\w+);/g, (whole, name: string) => entities[name.toLowerCase()] ?? whole)
        .trim(),
    )
    .filter((line) => line !== '')
    .join('\n')
}
