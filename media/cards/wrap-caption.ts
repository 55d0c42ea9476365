/** How wide a text is drawn, in the caller's unit. */
export type Measure = (text: string) => number

export interface CaptionLine {
  readonly text: string
  /** Arabic and Hebrew begin at the right edge. */
  readonly rightToLeft: boolean
}

export interface CaptionBox {
  readonly width: number
  readonly lines: number
  readonly measure: Measure
  /** Also in scripts without spaces, for few words that are read quickly. */
  readonly wholeWords?: true
}

const MOST_CHARACTERS = 1_200
const noLineStart =
  /^[\s，。、；：？！）」』】》〉”’…—～·・ー々ゝゞ々ぁぃぅぇぉっゃゅょァィゥェォッャュョ％‰℃)\]},.;:!?%»،؛؟ฯๆ]/u
const noLineEnd = /[（「『【《〈“‘([{«$￥¥#]$/u
/** Scripts without spaces, broken between any two characters. */
const breaksAnywhere =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Extended_Pictographic}\u3000-\u303f\uff01-\uff60]/u
const withoutSpaces = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const stretches =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu
/** Scripts without spaces, broken between words that only a dictionary finds. */
const breaksByDictionary = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
const words = new Intl.Segmenter('zh', { granularity: 'word' })

/**
 * Breaks a prompt into lines as its script demands, evens them out, and ends with an ellipsis if it does not
 * fit. Never splits a character, an emoji or, if it can be helped, a word.
 */
export function wrapCaption(text: string, box: CaptionBox): CaptionLine[] {
  const paragraphs = tidyCaption(text)
    .split('\n')
    .filter((paragraph) => paragraph !== '')
  const lines = paragraphs.flatMap((paragraph) => {
    const rightToLeft = isRightToLeft(paragraph)
    return evenOut(toUnits(paragraph, box), box).map((line) => ({ text: line, rightToLeft }))
  })
  const shown = lines.slice(0, box.lines)
  const last = shown.at(-1)
  if (last && lines.length > shown.length) {
    shown[shown.length - 1] = { ...last, text: withEllipsis(last.text, box) }
  }
  return shown
}

/** The first letter that has a direction decides, as in HTML's dir="auto". */
export function isRightToLeft(text: string): boolean {
  const strong = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]|\p{L}/u.exec(text)
  return (
    strong !== null &&
    /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u.test(strong[0])
  )
}

/** As much of a prompt as could ever be shown, without what draws nothing. */
export function tidyCaption(text: string): string {
  const tidy = text
    .slice(0, MOST_CHARACTERS * 40)
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    // Control characters and direction overrides draw nothing good.
    // oxlint-disable-next-line no-control-regex -- removing them is the point
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim()
  return splitGraphemes(tidy, MOST_CHARACTERS).join('')
}

function splitGraphemes(text: string, most = Number.POSITIVE_INFINITY): string[] {
  const found: string[] = []
  for (const { segment } of graphemes.segment(text)) {
    if (found.length >= most) break
    found.push(segment)
  }
  return found
}

/** The smallest pieces between which a line may end; a space stays with the word before it. */
function toUnits(paragraph: string, { wholeWords }: Pick<CaptionBox, 'wholeWords'>): string[] {
  const pieces: string[] = []
  for (const run of paragraph.match(/[^\s-]+-*\s*|-+\s*|\s+/gu) ?? [])
    pieces.push(...splitRun(run, wholeWords))
  const units: string[] = []
  for (const piece of pieces) {
    const before = units.at(-1)
    const joins =
      before !== undefined && !before.endsWith(' ') && (noLineStart.test(piece) || noLineEnd.test(before))
    if (joins) units[units.length - 1] = before + piece
    else units.push(piece)
  }
  return units
}

function segmentWords(run: string): string[] {
  return [...words.segment(run)].map(({ segment }) => segment)
}

function splitRun(run: string, wholeWords: true | undefined): string[] {
  if (breaksByDictionary.test(run)) return segmentWords(run)
  if (wholeWords && withoutSpaces.test(run)) {
    return (run.match(stretches) ?? []).flatMap((stretch) =>
      withoutSpaces.test(stretch) ? segmentWords(stretch) : splitRun(stretch, undefined),
    )
  }
  const pieces: string[] = []
  let word = ''
  for (const grapheme of splitGraphemes(run)) {
    if (breaksAnywhere.test(grapheme)) {
      if (word) pieces.push(word)
      word = ''
      pieces.push(grapheme)
    } else if (grapheme === ' ' && word === '' && pieces.length > 0) {
      pieces[pieces.length - 1] += grapheme
    } else word += grapheme
  }
  if (word) pieces.push(word)
  return pieces
}

/** The narrowest measure that needs no more lines: no last line of a single word. */
function evenOut(units: readonly string[], box: CaptionBox): string[] {
  const widest = fill(units, box)
  if (widest.length < 2 || widest.length > box.lines) return widest
  if (box.wholeWords && widest.length === 2) return splitInTwo(units, box) ?? widest
  const longest = Math.max(...units.map((unit) => box.measure(unit.trimEnd())))
  let best = widest
  for (let part = 0.94; part > 0.55 && box.width * part >= longest; part -= 0.06) {
    const narrower = fill(units, { ...box, width: box.width * part })
    if (narrower.length > widest.length) break
    best = narrower
  }
  return best
}

/** How much more uneven two lines may be where the first then ends with a pause. */
const PAUSE = 0.4

/** Two lines as equal as can be, or parted where a speaker would pause. */
function splitInTwo(units: readonly string[], { width, measure }: CaptionBox): string[] | undefined {
  let best: { lines: string[]; unevenness: number } | undefined
  for (let at = 1; at < units.length; at++) {
    const lines = [units.slice(0, at).join('').trim(), units.slice(at).join('').trim()]
    const [first = 0, second = 0] = lines.map((line) => measure(line))
    if (Math.max(first, second) > width || lines.includes('')) continue
    const isPause = /[\p{P}--[\p{Ps}\p{Pi}\p{Pd}]]$/v.test(lines[0]!)
    const unevenness = Math.abs(first - second) / width - (isPause ? PAUSE : 0)
    if (!best || unevenness < best.unevenness) best = { lines, unevenness }
  }
  return best?.lines
}

function fill(units: readonly string[], { width, measure }: CaptionBox): string[] {
  const lines: string[] = []
  let line = ''
  for (const unit of units) {
    if (measure((line + unit).trimEnd()) <= width) {
      line += unit
      continue
    }
    if (line.trim()) lines.push(line.trim())
    line = ''
    for (const grapheme of measure(unit.trimEnd()) <= width ? [unit] : splitGraphemes(unit)) {
      if (line && measure((line + grapheme).trimEnd()) > width) {
        lines.push(line.trim())
        line = ''
      }
      line += grapheme
    }
  }
  if (line.trim()) lines.push(line.trim())
  return lines
}

/** Drops whole words, or characters where the line is one long word. */
function withEllipsis(line: string, box: CaptionBox): string {
  const { width, measure } = box
  const words = toUnits(line, box)
  const pieces = words.length > 1 ? words : splitGraphemes(line)
  const shown = () => `${pieces.join('').replace(/[\s\p{P}]+$/u, '')}…`
  while (pieces.length > 1 && measure(shown()) > width) pieces.pop()
  return shown()
}
