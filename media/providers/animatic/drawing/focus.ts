import { createCanvas } from '@napi-rs/canvas'
import { alpha } from '../colour.ts'
import { createPlane, sheet, type Brush, type Sheet, type Stage } from './stage.ts'
import { glow, type Point, type Spot } from './strokes.ts'

/**
 * Paints with a soft edge. The strokes go to a sheet of their own that is blurred once: a blur for each
 * stroke takes seconds. A strong blur hides that this sheet has half the resolution.
 */
export function softly(stage: Stage, brush: Brush, soft: { blur: number; paint(own: Brush): void }): void {
  const { left, top, wide, tall } = sheet(stage)
  const scale = soft.blur >= 4 ? 0.5 : 1
  const canvas = createCanvas(Math.ceil(wide * scale), Math.ceil(tall * scale))
  const own = canvas.getContext('2d')
  own.scale(scale, scale)
  own.translate(-left, -top)
  own.lineCap = 'round'
  own.lineJoin = 'round'
  soft.paint(own)
  if (scale === 1) {
    brush.save()
    brush.filter = blurOf(soft.blur)
    brush.drawImage(canvas, left, top)
    brush.restore()
    return
  }
  const blurred = createCanvas(canvas.width, canvas.height)
  const lens = blurred.getContext('2d')
  lens.filter = blurOf(soft.blur * scale)
  lens.drawImage(canvas, 0, 0)
  brush.drawImage(blurred, left, top, wide, tall)
}

/** The camera goes nearer: what is behind grows and leaves the focus. */
export function enlarge(
  stage: Stage,
  plane: Sheet,
  view: { zoom: number; blur: number; focus: Point; to: Point },
): Sheet {
  const { left, top, right, bottom, wide, tall } = sheet(stage)
  const { zoom, focus, to } = view
  // Never so far that the edge of the sheet shows.
  const x = Math.min(Math.max(to[0] - focus[0] * zoom, right - right * zoom), left - left * zoom)
  const y = Math.min(Math.max(to[1] - focus[1] * zoom, bottom - bottom * zoom), top - top * zoom)
  const nearer = createPlane(stage, plane.depth)
  const scale = view.blur >= 4 ? 0.5 : 1
  const small = createCanvas(Math.ceil(wide * scale), Math.ceil(tall * scale))
  const own = small.getContext('2d')
  own.scale(scale, scale)
  own.translate(-left, -top)
  own.filter = blurOf(view.blur * scale)
  own.drawImage(plane.canvas, x + left * zoom, y + top * zoom, wide * zoom, tall * zoom)
  nearer.brush.drawImage(small, left, top, wide, tall)
  return nearer
}

/** Out-of-focus lamps become discs. */
export function paintBokeh(stage: Stage, brush: Brush, lamps: readonly Spot[]): void {
  const { palette, unit } = stage
  const random = stage.random.fork('bokeh')
  brush.save()
  brush.globalCompositeOperation = 'screen'
  for (const lamp of lamps) {
    if (lamp.radius <= 0) continue
    glow(brush, { ...lamp, radius: unit * 40 }, { colour: palette.light, strength: 0.5 })
    for (let disc = 0; disc < 3; disc++) {
      const radius = unit * random.between(1.6, 4.6)
      brush.fillStyle = alpha(palette.light, random.between(0.1, 0.3))
      brush.beginPath()
      brush.arc(
        lamp.x + (disc ? random.between(-14, 14) * unit : 0),
        lamp.y + (disc ? random.between(-10, 16) * unit : 0),
        radius,
        0,
        Math.PI * 2,
      )
      brush.fill()
    }
  }
  brush.restore()
}

function blurOf(pixels: number): string {
  return `blur(${pixels.toFixed(2)}px)`
}
