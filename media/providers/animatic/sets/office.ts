import { alpha, darker, lighter, mix } from '../colour.ts'
import { softly } from '../drawing/focus.ts'
import { fill, shape } from '../drawing/paths.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import { asLight, band, glow, stamp, strokeLines, type Spot } from '../drawing/strokes.ts'
import type { Setting } from './setting.ts'
import { paintOutside, paintWindow } from './window.ts'

/** A high office: glass from wall to wall over the city, a desk with a screen. */
export const office: Setting = (stage, { back, set, front }) => {
  const { width, height, unit, lightSide } = stage
  paintOutside(stage, back, 'high')
  const floor = height * 0.66
  paintShell(stage, set, floor)
  const glass = { left: width * 0.07, top: height * 0.13, wide: width * 0.86, tall: floor - height * 0.19 }
  paintWindow(stage, set, { ...glass, columns: width > height ? 5 : 3, rows: 1 })
  const lamps = [0.26, 0.74].map((part) =>
    paintCeilingLight(stage, set, { x: width * part, y: height * 0.065 }),
  )
  lamps.push(paintDesk(stage, set, { x: width * (0.5 - lightSide * 0.22), floor }))
  paintPlant(stage, front)
  const tall = height * 0.36
  const x = width * (0.5 + lightSide * 0.16)
  return {
    lamps,
    mark: { x, feet: height * 0.735, tall },
    beside: { x: x - lightSide * tall * 0.5, feet: height * 0.75, tall },
    view: [width * 0.5, height * 0.4],
    mirror: { from: floor + unit, strength: 0.16 },
  }
}

function paintShell(stage: Stage, brush: Brush, floor: number): void {
  const { palette, eye, unit } = stage
  const { top, bottom } = sheet(stage)
  const wall = mix(palette.far, '#4a5058', 0.5)
  band(brush, stage, { from: top, to: floor, colours: [darker(wall, 0.16), darker(wall, 0.06), wall] })
  const carpet = [mix(palette.ground, '#3f4650', 0.5), darker(palette.ground, 0.02), palette.near]
  band(brush, stage, { from: floor, to: bottom, colours: carpet })
  const tiles = Array.from({ length: 19 }, (_, index) => {
    const line = (index - 9) * unit
    return [
      [eye.x + line * 12, floor],
      [eye.x + line * 40, bottom],
    ] as const
  })
  strokeLines(brush, { colour: alpha(palette.shade, 0.26), width: unit * 0.24 }, tiles)
}

function paintCeilingLight(stage: Stage, brush: Brush, { x, y }: { x: number; y: number }): Spot {
  const { palette, unit, scene } = stage
  const lit = scene.hour !== 'day'
  if (lit) {
    const air = { x, y, radius: unit * 56 }
    asLight(brush, () => glow(brush, air, { colour: palette.light, strength: 0.4, flat: 0.7 }))
  }
  const tube = lit ? mix(palette.light, '#ffffff', 0.5) : palette.low
  stamp(brush, { x, y, size: unit }, () => fill(brush, shape('M-11-1.2L11-1.2L9 1L-9 1Z'), tube))
  return { x, y, radius: lit ? unit * 3 : 0 }
}

function paintDesk(stage: Stage, brush: Brush, { x, floor }: { x: number; floor: number }): Spot {
  const { palette, unit, scene, lightSide } = stage
  const top = floor - unit * 9
  const wood = mix(palette.near, '#3a2b22', 0.35)
  const cool = mix('#9fc0d8', palette.rim, 0.4)
  const screen = { x: x - lightSide * unit * 5, y: top - unit * 9 }
  asLight(brush, () =>
    glow(
      brush,
      { ...screen, radius: unit * 34 },
      { colour: cool, strength: scene.hour === 'day' ? 0.16 : 0.5 },
    ),
  )
  stamp(brush, { x, y: top, size: unit, turned: lightSide === -1 }, () => {
    fill(brush, shape('M-26 17L26 17L26 19.2L-26 19.2Z'), alpha(palette.shade, 0.6))
    fill(brush, shape('M-23 1L23 1L23 18L-23 18Z'), darker(wood, 0.03))
    fill(brush, shape('M-26 0L26 0L26 2.4L-26 2.4Z'), wood)
    fill(brush, shape('M-26 0L26 0L26 .5L-26 .5Z'), lighter(wood, 0.12))
    fill(brush, shape('M12-1.6L21-1.6L22 0L12.6 0Z'), mix(palette.low, '#e8e4d8', 0.5))
    fill(brush, shape('M-15-15L5-15L5-2.6L-3.8-2.6L-3.8 0L-6.2 0L-6.2-2.6L-15-2.6Z'), palette.shade)
    fill(brush, shape('M-14.3-14.3L4.3-14.3L4.3-3.3L-14.3-3.3Z'), alpha(cool, 0.85))
    const lines = shape('M-12.6-12.4h9v.8h-9ZM-12.6-10.2h13v.8h-13ZM-12.6-8h7v.8h-7ZM-12.6-5.8h11v.8h-11Z')
    fill(brush, lines, alpha(palette.middle, 0.55))
  })
  return { ...screen, radius: unit * 3 }
}

function paintPlant(stage: Stage, brush: Brush): void {
  const { palette, width, height, unit, lightSide } = stage
  const paint = (own: Brush) => {
    for (const [turn, long] of [
      [-0.5, 30],
      [-0.1, 40],
      [0.3, 44],
      [0.7, 36],
      [1.1, 26],
    ] as const) {
      const x = lightSide === 1 ? -unit * 2 : width + unit * 2
      stamp(own, { x, y: height * 0.84, size: unit, turned: lightSide === -1 }, () => {
        own.rotate(turn)
        fill(own, shape(`M-1.4 0Q-6 ${-long * 0.55} 0 ${-long}Q6 ${-long * 0.55} 1.4 0Z`), palette.shade)
      })
    }
  }
  softly(stage, brush, { blur: unit * 0.7, paint })
}
