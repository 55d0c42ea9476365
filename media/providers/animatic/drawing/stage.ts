import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas'
import type { Palette } from '../palette.ts'
import type { Random } from '../random.ts'
import type { Scene } from '../reading/scene.ts'
import type { Size } from '../size.ts'

export type Brush = SKRSContext2D

/** What everyone who draws in one picture agrees on. Lengths in pixels, the frame begins at 0, 0. */
export interface Stage extends Size {
  readonly scene: Scene
  readonly palette: Palette
  readonly random: Random
  /** Drawn beyond each edge of the frame, seen when the camera moves. */
  readonly bleed: number
  /** A hundredth of the shorter side. */
  readonly unit: number
  /** Where parallel lines meet: the eye of the camera. */
  readonly eye: { readonly x: number; readonly y: number }
  /** The side the stronger light comes from. */
  readonly lightSide: -1 | 1
}

/** One sheet of the picture. A deeper sheet (below 1) moves less than the camera, a nearer one more. */
export interface Plane {
  readonly canvas: Canvas
  readonly depth: number
}

/** A plane that is still being painted. */
export interface Sheet extends Plane {
  readonly brush: Brush
}

export function createPlane(stage: Pick<Stage, 'width' | 'height' | 'bleed'>, depth: number): Sheet {
  const canvas = createCanvas(stage.width + 2 * stage.bleed, stage.height + 2 * stage.bleed)
  const brush = canvas.getContext('2d')
  brush.translate(stage.bleed, stage.bleed)
  brush.lineCap = 'round'
  brush.lineJoin = 'round'
  return { canvas, depth, brush }
}

/** The rectangle that may be painted: the frame and its bleed. */
export function sheet(stage: Pick<Stage, 'width' | 'height' | 'bleed'>) {
  const { width, height, bleed } = stage
  return {
    left: -bleed,
    top: -bleed,
    right: width + bleed,
    bottom: height + bleed,
    wide: width + 2 * bleed,
    tall: height + 2 * bleed,
  }
}

export function opposite(side: -1 | 1): -1 | 1 {
  return side === 1 ? -1 : 1
}
