import { alpha, darker, lighter, mix } from '../colour.ts'
import { softly } from '../drawing/focus.ts'
import { fill, line, shape } from '../drawing/paths.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import { asLight, band, downward, glow, stamp, type Spot } from '../drawing/strokes.ts'
import type { Setting } from './setting.ts'
import { paintCurtain, paintOutside, paintWindow } from './window.ts'

/** A ward: a bed, a drip, a curtain half drawn before the window. */
export const hospital: Setting = (stage, { back, set, front }) => {
  const { width, height, lightSide, unit, palette, scene } = stage
  paintOutside(stage, back)
  const floor = height * 0.66
  const windowX = width * (0.5 + lightSide * 0.22)
  const bedX = width * (0.5 - lightSide * 0.2)
  const wide = Math.min(width * 0.42, height * 0.36)
  paintShell(stage, set, floor)
  const pane = { left: windowX - wide / 2, top: height * 0.17, wide, tall: height * 0.3 }
  paintWindow(stage, set, { ...pane, columns: 2, rows: 1 })
  paintLightOnFloor(stage, set, { x: windowX, floor })
  const lamp = paintBedLight(stage, set, { x: bedX, y: height * 0.3 })
  paintBed(stage, set, { x: bedX, floor })
  paintDrip(stage, set, { x: width * (0.5 + lightSide * 0.02), floor })
  const cloth = mix(palette.near, '#6f8f8a', 0.3)
  paintCurtain(stage, front, [lighter(cloth, 0.03), darker(cloth, 0.04)])
  const tall = height * 0.38
  return {
    lamps: [lamp, { x: windowX, y: height * 0.3, radius: scene.hour === 'night' ? 0 : unit * 3 }],
    mark: { x: windowX, feet: height * 0.75, tall },
    beside: { x: windowX - lightSide * tall * 0.48, feet: height * 0.765, tall },
    view: [windowX, height * 0.31],
    mirror: { from: floor + unit, strength: 0.16 },
  }
}

function paintShell(stage: Stage, brush: Brush, floor: number): void {
  const { palette, unit, scene } = stage
  const { top, bottom, left, wide } = sheet(stage)
  const wall = mix(palette.far, '#9db0ac', scene.hour === 'night' ? 0.22 : 0.42)
  band(brush, stage, { from: top, to: floor, colours: [darker(wall, 0.12), wall, lighter(wall, 0.03)] })
  brush.fillStyle = alpha(mix('#5f8580', palette.middle, 0.4), 0.5)
  brush.fillRect(left, floor - unit * 24, wide, unit * 24)
  brush.fillStyle = alpha(palette.shade, 0.25)
  brush.fillRect(left, floor - unit * 25, wide, unit)
  const tiles = [mix(palette.ground, '#8a9a98', 0.35), palette.ground, palette.near]
  band(brush, stage, { from: floor, to: bottom, colours: tiles })
}

function paintLightOnFloor(stage: Stage, brush: Brush, { x, floor }: { x: number; floor: number }): void {
  const { palette, unit, lightSide, scene } = stage
  const colour = alpha(palette.rim, scene.hour === 'night' ? 0.14 : 0.4)
  const paint = (own: Brush) =>
    stamp(own, { x, y: floor, size: unit, turned: lightSide === 1 }, () =>
      fill(own, shape('M-3.4 0L16.6 0L36 18L10 18Z'), colour),
    )
  asLight(brush, () => softly(stage, brush, { blur: unit, paint }))
}

function paintBedLight(stage: Stage, brush: Brush, { x, y }: { x: number; y: number }): Spot {
  const { palette, unit, scene } = stage
  const lit = scene.hour !== 'day'
  if (lit) {
    const air = { x, y: y + unit * 4, radius: unit * 62 }
    asLight(brush, () => glow(brush, air, { colour: palette.light, strength: 0.5 }))
  }
  stamp(brush, { x, y, size: unit }, () => {
    fill(brush, shape('M-12-1L12-1L12 2L-12 2Z'), darker(palette.far, 0.06))
    const tube = lit ? mix(palette.light, '#ffffff', 0.6) : lighter(palette.low, 0.04)
    fill(brush, shape('M-11 1L11 1L11 2.4L-11 2.4Z'), tube)
  })
  return { x, y, radius: lit ? unit * 3 : 0 }
}

function paintBed(stage: Stage, brush: Brush, { x, floor }: { x: number; floor: number }): void {
  const { palette, unit, lightSide, scene } = stage
  const linen = mix('#dfe4e0', palette.low, scene.hour === 'night' ? 0.5 : 0.25)
  const steel = mix(palette.near, '#8a9294', 0.3)
  stamp(brush, { x, y: floor - unit * 9, size: unit, turned: lightSide === -1 }, () => {
    fill(brush, shape('M-28 16.4L28 16.4L28 18.4L-28 18.4Z'), alpha(palette.shade, 0.5))
    line(brush, { colour: steel, width: 1.2 }, 'M-26-13L-26 17M26-6L26 17M-26-13L-20-13')
    brush.fillStyle = downward(brush, [-6, 13], [linen, darker(linen, 0.2)])
    brush.fill(shape('M-26 0Q0-5 26 0L26 12Q0 15-26 12Z'))
    fill(brush, shape('M-25-3C-25-7-9-7-9-3.6C-9 0-25 0-25-3Z'), lighter(linen, 0.04))
    const folds = 'M-12 1Q-10.6 6-12.6 12M-4 1Q-2.6 6-4.6 12M6 1Q7.4 6 5.4 12M15 1Q16.4 6 14.4 12'
    line(brush, { colour: alpha(palette.shade, 0.2), width: 0.4 }, folds)
  })
}

function paintDrip(stage: Stage, brush: Brush, { x, floor }: { x: number; floor: number }): void {
  const { palette, unit } = stage
  const steel = mix(palette.near, '#a4adb0', 0.45)
  stamp(brush, { x, y: floor, size: unit }, () => {
    line(brush, { colour: steel, width: 0.6 }, 'M0 6L0-36M-4-36L4-36M-5 7L5 7')
    const bag = shape(
      'M-4.8-35L-2.2-35C-1.4-35-1.4-34-1.4-33L-1.4-29C-1.4-27-5.6-27-5.6-29L-5.6-33C-5.6-34-5.6-35-4.8-35Z',
    )
    fill(brush, bag, alpha(mix('#dfe9e4', palette.rim, 0.4), 0.7))
    line(brush, { colour: alpha(palette.rim, 0.4), width: 0.24 }, 'M-3.5-27C-3-14-9-16-12-11')
  })
}
