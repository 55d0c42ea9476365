import { createCanvas, type Canvas } from '@napi-rs/canvas'
import { loadFonts, type FontWeight } from '../../../fonts.ts'
import { tidyCaption, wrapCaption, type CaptionLine } from '../../../cards/wrap-caption.ts'
import { alpha, type Colour } from '../colour.ts'
import type { Size } from '../size.ts'
import type { Brush } from './stage.ts'

/** What is written on a storyboard frame; it stays in place when the picture moves. */
export interface Writing {
  readonly caption: string
  readonly framing: string
  /** 0 means none. */
  readonly shot: number
  readonly shade: Colour
}

const ink: Colour = '#f3efe6'

export async function paintOverlay(size: Size, writing: Writing): Promise<Canvas> {
  const canvas = createCanvas(size.width, size.height)
  const brush = canvas.getContext('2d')
  brush.lineCap = 'butt'
  paintVignette(brush, size, writing.shade)
  const caption = await layOut(brush, size, writing.caption)
  paintCaption(brush, size, { ...caption, shade: writing.shade })
  paintCorners(brush, size)
  await paintSlate(brush, size, writing)
  await paintMark(brush, size)
  return canvas
}

/** The small word that keeps anyone from taking a sketch for a finished shot; always in the same corner. */
export async function paintMark(brush: Brush, size: Size): Promise<void> {
  const unit = unitOf(size)
  const { family } = await loadFonts('ANIMATIC', 500)
  brush.save()
  brush.font = font(500, unit * 2.15, family)
  brush.letterSpacing = `${(unit * 0.42).toFixed(2)}px`
  brush.textBaseline = 'middle'
  const width = brush.measureText('ANIMATIC').width
  const height = unit * 4.3
  const x = size.width - unit * 5.4 - width - unit * 2
  const y = unit * 5.4
  brush.fillStyle = 'rgba(8,9,12,0.62)'
  brush.beginPath()
  brush.roundRect(x - unit * 1.6, y, width + unit * 2.9, height, unit * 0.7)
  brush.fill()
  brush.fillStyle = alpha(ink, 0.88)
  brush.fillText('ANIMATIC', x, y + height * 0.53)
  brush.restore()
}

function paintVignette(brush: Brush, { width, height }: Size, shade: Colour): void {
  const reach = Math.hypot(width, height) / 2
  const vignette = brush.createRadialGradient(
    width / 2,
    height * 0.46,
    reach * 0.42,
    width / 2,
    height * 0.48,
    reach * 1.04,
  )
  vignette.addColorStop(0, alpha(shade, 0))
  vignette.addColorStop(0.6, alpha(shade, 0.2))
  vignette.addColorStop(1, alpha(shade, 0.72))
  brush.fillStyle = vignette
  brush.fillRect(0, 0, width, height)
}

interface Caption {
  readonly lines: readonly CaptionLine[]
  readonly fontSize: number
  readonly family: string
}

/** A long prompt is set a little smaller before it is cut short. */
async function layOut(brush: Brush, size: Size, text: string): Promise<Caption> {
  const { text: drawable, family } = await loadFonts(tidyCaption(text), 500)
  const unit = unitOf(size)
  const tall = size.height > size.width
  let caption: Caption | undefined
  for (const scale of [1, 0.88]) {
    const fontSize = unit * (tall ? 4.6 : 4.2) * scale
    brush.font = font(500, fontSize, family)
    const measure = (line: string) => brush.measureText(line).width
    const most = tall ? (scale === 1 ? 5 : 6) : 3
    const lines = wrapCaption(drawable, { width: size.width - unit * 16, lines: most, measure })
    caption = { lines, fontSize, family }
    if (!lines.at(-1)?.text.endsWith('…')) break
  }
  return caption!
}

