import { type Canvas, createCanvas } from '@napi-rs/canvas'
import type { Captions } from '../../nodes/cut/cut.ts'
import { type Brush, drawLines, type LinesPlace, type TextBlock, typeset } from './typeset.ts'

export interface CaptionFrame {
  readonly width: number
  readonly height: number
}

/** A picture with a transparent ground, and where its left upper corner lies in the frame. All even. */
export interface DrawnCaption {
  readonly canvas: Canvas
  readonly x: number
  readonly y: number
}

/** Kept free at every edge, of the frame's height: where players and phones put things of their own. */
const MARGIN = 0.03
const LEADING = 1.32

/** Words over a picture, in one of three styles. Undefined where nothing of them can be drawn. */
export async function drawCaption(
  text: string,
  { style, size, bottom }: Pick<Captions, 'style' | 'size' | 'bottom'>,
  frame: CaptionFrame,
): Promise<DrawnCaption | undefined> {
  const isTall = frame.height > frame.width
  const block = await typeset(createCanvas(1, 1).getContext('2d'), text, {
    weight: style === 'outline' ? 700 : 500,
    size: size * frame.height,
    width: frame.width * (isTall ? 0.84 : 0.78),
    lines: isTall ? 3 : 2,
  })
  if (block.lines.length === 0) return undefined
  const leading = block.size * LEADING
  // Outlines, shadows and the box reach beyond the letters.
  const around = Math.ceil(block.size * 0.6)
  const tall = block.lines.length * leading
  const width = even(block.width + 2 * around)
  const height = even(tall + 2 * around)
  const canvas = createCanvas(width, height)
  const place = { x: width / 2, y: around, leading }
  painters[style](canvas.getContext('2d'), block, place)
  const lowest = frame.height * (1 - MARGIN) - tall
  const top = Math.max(frame.height * MARGIN, Math.min(lowest, frame.height * bottom - tall))
  return { canvas, x: even((frame.width - width) / 2), y: even(top - around) }
}

type Paint = (brush: Brush, block: TextBlock, place: LinesPlace) => void

const ink = '#ffffff'

const painters: Readonly<Record<Captions['style'], Paint>> = {
  plain(brush, block, place) {
    brush.fillStyle = ink
    // Twice: a wide shadow for busy pictures, and a close one for bright ones.
    for (const [blur, strength] of [
      [0.34, 0.7],
      [0.1, 0.85],
    ] as const) {
      brush.shadowColor = `rgba(0,0,0,${strength})`
      brush.shadowBlur = block.size * blur
      brush.shadowOffsetY = block.size * 0.035
      drawLines(brush, block, place)
    }
  },

  outline(brush, block, place) {
    brush.lineJoin = 'round'
    brush.strokeStyle = 'rgba(9,10,13,0.95)'
    brush.lineWidth = block.size * 0.19
    brush.shadowColor = 'rgba(0,0,0,0.45)'
    brush.shadowBlur = block.size * 0.16
    brush.shadowOffsetY = block.size * 0.05
    drawLines(brush, block, { ...place, stroked: true })
    brush.shadowColor = 'transparent'
    brush.fillStyle = ink
    drawLines(brush, block, place)
  },

  box(brush, block, place) {
    const { size, width, lines } = block
    const [beside, above] = [size * 0.5, size * 0.14]
    brush.fillStyle = 'rgba(10,11,14,0.68)'
    brush.beginPath()
    brush.roundRect(
      place.x - width / 2 - beside,
      place.y - above,
      width + 2 * beside,
      lines.length * place.leading + 2 * above,
      size * 0.3,
    )
    brush.fill()
    brush.fillStyle = ink
    drawLines(brush, block, place)
  },
}

function even(length: number): number {
  return Math.round(length / 2) * 2
}
