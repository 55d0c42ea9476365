import { createCanvas } from '@napi-rs/canvas'
import { alpha, mix } from '../colour.ts'
import { sheet, type Brush, type Stage } from './stage.ts'

export interface Rectangle {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** How light falls on a thing; the rectangle is the span from its lit to its dark side. */
export interface Light extends Rectangle {
  /** How wide the bright edge is, in pixels. */
  readonly rim: number
  /** 0 leaves the colours as they are, 1 is nearly a silhouette. */
  readonly contrast: number
}

/**
 * Draws something on a sheet of its own, gives it a bright edge towards the light and shade on the other
 * side, and lays it on the picture. Nothing outside `bounds` is drawn.
 */
export function paintLit(
  stage: Stage,
  brush: Brush,
  thing: { readonly bounds: Rectangle; readonly light: Light; paint(own: Brush): void },
): void {
  const area = within(stage, thing.bounds)
  if (area.wide < 1 || area.tall < 1) return
  const own = cutSheet(area)
  own.save()
  thing.paint(own)
  own.restore()
  paintRims(stage, own, { area, rim: thing.light.rim })
  paintFall(stage, own, { area, light: thing.light })
  brush.drawImage(own.canvas, area.left, area.top)
}

interface Area {
  readonly left: number
  readonly top: number
  readonly wide: number
  readonly tall: number
}

function within(stage: Stage, bounds: Rectangle): Area {
  const { left, top, right, bottom } = sheet(stage)
  const area = {
    left: Math.floor(Math.max(left, bounds.left)),
    top: Math.floor(Math.max(top, bounds.top)),
    right: Math.ceil(Math.min(right, bounds.right)),
    bottom: Math.ceil(Math.min(bottom, bounds.bottom)),
  }
  return { left: area.left, top: area.top, wide: area.right - area.left, tall: area.bottom - area.top }
}

function cutSheet({ left, top, wide, tall }: Area): Brush {
  const brush = createCanvas(wide, tall).getContext('2d')
  brush.translate(-left, -top)
  brush.lineCap = 'round'
  brush.lineJoin = 'round'
  return brush
}

function paintRims(stage: Stage, own: Brush, { area, rim }: { area: Area; rim: number }): void {
  const { palette, lightSide } = stage
  const { left, top, wide, tall } = area
  // Taken before the first edge is laid on, so that neither shines through the other.
  const edges = [
    { side: lightSide, colour: mix(palette.light, palette.rim, 0.25), width: rim, strength: 0.85 },
    { side: -lightSide, colour: palette.rim, width: rim * 0.5, strength: 0.4 },
  ].map(({ side, colour, width, strength }) => {
    const edge = cutSheet(area)
    edge.drawImage(own.canvas, left, top)
    edge.globalCompositeOperation = 'source-in'
    edge.fillStyle = colour
    edge.fillRect(left, top, wide, tall)
    edge.globalCompositeOperation = 'destination-out'
    edge.filter = `blur(${(width * 0.3).toFixed(2)}px)`
    edge.drawImage(own.canvas, left - side * width, top + width * 0.55)
    return { canvas: edge.canvas, strength }
  })
  own.save()
  own.globalCompositeOperation = 'source-atop'
  for (const { canvas, strength } of edges) {
    own.globalAlpha = strength
    own.drawImage(canvas, left, top)
  }
  own.restore()
}

function paintFall(stage: Stage, own: Brush, { area, light }: { area: Area; light: Light }): void {
  const { palette, lightSide } = stage
  const { contrast, top, bottom } = light
  const [from, to] = lightSide === 1 ? [light.right, light.left] : [light.left, light.right]
  const across = own.createLinearGradient(from, top, to, top + (bottom - top) * 0.3)
  across.addColorStop(0, alpha(palette.light, 0.22 * contrast))
  across.addColorStop(0.4, alpha(palette.light, 0))
  across.addColorStop(0.55, alpha(palette.shade, 0.12 * contrast))
  across.addColorStop(1, alpha(palette.shade, 0.62 * contrast))
  const down = own.createLinearGradient(0, top, 0, bottom)
  down.addColorStop(0.3, alpha(palette.shade, 0))
  down.addColorStop(1, alpha(palette.shade, 0.42 * contrast))
  own.save()
  own.globalCompositeOperation = 'source-atop'
  for (const fill of [across, down]) {
    own.fillStyle = fill
    own.fillRect(area.left, area.top, area.wide, area.tall)
  }
  own.restore()
}
