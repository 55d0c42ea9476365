import { Path2D } from '@napi-rs/canvas'
import type { Brush } from './stage.ts'

/** A drawing as SVG path data. */
export function shape(data: string): Path2D {
  return new Path2D(data)
}

export function fill(brush: Brush, path: Path2D, colour: string): void {
  brush.fillStyle = colour
  brush.fill(path)
}

export function line(brush: Brush, pen: { colour: string; width: number }, data: string): void {
  brush.strokeStyle = pen.colour
  brush.lineWidth = pen.width
  brush.stroke(new Path2D(data))
}
