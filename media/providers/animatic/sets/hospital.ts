import { alpha, darker, lighter, mix } from '../colour.ts'
import { softly } from '../drawing/focus.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import { band, glow, polygon, type Spot } from '../drawing/strokes.ts'
import type { Setting } from './setting.ts'
import { paintSky } from './sky.ts'
import { outsideOf, paintTownOutside, paintWindow } from './window.ts'

/** A ward: a bed, a drip, a monitor, a curtain half drawn before the window. */
export const hospital: Setting = (stage, { back, set, front }) => {
  const { width, height, lightSide, unit } = stage
  const outside = outsideOf(stage)
  paintSky(outside, back)
  paintTownOutside(outside, back)
  const floor = height * 0.66
  paintShell(stage, set, floor)
  const wide = Math.min(width * 0.42, height * 0.36)
  const windowX = width * (0.5 + lightSide * 0.22)
  paintWindow(stage, set, { left: windowX - wide / 2, top: height * 0.17, wide, tall: height * 0.3 }, [2, 1])
  paintDaylight(stage, set, { x: windowX, floor })
  const lamp = paintBedLight(stage, set, { x: width * (0.5 - lightSide * 0.2), y: height * 0.3 })
  paintBed(stage, set, { x: width * (0.5 - lightSide * 0.2), floor })
  paintDrip(stage, set, { x: width * (0.5 + lightSide * 0.02), floor })
  paintCurtain(stage, front)
  const tall = height * 0.38
  const x = width * (0.5 + lightSide * 0.22)
  return {
    lamps: [lamp, { x: windowX, y: height * 0.3, radius: stage.scene.hour === 'night' ? 0 : unit * 3 }],
    mark: { x, feet: height * 0.75, tall },
    beside: { x: x - lightSide * tall * 0.48, feet: height * 0.765, tall },
    view: [windowX, height * 0.31],
    mirror: { from: floor + unit, strength: 0.16 },
  }
}

function paintShell(stage: Stage, brush: Brush, floor: number): void {
  const { palette, unit } = stage
  const { top, bottom, left, wide } = sheet(stage)
  const wall = mix(palette.far, '#9db0ac', stage.scene.hour === 'night' ? 0.22 : 0.42)
  band(brush, stage, { from: top, to: floor, colours: [darker(wall, 0.12), wall, lighter(wall, 0.03)] })
  brush.fillStyle = alpha(mix('#5f8580', palette.middle, 0.4), 0.5)
  brush.fillRect(left, floor - unit * 24, wide, unit * 24)
  brush.fillStyle = alpha(palette.shade, 0.25)
  brush.fillRect(left, floor - unit * 25, wide, unit)
  band(brush, stage, {
    from: floor,
    to: bottom,
    colours: [mix(palette.ground, '#8a9a98', 0.35), palette.ground, palette.near],
  })
}

function paintDaylight(stage: Stage, brush: Brush, at: { x: number; floor: number }): void {
  const { palette, unit, lightSide, scene } = stage
  brush.save()
  brush.globalCompositeOperation = 'screen'
  brush.filter = `blur(${unit.toFixed(2)}px)`
  const shift = -lightSide * unit * 22
  polygon(
    brush,
    [
      [at.x - unit * 10 + shift * 0.3, at.floor],
      [at.x + unit * 10 + shift * 0.3, at.floor],
      [at.x + unit * 14 + shift, at.floor + unit * 18],
      [at.x - unit * 12 + shift, at.floor + unit * 18],
    ],
    alpha(palette.rim, scene.hour === 'night' ? 0.14 : 0.4),
  )
  brush.restore()
}

function paintBedLight(stage: Stage, brush: Brush, { x, y }: { x: number; y: number }): Spot {
  const { palette, unit, scene } = stage
  const on = scene.hour !== 'day'
  if (on) {
    brush.save()
    brush.globalCompositeOperation = 'screen'
    glow(brush, { x, y: y + unit * 4, radius: unit * 62 }, { colour: palette.light, strength: 0.5 })
    brush.restore()
  }
  brush.fillStyle = darker(palette.far, 0.06)
  brush.fillRect(x - unit * 12, y - unit, unit * 24, unit * 3)
  brush.fillStyle = on ? mix(palette.light, '#ffffff', 0.6) : lighter(palette.low, 0.04)
  brush.fillRect(x - unit * 11, y + unit, unit * 22, unit * 1.4)
  return { x, y, radius: on ? unit * 3 : 0 }
}

