export interface CsvRecord {
  readonly cells: readonly string[]
  /** Where it begins, from 1. */
  readonly line: number
}

/** What is wrong with a table, and in which line. */
export interface CsvProblem {
  readonly line: number
  readonly reason: string
}

const QUOTE = '"'

/**
 * Comma-separated values as RFC 4180 has them, and as spreadsheets really write them: with a byte order mark, with
 * semicolons or tabs, with any line end. Cells in quotation marks may hold all of these.
 */
export function parseCsv(input: string): { records: CsvRecord[] } | { problem: CsvProblem } {
  const text = input.replace(/^\uFEFF/, '')
  const separator = separatorOf(text)
  const records: CsvRecord[] = []
  let cells: string[] = []
  let [at, line, begun] = [0, 1, 1]
  while (at < text.length) {
    const cell = text[at] === QUOTE ? quotedCell(text, at) : plainCell(text, { at, separator })
    if (cell === undefined) return problem(line, 'a quotation mark is opened and never closed')
    cells.push(cell.value)
    line += lineBreaks(text.slice(at, cell.end))
    at = cell.end
    if (text[at] === separator) {
      at++
      // A separator at the very end is followed by one more, empty cell.
      if (at === text.length) cells.push('')
      continue
    }
    if (at < text.length && !isLineEnd(text[at]))
      return problem(line, 'text follows a closing quotation mark')
    records.push({ cells, line: begun })
    cells = []
    if (at < text.length) at += text.startsWith('\r\n', at) ? 2 : 1
    line++
    begun = line
  }
  if (cells.length > 0) records.push({ cells, line: begun })
  return { records }
}

/** The one that is there most often in the first line, outside quotation marks. */
function separatorOf(text: string): string {
  const found = new Map([',', ';', '\t'].map((candidate) => [candidate, 0]))
  let quoted = false
  for (const letter of text) {
    if (letter === QUOTE) quoted = !quoted
    if (quoted) continue
    if (isLineEnd(letter)) break
    const count = found.get(letter)
    if (count !== undefined) found.set(letter, count + 1)
  }
  return [...found].reduce((best, next) => (next[1] > best[1] ? next : best))[0]
}

interface Cell {
  readonly value: string
  readonly end: number
}

function quotedCell(text: string, start: number): Cell | undefined {
  const parts: string[] = []
  let at = start + 1
  for (;;) {
    const close = text.indexOf(QUOTE, at)
    if (close < 0) return undefined
    parts.push(text.slice(at, close))
    if (text[close + 1] !== QUOTE) return { value: parts.join(QUOTE), end: close + 1 }
    at = close + 2
  }
}

function plainCell(text: string, { at, separator }: { at: number; separator: string }): Cell {
  let end = at
  while (end < text.length && text[end] !== separator && !isLineEnd(text[end])) end++
  return { value: text.slice(at, end), end }
}

function isLineEnd(letter: string | undefined): boolean {
  return letter === '\n' || letter === '\r'
}

function lineBreaks(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0
}

function problem(line: number, reason: string): { problem: CsvProblem } {
  return { problem: { line, reason } }
}
