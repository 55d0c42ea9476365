import type { SKRSContext2D } from '@napi-rs/canvas'
import { type FontWeight, loadFonts } from '../fonts.ts'
import { type CaptionLine, tidyCaption, wrapCaption } from './wrap-caption.ts'

export type Brush = SKRSContext2D

export interface TextStyle {
  readonly weight: FontWeight
  /** Pixels. */
  readonly size: number
  readonly width: number
  /** How many lines there may be. */
  readonly lines: number
}

export interface TextBlock {
  readonly lines: readonly CaptionLine[]
  readonly font: string
  readonly size: number
  /** Of its longest line. */
  readonly width: number
}

/** Before words are left out they are set smaller, down to what can still be read. */
const SCALES = [1, 0.88, 0.76, 0.66]

/** Breaks a text into the lines it is drawn in. Nothing that a person wrote is ever split inside a word. */
export async function typeset(brush: Brush, written: string, style: TextStyle): Promise<TextBlock> {
  const { text, family } = await loadFonts(tidyCaption(written), style.weight)
  const measure = (line: string) => brush.measureText(line).width
  let block: TextBlock | undefined
  for (const scale of SCALES) {
    const size = style.size * scale
    const font = `${style.weight} ${size.toFixed(2)}px ${family}`
    brush.font = font
    const lines = wrapCaption(text, { width: style.width, lines: style.lines, measure, wholeWords: true })
    block = { lines, font, size, width: Math.max(0, ...lines.map((line) => measure(line.text))) }
    if (!lines.at(-1)?.text.endsWith('…') || text.endsWith('…')) break
  }
  return block!
}

export interface LinesPlace {
  readonly x: number
  readonly y: number
  readonly leading: number
  /** Only their outlines. */
  readonly stroked?: true
}

/** Draws each line centred around `x`, the first one's top at `y`. */
export function drawLines(brush: Brush, block: TextBlock, { x, y, leading, stroked }: LinesPlace): void {
  const draw = stroked ? 'strokeText' : 'fillText'
  brush.save()
  brush.font = block.font
  brush.textAlign = 'center'
  brush.textBaseline = 'alphabetic'
  for (const [index, line] of block.lines.entries()) {
    brush.direction = line.rightToLeft ? 'rtl' : 'ltr'
    // Where the letters of our fonts stand in the middle of their line.
    const baseline = y + (index + 0.5) * leading + block.size * 0.36
    brush[draw](line.text, x, baseline)
  }
  brush.restore()
}
