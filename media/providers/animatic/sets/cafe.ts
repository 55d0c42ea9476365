import { alpha, darker, lighter, mix } from '../colour.ts'
import { softly } from '../drawing/focus.ts'
import { fill, line, shape } from '../drawing/paths.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import {
  asLight,
  band,
  downward,
  ellipse,
  glow,
  sideways,
  stamp,
  strokeLines,
  type Spot,
} from '../drawing/strokes.ts'
import type { Setting } from './setting.ts'
import { paintOutside, paintWindow } from './window.ts'

const places = [0.2, 0.5, 0.8]

/** A bar or café: shelves of bottles, low lamps over the counter, stools, the street behind the glass. */
export const cafe: Setting = (stage, { back, set, front }) => {
  const { width, height, lightSide, unit, bleed } = stage
  paintOutside(stage, back)
  const floor = height * 0.7
  const bar = floor - unit * 19
  const wide = width * (width > height ? 0.26 : 0.34)
  const left = lightSide === 1 ? width * 0.96 - wide : width * 0.04
  paintShell(stage, set, floor)
  paintWindow(stage, set, { left, top: height * 0.2, wide, tall: height * 0.34, columns: 2, rows: 2 })
  const wall = lightSide === 1 ? [-bleed, width * 0.56] : [width * 0.44, width + bleed]
  for (const part of [0.24, 0.34, 0.44])
    paintShelf(stage, set, { from: wall[0]!, to: wall[1]!, y: height * part })
  paintCounter(stage, set, { bar, floor })
  const lamps = places.map((part) => paintLamp(stage, set, { x: width * part, bar }))
  paintChair(stage, front)
  const tall = height * 0.4
  const x = width * (0.5 + lightSide * 0.14)
  return {
    lamps,
    mark: { x, feet: height * 0.755, tall },
    beside: { x: x - lightSide * tall * 0.55, feet: height * 0.765, tall },
    view: [left + wide / 2, height * 0.37],
    mirror: { from: floor + unit, strength: 0.14 },
  }
}

function paintShell(stage: Stage, brush: Brush, floor: number): void {
  const { palette } = stage
  const { top, bottom } = sheet(stage)
  const wall = [darker(palette.high, 0.01), mix(palette.high, palette.far, 0.6), palette.far]
  band(brush, stage, { from: top, to: floor, colours: wall })
  const tiles = [lighter(palette.ground, 0.02), palette.ground, palette.near]
  band(brush, stage, { from: floor, to: bottom, colours: tiles })
}

const glasses = ['#5f7d6a', '#7a5230', '#8d8a72', '#4c5a70', '#8a4a3e'] as const

function paintShelf(stage: Stage, brush: Brush, shelf: { from: number; to: number; y: number }): void {
  const { palette, unit, height, scene } = stage
  const { from, to, y } = shelf
  const random = stage.random.fork(`shelf ${Math.round(y)}`)
  const colour = scene.mood === 'neon' ? mix(palette.light, palette.rim, y / height) : palette.light
  const lit = { x: (from + to) / 2, y, radius: (to - from) * 0.62 }
  asLight(brush, () => glow(brush, lit, { colour, strength: 0.3, flat: 0.24 }))
  for (let x = from + unit * 2; x < to - unit * 4; x += unit * random.between(2.6, 4.6)) {
    if (random.chance(0.16)) continue
    const tall = unit * random.between(4.4, 8)
    const thick = unit * random.between(1.5, 2.5)
    const glass = mix(random.pick(glasses), palette.far, 0.42)
    brush.fillStyle = sideways(brush, [x, x + thick], [lighter(glass, 0.1), glass, darker(glass, 0.1)])
    brush.beginPath()
    brush.roundRect(x, y - tall * 0.66, thick, tall * 0.66, unit * 0.4)
    brush.rect(x + thick * 0.32, y - tall, thick * 0.36, tall * 0.4)
    brush.fill()
  }
  brush.fillStyle = palette.near
  brush.fillRect(from, y, to - from, unit * 1.1)
  brush.fillStyle = alpha(palette.light, 0.25)
  brush.fillRect(from, y, to - from, unit * 0.24)
}

function paintCounter(stage: Stage, brush: Brush, { bar, floor }: { bar: number; floor: number }): void {
  const { palette, width, unit } = stage
  const { left, right } = sheet(stage)
  const front = [mix(palette.near, palette.light, 0.16), palette.near]
  band(brush, stage, { from: bar, to: floor + unit * 4, colours: front })
  brush.strokeStyle = alpha(palette.shade, 0.4)
  brush.lineWidth = unit * 0.3
  for (let x = left; x < right; x += unit * 15)
    brush.strokeRect(x + unit * 1.5, bar + unit * 5, unit * 12, unit * 14)
  brush.fillStyle = mix(palette.middle, palette.light, 0.35)
  brush.fillRect(left, bar, right - left, unit * 1.8)
  for (const part of places) {
    stamp(brush, { x: width * part + unit * 12, y: floor, size: unit }, () => {
      fill(brush, shape('M-.5-8L.5-8L.5 7L-.5 7Z'), palette.shade)
      ellipse(brush, [0, -8, 4.4, 1.2], palette.shade)
      ellipse(brush, [0, 7, 3.4, 0.9], palette.shade)
    })
  }
}

function paintLamp(stage: Stage, brush: Brush, { x, bar }: { x: number; bar: number }): Spot {
  const { palette, unit } = stage
  const { light, near, shade } = palette
  const y = bar - unit * 33
  asLight(brush, () => {
    stamp(brush, { x, y, size: unit }, () => {
      brush.fillStyle = downward(brush, [0, 33], [alpha(light, 0.24), alpha(light, 0.02)])
      brush.fill(shape('M-3 0L3 0L15 33L-15 33Z'))
    })
    glow(brush, { x, y, radius: unit * 44 }, { colour: light, strength: 0.6 })
    glow(brush, { x, y: bar, radius: unit * 24 }, { colour: light, strength: 0.5, flat: 0.12 })
  })
  strokeLines(brush, { colour: shade, width: unit * 0.4 }, [
    [
      [x, sheet(stage).top],
      [x, y],
    ],
  ])
  stamp(brush, { x, y, size: unit }, () => {
    fill(brush, shape('M-1.4-4.6L1.4-4.6L5 0L-5 0Z'), near)
    ellipse(brush, [0, 0, 4.6, 1], mix(light, '#ffffff', 0.5))
  })
  return { x, y, radius: unit * 3 }
}

function paintChair(stage: Stage, brush: Brush): void {
  const { palette, width, height, unit, lightSide } = stage
  const x = lightSide === 1 ? unit * 6 : width - unit * 6
  const chair = 'M-15 60L-15 9Q-15 0-6 0L6 0Q15 0 15 9L15 60M-7 1L-7 60M0 1L0 60M7 1L7 60'
  const paint = (own: Brush) =>
    stamp(own, { x, y: height * 0.62, size: unit }, () =>
      line(own, { colour: palette.shade, width: 2.2 }, chair),
    )
  softly(stage, brush, { blur: unit * 0.8, paint })
}
