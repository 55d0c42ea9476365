import { alpha, type Colour } from '../colour.ts'
import type { Random } from '../random.ts'
import { sheet, type Brush, type Stage } from './stage.ts'

export type Point = readonly [x: number, y: number]

export interface Spot {
  readonly x: number
  readonly y: number
  readonly radius: number
}

export function polygon(brush: Brush, points: readonly Point[], fill: string | CanvasGradient): void {
  brush.beginPath()
  for (const [x, y] of points) brush.lineTo(x, y)
  brush.closePath()
  brush.fillStyle = fill
  brush.fill()
}

type CanvasGradient = ReturnType<Brush['createLinearGradient']>

/** Colours from y1 down to y2, evenly spaced. */
export function downward(
  brush: Brush,
  span: readonly [y1: number, y2: number],
  colours: readonly string[],
): CanvasGradient {
  const gradient = brush.createLinearGradient(0, span[0], 0, span[1])
  for (const [index, colour] of colours.entries()) gradient.addColorStop(index / (colours.length - 1), colour)
  return gradient
}

export function sideways(
  brush: Brush,
  span: readonly [x1: number, x2: number],
  colours: readonly string[],
): CanvasGradient {
  const gradient = brush.createLinearGradient(span[0], 0, span[1], 0)
  for (const [index, colour] of colours.entries()) gradient.addColorStop(index / (colours.length - 1), colour)
  return gradient
}

/** A whole band across the sheet. */
export function band(
  brush: Brush,
  stage: Stage,
  fill: { from: number; to: number; colours: readonly string[] },
): void {
  const { left, wide } = sheet(stage)
  brush.fillStyle = downward(brush, [fill.from, fill.to], fill.colours)
  brush.fillRect(left, fill.from, wide, fill.to - fill.from)
}

/** Light in air: falls off smoothly to nothing, so that it never shows an edge. */
export function glow(
  brush: Brush,
  spot: Spot,
  light: { colour: Colour; strength: number; flat?: number },
): void {
  const { x, y, radius } = spot
  const gradient = brush.createRadialGradient(0, 0, 0, 0, 0, radius)
  for (const [stop, part] of [
    [0, 1],
    [0.12, 0.62],
    [0.3, 0.28],
    [0.55, 0.1],
    [0.8, 0.025],
    [1, 0],
  ] as const) {
    gradient.addColorStop(stop, alpha(light.colour, light.strength * part))
  }
  brush.save()
  brush.translate(x, y)
  brush.scale(1, light.flat ?? 1)
  brush.fillStyle = gradient
  brush.fillRect(-radius, -radius, radius * 2, radius * 2)
  brush.restore()
}

/** A horizon of hills: points from left to right, rough by the given amount. */
export function ridge(
  stage: Stage,
  shape: { base: number; rise: number; steps: number; random: Random },
): Point[] {
  const { left, right, bottom, wide } = sheet(stage)
  const { base, rise, steps, random } = shape
  const heights = Array.from({ length: steps + 1 }, () => random.between(0, 1))
  const points: Point[] = [[left, bottom]]
  const pieces = steps * 12
  for (let piece = 0; piece <= pieces; piece++) {
    const at = (piece / pieces) * steps
    const index = Math.min(Math.floor(at), steps - 1)
    const part = at - index
    const eased = part * part * (3 - 2 * part)
    const height = heights[index]! + (heights[index + 1]! - heights[index]!) * eased
    const rough = random.between(-0.05, 0.05)
    points.push([left + (piece / pieces) * wide, base - (height + rough) * rise])
  }
  points.push([right, bottom])
  return points
}
