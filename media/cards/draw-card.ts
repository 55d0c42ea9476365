import { type Canvas, createCanvas } from '@napi-rs/canvas'
import type { Card } from '../../nodes/cut/cut.ts'
import { type Brush, drawLines, typeset } from './typeset.ts'

export interface CardFrame {
  readonly width: number
  readonly height: number
}

const looks = {
  title: { title: 10.4, weight: 700, text: 4.1, gap: 5.4, rule: 14 },
  end: { title: 6.2, weight: 500, text: 3.7, gap: 4, rule: 9 },
} as const

/** A title or end card: a few words in the middle of a plain ground, a thin rule between them. */
export async function drawCard(card: Card, { width, height }: CardFrame): Promise<Canvas> {
  const canvas = createCanvas(width, height)
  const brush = canvas.getContext('2d')
  brush.fillStyle = card.ground
  brush.fillRect(0, 0, width, height)
  const look = looks[card.style]
  const unit = Math.min(width, height) / 100
  const room = Math.min(width * 0.8, unit * 118)
  const words = [
    { text: card.title, weight: look.weight, size: look.title * unit, lines: 3, opacity: 1 },
    { text: card.text, weight: 400, size: look.text * unit, lines: 6, opacity: 0.78 },
  ] as const
  const blocks = []
  for (const { text, opacity, ...style } of words) {
    const block = await typeset(brush, text, { ...style, width: room })
    if (block.lines.length > 0) blocks.push({ block, opacity, leading: block.size * 1.36 })
  }

  const gap = look.gap * unit
  const heights = blocks.map(({ block, leading }) => block.lines.length * leading)
  const all = heights.reduce((sum, tall) => sum + tall, 0) + (blocks.length - 1) * 2 * gap
  // The middle as the eye sees it lies a little above the middle.
  let y = height * 0.485 - all / 2
  for (const [index, { block, leading, opacity }] of blocks.entries()) {
    if (index > 0) {
      drawRule(brush, { x: width / 2, y: y + gap, wide: look.rule * unit, thick: unit * 0.3, of: card })
      y += 2 * gap
    }
    brush.fillStyle = inkOn(card.ground, opacity)
    drawLines(brush, block, { x: width / 2, y, leading })
    y += heights[index]!
  }
  return canvas
}

function drawRule(
  brush: Brush,
  { x, y, wide, thick, of }: { x: number; y: number; wide: number; thick: number; of: Card },
): void {
  const tall = Math.max(1, Math.round(thick))
  brush.fillStyle = inkOn(of.ground, 0.42)
  brush.fillRect(Math.round(x - wide / 2), Math.round(y - tall / 2), Math.round(wide), tall)
}

/** Warm white on dark grounds, nearly black on light ones. */
function inkOn(ground: string, opacity: number): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(ground.slice(at, at + 2), 16))
  const isLight = 0.299 * red + 0.587 * green + 0.114 * blue > 140
  return isLight ? `rgba(22,24,28,${opacity})` : `rgba(247,243,235,${opacity})`
}