function paintBed(stage: Stage, brush: Brush, { x, floor }: { x: number; floor: number }): void {
  const { palette, unit, lightSide } = stage
  const top = floor - unit * 9
  const sheetColour = mix('#dfe4e0', palette.low, stage.scene.hour === 'night' ? 0.5 : 0.25)
  const out = -lightSide
  brush.fillStyle = alpha(palette.shade, 0.5)
  brush.fillRect(x - unit * 28, floor + unit * 7.4, unit * 56, unit * 2)
  brush.strokeStyle = mix(palette.near, '#8a9294', 0.3)
  brush.lineWidth = unit * 1.2
  brush.beginPath()
  for (const side of [-26, 26]) {
    brush.moveTo(x + side * unit, top - unit * (side * out > 0 ? 13 : 6))
    brush.lineTo(x + side * unit, floor + unit * 8)
  }
  brush.moveTo(x + out * unit * 26, top - unit * 13)
  brush.lineTo(x + out * unit * 20, top - unit * 13)
  brush.stroke()
  const linen = brush.createLinearGradient(0, top - unit * 6, 0, floor + unit * 4)
  linen.addColorStop(0, sheetColour)
  linen.addColorStop(1, darker(sheetColour, 0.2))
  brush.fillStyle = linen
  brush.beginPath()
  brush.moveTo(x - unit * 26, top)
  brush.quadraticCurveTo(x, top - unit * 5, x + unit * 26, top)
  brush.lineTo(x + unit * 26, floor + unit * 3)
  brush.quadraticCurveTo(x, floor + unit * 6, x - unit * 26, floor + unit * 3)
  brush.fill()
  brush.fillStyle = lighter(sheetColour, 0.04)
  brush.beginPath()
  brush.ellipse(x + out * unit * 17, top - unit * 3.4, unit * 8, unit * 3.2, out * 0.16, 0, Math.PI * 2)
  brush.fill()
  brush.strokeStyle = alpha(palette.shade, 0.2)
  brush.lineWidth = unit * 0.4
  brush.beginPath()
  for (const fold of [-12, -4, 6, 15]) {
    brush.moveTo(x + fold * unit, top + unit)
    brush.quadraticCurveTo(x + (fold + 1.4) * unit, top + unit * 6, x + (fold - 0.6) * unit, floor + unit * 3)
  }
  brush.stroke()
}

function paintDrip(stage: Stage, brush: Brush, { x, floor }: { x: number; floor: number }): void {
  const { palette, unit } = stage
  brush.strokeStyle = mix(palette.near, '#a4adb0', 0.45)
  brush.lineWidth = unit * 0.6
  brush.beginPath()
  brush.moveTo(x, floor + unit * 6)
  brush.lineTo(x, floor - unit * 36)
  brush.moveTo(x - unit * 4, floor - unit * 36)
  brush.lineTo(x + unit * 4, floor - unit * 36)
  brush.moveTo(x - unit * 5, floor + unit * 7)
  brush.lineTo(x + unit * 5, floor + unit * 7)
  brush.stroke()
  brush.fillStyle = alpha(mix('#dfe9e4', palette.rim, 0.4), 0.7)
  brush.beginPath()
  brush.roundRect(x - unit * 5.6, floor - unit * 35, unit * 4.2, unit * 8, unit)
  brush.fill()
  brush.strokeStyle = alpha(palette.rim, 0.4)
  brush.lineWidth = unit * 0.24
  brush.beginPath()
  brush.moveTo(x - unit * 3.5, floor - unit * 27)
  brush.bezierCurveTo(
    x - unit * 3,
    floor - unit * 14,
    x - unit * 9,
    floor - unit * 16,
    x - unit * 12,
    floor - unit * 11,
  )
  brush.stroke()
}

function paintCurtain(stage: Stage, brush: Brush): void {
  const { palette, width, unit, lightSide } = stage
  const { top, bottom } = sheet(stage)
  const x = lightSide === 1 ? width : 0
  const inward = -lightSide
  const cloth = mix(palette.near, '#6f8f8a', 0.3)
  softly(stage, brush, {
    blur: unit * 0.9,
    paint(own) {
      for (const [from, to, tone] of [
        [9, 5, 0.03],
        [6, 2, -0.02],
        [3, -40, 0.01],
      ] as const) {
        polygon(
          own,
          [
            [x + inward * unit * from, top],
            [x + inward * unit * (from + 1), bottom],
            [x + inward * unit * to, bottom],
            [x + inward * unit * to, top],
          ],
          alpha(lighter(cloth, tone), 0.94),
        )
      }
    },
  })
}
