import { alpha, darker, lighter, mix } from '../colour.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import { band, polygon, ridge } from '../drawing/strokes.ts'
import type { Backdrop } from './setting.ts'

/** How far away people are in a landscape that begins at `ground`: tiny, or near enough to be recognised. */
export function standing(stage: Stage, ground: number): Pick<Backdrop, 'mark' | 'beside'> {
  const { width, height, eye, lightSide, scene } = stage
  const tall = height * (scene.framing === 'EWS' ? 0.13 : width > height ? 0.36 : 0.25)
  const feet = Math.min(Math.max(eye.y + tall * 1.02, ground + tall * 0.22), height * 0.76)
  const x = width * (0.5 - lightSide * 0.13)
  return {
    mark: { x, feet, tall },
    beside: { x: x + lightSide * tall * 0.52, feet: feet + tall * 0.03, tall: tall * 1.02 },
  }
}

/** Bare ground from a line down to the lens, lit along its edge. */
export function openGround(
  stage: Stage,
  brush: Brush,
  shape: { from: number; roughness: number },
): Pick<Backdrop, 'mark' | 'beside'> {
  const { palette, height, unit } = stage
  const { bottom, left, right } = sheet(stage)
  const random = stage.random.fork('open ground')
  const points = ridge(stage, { base: shape.from, rise: height * shape.roughness, steps: 5, random })
  const fill = brush.createLinearGradient(0, shape.from, 0, bottom)
  fill.addColorStop(0, mix(palette.ground, palette.low, 0.28))
  fill.addColorStop(0.3, palette.ground)
  fill.addColorStop(1, palette.near)
  polygon(brush, points, fill)
  for (let tuft = 0; tuft < 120; tuft++) {
    const down = random.next()
    const x = left + random.next() * (right - left)
    const y = shape.from + height * shape.roughness + (bottom - shape.from) * down ** 1.4
    const size = unit * (0.5 + down * 3)
    brush.strokeStyle = alpha(
      random.chance(0.6) ? darker(palette.ground, 0.09) : lighter(palette.ground, 0.05),
      0.5,
    )
    brush.lineWidth = unit * (0.12 + down * 0.22)
    brush.beginPath()
    for (const lean of [-0.5, 0, 0.45]) {
      brush.moveTo(x, y)
      brush.quadraticCurveTo(
        x + lean * size * 0.3,
        y - size * 0.7,
        x + lean * size,
        y - size * random.between(0.8, 1.3),
      )
    }
    brush.stroke()
  }
  return standing(stage, shape.from)
}

/** Snow on the ground, and what is left of the light on it. */
export function paintSnow(stage: Stage, brush: Brush, from: number): void {
  if (stage.scene.weather !== 'snow') return
  const white = mix(stage.palette.rim, stage.palette.low, 0.35)
  band(brush, stage, {
    from,
    to: sheet(stage).bottom,
    colours: [alpha(white, 0.66), alpha(white, 0.4), alpha(white, 0.12)],
  })
}
