import { createCanvas, type Canvas } from '@napi-rs/canvas'
import { hashText } from '../random.ts'
import { createPlane, sheet, type Brush, type Sheet, type Stage } from './stage.ts'

const TILE = 256
let paper: Canvas | undefined

/** The tooth of paper: one tile, made once, the same in every picture. */
export function paintPaper(stage: Stage, brush: Brush, strength: number): void {
  paper ??= makePaper()
  const pattern = brush.createPattern(paper, 'repeat')
  const { left, top, wide, tall } = sheet(stage)
  brush.save()
  brush.globalCompositeOperation = 'source-atop'
  brush.globalAlpha = strength
  brush.fillStyle = pattern
  brush.fillRect(left, top, wide, tall)
  brush.restore()
}

function makePaper(): Canvas {
  const canvas = createCanvas(TILE, TILE)
  const brush = canvas.getContext('2d')
  const image = brush.createImageData(TILE, TILE)
  let state = hashText('paper')
  for (let index = 0; index < image.data.length; index += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const grain = (state >>> 24) - 128
    const value = grain > 0 ? 255 : 0
    image.data[index] = value
    image.data[index + 1] = value
    image.data[index + 2] = value
    image.data[index + 3] = Math.abs(grain)
  }
  brush.putImageData(image, 0, 0)
  return canvas
}

/** Wet stone and waxed wood: what stands on the floor, upside down, out of focus, broken by ripples. */
export function paintMirror(
  stage: Stage,
  sheets: { from: Sheet; onto: Sheet; mirror: { from: number; strength: number } },
): void {
  const { from, onto, mirror } = sheets
  const { unit } = stage
  const { left, top, wide, tall, bottom } = sheet(stage)
  const own = createPlane(stage, 1).brush
  own.save()
  own.translate(0, mirror.from)
  own.scale(1, -1.12)
  own.translate(0, -mirror.from)
  own.filter = `blur(${(unit * 0.9).toFixed(2)}px)`
  for (const canvas of [from.canvas, onto.canvas]) own.drawImage(canvas, left, top)
  own.restore()
  own.globalCompositeOperation = 'destination-in'
  const fade = own.createLinearGradient(0, mirror.from, 0, bottom)
  fade.addColorStop(0, 'rgba(0,0,0,0)')
  fade.addColorStop(0.12, 'rgba(0,0,0,1)')
  fade.addColorStop(0.7, 'rgba(0,0,0,0.5)')
  fade.addColorStop(1, 'rgba(0,0,0,0)')
  own.fillStyle = fade
  own.fillRect(left, top, wide, tall)
  const brush = onto.brush
  brush.save()
  brush.beginPath()
  brush.rect(left, mirror.from, wide, bottom - mirror.from)
  brush.clip()
  brush.globalCompositeOperation = 'screen'
  brush.globalAlpha = mirror.strength
  brush.drawImage(own.canvas, left, top)
  brush.restore()
}