function paintCaption(brush: Brush, size: Size, caption: Caption & { shade: Colour }): void {
  const { lines, fontSize, shade } = caption
  const unit = unitOf(size)
  const leading = fontSize * 1.42
  const bottom = size.height - unit * 8.6
  const top = bottom - lines.length * leading
  const scrim = brush.createLinearGradient(0, top - unit * 20, 0, size.height)
  scrim.addColorStop(0, alpha(shade, 0))
  scrim.addColorStop(0.45, alpha(shade, 0.66))
  scrim.addColorStop(1, alpha(shade, 0.94))
  brush.fillStyle = scrim
  brush.fillRect(0, top - unit * 20, size.width, size.height - top + unit * 20)
  if (lines.length === 0) return
  brush.fillStyle = alpha(ink, 0.5)
  const rightToLeft = lines[0]!.rightToLeft
  brush.fillRect(
    rightToLeft ? size.width - unit * 14 : unit * 8,
    top - unit * 2.6,
    unit * 6,
    Math.max(1, unit * 0.22),
  )
  brush.font = font(500, fontSize, caption.family)
  brush.textBaseline = 'alphabetic'
  for (const [index, line] of lines.entries()) {
    const y = top + index * leading + fontSize * 1.04
    brush.direction = line.rightToLeft ? 'rtl' : 'ltr'
    brush.textAlign = line.rightToLeft ? 'right' : 'left'
    const x = line.rightToLeft ? size.width - unit * 8 : unit * 8
    brush.fillStyle = 'rgba(0,0,0,0.45)'
    brush.fillText(line.text, x + unit * 0.14, y + unit * 0.2)
    brush.fillStyle = ink
    brush.fillText(line.text, x, y)
  }
  brush.direction = 'ltr'
  brush.textAlign = 'left'
}

function paintCorners(brush: Brush, { width, height }: Size): void {
  const unit = unitOf({ width, height })
  const inset = unit * 3.2
  const arm = unit * 4
  brush.strokeStyle = alpha(ink, 0.55)
  brush.lineWidth = Math.max(1, unit * 0.24)
  for (const [x, y, right, down] of [
    [inset, inset, 1, 1],
    [width - inset, inset, -1, 1],
    [inset, height - inset, 1, -1],
    [width - inset, height - inset, -1, -1],
  ] as const) {
    brush.beginPath()
    brush.moveTo(x + right * arm, y)
    brush.lineTo(x, y)
    brush.lineTo(x, y + down * arm)
    brush.stroke()
  }
}

async function paintSlate(brush: Brush, size: Size, { framing, shot }: Writing): Promise<void> {
  const unit = unitOf(size)
  const slate = `SHOT ${shot}`
  const { family } = await loadFonts(`${framing}${slate}`, 700)
  const height = unit * 4.3
  const y = unit * 5.4
  let x = unit * 5.4
  brush.save()
  brush.textBaseline = 'middle'
  brush.font = font(700, unit * 2.5, family)
  brush.letterSpacing = `${(unit * 0.2).toFixed(2)}px`
  const width = brush.measureText(framing).width + unit * 2.6
  brush.fillStyle = alpha(ink, 0.92)
  brush.beginPath()
  brush.roundRect(x, y, width, height, unit * 0.7)
  brush.fill()
  brush.fillStyle = '#16181c'
  brush.fillText(framing, x + unit * 1.4, y + height * 0.53)
  x += width + unit * 1.6
  if (shot > 0) {
    brush.fillStyle = 'rgba(8,9,12,0.62)'
    brush.beginPath()
    brush.roundRect(x, y, brush.measureText(slate).width + unit * 2.8, height, unit * 0.7)
    brush.fill()
    brush.fillStyle = alpha(ink, 0.92)
    brush.fillText(slate, x + unit * 1.5, y + height * 0.53)
  }
  brush.restore()
}

function font(weight: FontWeight, pixels: number, family: string): string {
  return `${weight} ${pixels.toFixed(2)}px ${family}`
}

function unitOf({ width, height }: Size): number {
  return Math.min(width, height) / 100
}
