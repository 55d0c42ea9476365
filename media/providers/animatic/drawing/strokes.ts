import type { CanvasGradient } from '@napi-rs/canvas'
import { alpha, type Colour } from '../colour.ts'
import type { Random } from '../random.ts'
import { sheet, type Brush, type Stage } from './stage.ts'

export type Point = readonly [x: number, y: number]

export interface Spot {
  readonly x: number
  readonly y: number
  readonly radius: number
}

export type Fill = string | CanvasGradient

export function polygon(brush: Brush, points: readonly Point[], fill: Fill): void {
  brush.beginPath()
  for (const [x, y] of points) brush.lineTo(x, y)
  brush.closePath()
  brush.fillStyle = fill
  brush.fill()
}

export function ellipse(
  brush: Brush,
  [x, y, wide, tall]: readonly [number, number, number, number],
  fill: Fill,
): void {
  brush.fillStyle = fill
  brush.beginPath()
  brush.ellipse(x, y, wide, tall, 0, 0, Math.PI * 2)
  brush.fill()
}

export function strokeLines(
  brush: Brush,
  pen: { colour: string; width: number },
  lines: readonly (readonly Point[])[],
): void {
  brush.strokeStyle = pen.colour
  brush.lineWidth = pen.width
  brush.beginPath()
  for (const points of lines) {
    for (const [index, [x, y]] of points.entries()) {
      if (index === 0) brush.moveTo(x, y)
      else brush.lineTo(x, y)
    }
  }
  brush.stroke()
}

/** Paints in units of its own, from a point of its own. */
export function stamp(
  brush: Brush,
  place: { x: number; y: number; size: number; turned?: boolean },
  paint: () => void,
): void {
  brush.save()
  brush.translate(place.x, place.y)
  brush.scale(place.turned ? -place.size : place.size, place.size)
  paint()
  brush.restore()
}

/** Light adds to what is there. */
export function asLight(brush: Brush, paint: () => void): void {
  brush.save()
  brush.globalCompositeOperation = 'screen'
  paint()
  brush.restore()
}

/** Colours from y1 down to y2, evenly spaced. */
export function downward(brush: Brush, [from, to]: Point, colours: readonly string[]): CanvasGradient {
  return spread(brush.createLinearGradient(0, from, 0, to), colours)
}

export function sideways(brush: Brush, [from, to]: Point, colours: readonly string[]): CanvasGradient {
  return spread(brush.createLinearGradient(from, 0, to, 0), colours)
}

function spread(gradient: CanvasGradient, colours: readonly string[]): CanvasGradient {
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

const falloff = [
  [0, 1],
  [0.12, 0.62],
  [0.3, 0.28],
  [0.55, 0.1],
  [0.8, 0.025],
  [1, 0],
] as const

/** Light in air: falls off smoothly to nothing, so that it never shows an edge. */
export function glow(
  brush: Brush,
  spot: Spot,
  light: { colour: Colour; strength: number; flat?: number },
): void {
  const { x, y, radius } = spot
  const gradient = brush.createRadialGradient(0, 0, 0, 0, 0, radius)
  for (const [stop, part] of falloff) gradient.addColorStop(stop, alpha(light.colour, light.strength * part))
  brush.save()
  brush.translate(x, y)
  brush.scale(1, light.flat ?? 1)
  brush.fillStyle = gradient
  brush.fillRect(-radius, -radius, radius * 2, radius * 2)
  brush.restore()
}

/** A horizon of hills across the sheet, and the sheet's lower corners. */
export function ridge(
  stage: Stage,
  shape: { base: number; rise: number; steps: number; random: Random },
): Point[] {
  const { left, right, bottom, wide } = sheet(stage)
  const { base, rise, steps, random } = shape
  const heights = Array.from({ length: steps + 1 }, () => random.next())
  const points: Point[] = [[left, bottom]]
  const pieces = steps * 12
  for (let piece = 0; piece <= pieces; piece++) {
    const at = (piece / pieces) * steps
    const index = Math.min(Math.floor(at), steps - 1)
    const part = at - index
    const eased = part * part * (3 - 2 * part)
    const height = heights[index]! + (heights[index + 1]! - heights[index]!) * eased
    points.push([left + (piece / pieces) * wide, base - (height + random.between(-0.05, 0.05)) * rise])
  }
  points.push([right, bottom])
  return points
}
