import { alpha, darker, lighter, mix } from '../colour.ts'
import { softly } from '../drawing/focus.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import { band, glow, polygon, type Spot } from '../drawing/strokes.ts'
import type { Setting } from './setting.ts'
import { paintSky } from './sky.ts'
import { outsideOf, paintTownOutside, paintWindow } from './window.ts'

/** A high office: glass from wall to wall over the city, a desk with a screen. */
export const office: Setting = (stage, { back, set, front }) => {
  const { width, height, unit, lightSide, palette } = stage
  const outside = outsideOf(stage)
  paintSky(outside, back)
  paintTownOutside(outside, back)
  paintTownOutside(
    { ...outside, random: stage.random.fork('second row'), eye: { x: stage.eye.x, y: height * 0.56 } },
    back,
  )
  const floor = height * 0.66
  paintShell(stage, set, floor)
  const glass = { left: width * 0.07, top: height * 0.13, wide: width * 0.86, tall: floor - height * 0.19 }
  paintWindow(stage, set, glass, [width > height ? 5 : 3, 1])
  const lamps = paintCeilingLights(stage, set)
  lamps.push(paintDesk(stage, set, { x: width * (0.5 - lightSide * 0.22), floor }))
  paintPlant(stage, front, palette.shade)
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
  band(brush, stage, {
    from: floor,
    to: bottom,
    colours: [mix(palette.ground, '#3f4650', 0.5), darker(palette.ground, 0.02), palette.near],
  })
  brush.strokeStyle = alpha(palette.shade, 0.26)
  brush.lineWidth = unit * 0.24
  brush.beginPath()
  for (let line = -9; line <= 9; line++) {
    brush.moveTo(eye.x + line * unit * 12, floor)
    brush.lineTo(eye.x + line * unit * 40, bottom)
  }
  brush.stroke()
}

function paintCeilingLights(stage: Stage, brush: Brush): Spot[] {
  const { palette, width, height, unit, scene } = stage
  const on = scene.hour !== 'day'
  return [0.26, 0.74].map((part) => {
    const x = width * part
    const y = height * 0.065
    if (on) {
      brush.save()
      brush.globalCompositeOperation = 'screen'
      glow(brush, { x, y, radius: unit * 56 }, { colour: palette.light, strength: 0.4, flat: 0.7 })
      brush.restore()
    }
    polygon(
      brush,
      [
        [x - unit * 11, y - unit * 1.2],
        [x + unit * 11, y - unit * 1.2],
        [x + unit * 9, y + unit],
        [x - unit * 9, y + unit],
      ],
      on ? mix(palette.light, '#ffffff', 0.5) : palette.low,
    )
    return { x, y, radius: on ? unit * 3 : 0 }
  })
}

function paintDesk(stage: Stage, brush: Brush, { x, floor }: { x: number; floor: number }): Spot {
  const { palette, unit, scene, lightSide } = stage
  const top = floor - unit * 9
  const wide = unit * 52
  const wood = mix(palette.near, '#3a2b22', 0.35)
  brush.fillStyle = alpha(palette.shade, 0.6)
  brush.fillRect(x - wide * 0.5, floor + unit * 8, wide, unit * 2.2)
  brush.fillStyle = darker(wood, 0.03)
  brush.fillRect(x - wide * 0.44, top + unit, wide * 0.88, floor + unit * 9 - top)
  brush.fillStyle = wood
  brush.fillRect(x - wide / 2, top, wide, unit * 2.4)
  brush.fillStyle = lighter(wood, 0.12)
  brush.fillRect(x - wide / 2, top, wide, unit * 0.5)
  const screenX = x - lightSide * unit * 5
  const cool = mix('#9fc0d8', palette.rim, 0.4)
  brush.save()
  brush.globalCompositeOperation = 'screen'
  glow(
    brush,
    { x: screenX, y: top - unit * 9, radius: unit * 34 },
    { colour: cool, strength: scene.hour === 'day' ? 0.16 : 0.5 },
  )
  brush.restore()
  brush.fillStyle = palette.shade
  brush.fillRect(screenX - unit * 10, top - unit * 15, unit * 20, unit * 12.4)
  brush.fillRect(screenX - unit * 1.2, top - unit * 3, unit * 2.4, unit * 3)
  brush.fillStyle = alpha(cool, 0.85)
  brush.fillRect(screenX - unit * 9.3, top - unit * 14.3, unit * 18.6, unit * 11)
  brush.fillStyle = alpha(palette.middle, 0.55)
  for (const [row, long] of [
    [0, 9],
    [1, 13],
    [2, 7],
    [3, 11],
  ] as const)
    brush.fillRect(screenX - unit * 7.6, top - unit * (12.4 - row * 2.2), unit * long, unit * 0.8)
  const paper = mix(palette.low, '#e8e4d8', 0.5)
  polygon(
    brush,
    [
      [x + lightSide * unit * 12, top - unit * 1.6],
      [x + lightSide * unit * 21, top - unit * 1.6],
      [x + lightSide * unit * 22, top],
      [x + lightSide * unit * 12.6, top],
    ],
    paper,
  )
  return { x: screenX, y: top - unit * 9, radius: unit * 3 }
}

function paintPlant(stage: Stage, brush: Brush, colour: string): void {
  const { width, height, unit, lightSide } = stage
  const x = lightSide === 1 ? -unit * 2 : width + unit * 2
  const foot = height * 0.84
  softly(stage, brush, {
    blur: unit * 0.7,
    paint(own) {
      own.fillStyle = colour
      for (const [turn, long] of [
        [-0.5, 30],
        [-0.1, 40],
        [0.3, 44],
        [0.7, 36],
        [1.1, 26],
      ] as const) {
        own.save()
        own.translate(x, foot)
        own.scale(lightSide, 1)
        own.rotate(turn)
        own.beginPath()
        own.moveTo(-unit * 1.4, 0)
        own.quadraticCurveTo(-unit * 6, -unit * long * 0.55, 0, -unit * long)
        own.quadraticCurveTo(unit * 6, -unit * long * 0.55, unit * 1.4, 0)
        own.fill()
        own.restore()
      }
    },
  })
}
