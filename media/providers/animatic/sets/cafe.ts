import { alpha, darker, lighter, mix } from '../colour.ts'
import { softly } from '../drawing/focus.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import { band, glow, polygon, type Spot } from '../drawing/strokes.ts'
import type { Setting } from './setting.ts'
import { paintSky } from './sky.ts'
import { outsideOf, paintTownOutside, paintWindow } from './window.ts'

/** A bar or café: shelves of bottles, low lamps over the counter, stools, the street behind the glass. */
export const cafe: Setting = (stage, { back, set, front }) => {
  const { width, height, lightSide, unit } = stage
  const outside = outsideOf(stage)
  paintSky(outside, back)
  paintTownOutside(outside, back)
  const floor = height * 0.7
  paintShell(stage, set, floor)
  const wide = width * (width > height ? 0.26 : 0.34)
  paintWindow(
    stage,
    set,
    {
      left: lightSide === 1 ? width * 0.96 - wide : width * 0.04,
      top: height * 0.2,
      wide,
      tall: height * 0.34,
    },
    [2, 2],
  )
  paintShelves(stage, set, {
    from: lightSide === 1 ? -stage.bleed : width * 0.44,
    to: lightSide === 1 ? width * 0.56 : width + stage.bleed,
    floor,
  })
  const lamps = paintCounter(stage, set, floor)
  paintChair(stage, front)
  const tall = height * 0.4
  const x = width * (0.5 + lightSide * 0.14)
  return {
    lamps,
    mark: { x, feet: height * 0.755, tall },
    beside: { x: x - lightSide * tall * 0.55, feet: height * 0.765, tall },
    view: [lightSide === 1 ? width * 0.96 - wide / 2 : width * 0.04 + wide / 2, height * 0.37],
    mirror: { from: floor + unit, strength: 0.14 },
  }
}

function paintShell(stage: Stage, brush: Brush, floor: number): void {
  const { palette, unit } = stage
  const { top, bottom, left, right } = sheet(stage)
  band(brush, stage, {
    from: top,
    to: floor,
    colours: [darker(palette.high, 0.01), mix(palette.high, palette.far, 0.6), palette.far],
  })
  band(brush, stage, {
    from: floor,
    to: bottom,
    colours: [lighter(palette.ground, 0.02), palette.ground, palette.near],
  })
  brush.strokeStyle = alpha(palette.shade, 0.2)
  brush.lineWidth = unit * 0.3
  brush.beginPath()
  for (let x = left; x < right; x += unit * 6) {
    brush.moveTo(x, floor - unit * 22)
    brush.lineTo(x, floor)
  }
  brush.stroke()
}

function paintShelves(stage: Stage, brush: Brush, wall: { from: number; to: number; floor: number }): void {
  const { palette, unit, height, scene } = stage
  const random = stage.random.fork('bottles')
  const glass = ['#5f7d6a', '#7a5230', '#8d8a72', '#4c5a70', '#8a4a3e'] as const
  for (const part of [0.24, 0.34, 0.44]) {
    const y = height * part
    brush.save()
    brush.globalCompositeOperation = 'screen'
    glow(
      brush,
      { x: (wall.from + wall.to) / 2, y, radius: (wall.to - wall.from) * 0.62 },
      {
        colour: scene.mood === 'neon' ? mix(palette.light, palette.rim, part) : palette.light,
        strength: 0.3,
        flat: 0.24,
      },
    )
    brush.restore()
    for (let x = wall.from + unit * 2; x < wall.to - unit * 4; x += unit * random.between(2.6, 4.6)) {
      if (random.chance(0.16)) continue
      const tall = unit * random.between(4.4, 8)
      const thick = unit * random.between(1.5, 2.5)
      const colour = mix(random.pick([...glass]), palette.far, 0.42)
      const shine = brush.createLinearGradient(x, 0, x + thick, 0)
      shine.addColorStop(0, lighter(colour, 0.1))
      shine.addColorStop(0.4, colour)
      shine.addColorStop(1, darker(colour, 0.1))
      brush.fillStyle = shine
      brush.beginPath()
      brush.roundRect(x, y - tall * 0.66, thick, tall * 0.66, unit * 0.4)
      brush.rect(x + thick * 0.32, y - tall, thick * 0.36, tall * 0.4)
      brush.fill()
    }
    brush.fillStyle = palette.near
    brush.fillRect(wall.from, y, wall.to - wall.from, unit * 1.1)
    brush.fillStyle = alpha(palette.light, 0.25)
    brush.fillRect(wall.from, y, wall.to - wall.from, unit * 0.24)
  }
}

function paintCounter(stage: Stage, brush: Brush, floor: number): Spot[] {
  const { palette, width, unit } = stage
  const { left, right, top } = sheet(stage)
  const bar = floor - unit * 19
  const front = brush.createLinearGradient(0, bar, 0, floor + unit * 4)
  front.addColorStop(0, mix(palette.near, palette.light, 0.16))
  front.addColorStop(1, palette.near)
  brush.fillStyle = front
  brush.fillRect(left, bar, right - left, floor + unit * 4 - bar)
  brush.strokeStyle = alpha(palette.shade, 0.4)
  brush.lineWidth = unit * 0.3
  for (let x = left; x < right; x += unit * 15)
    brush.strokeRect(x + unit * 1.5, bar + unit * 5, unit * 12, unit * 14)
  brush.fillStyle = mix(palette.middle, palette.light, 0.35)
  brush.fillRect(left, bar, right - left, unit * 1.8)
  for (const part of [0.2, 0.5, 0.8]) {
    const x = width * part
    brush.fillStyle = palette.shade
    brush.fillRect(x - unit * 0.5 + unit * 12, floor - unit * 8, unit, unit * 15)
    brush.beginPath()
    brush.ellipse(x + unit * 12, floor - unit * 8, unit * 4.4, unit * 1.2, 0, 0, Math.PI * 2)
    brush.ellipse(x + unit * 12, floor + unit * 7, unit * 3.4, unit * 0.9, 0, 0, Math.PI * 2)
    brush.fill()
  }
  return [0.2, 0.5, 0.8].map((part) => {
    const x = width * part
    const y = bar - unit * 33
    brush.save()
    brush.globalCompositeOperation = 'screen'
    polygon(
      brush,
      [
        [x - unit * 3, y],
        [x + unit * 3, y],
        [x + unit * 15, bar],
        [x - unit * 15, bar],
      ],
      cone(stage, brush, [y, bar]),
    )
    glow(brush, { x, y, radius: unit * 44 }, { colour: palette.light, strength: 0.6 })
    glow(brush, { x, y: bar, radius: unit * 24 }, { colour: palette.light, strength: 0.5, flat: 0.12 })
    brush.restore()
    brush.strokeStyle = palette.shade
    brush.lineWidth = unit * 0.4
    brush.beginPath()
    brush.moveTo(x, top)
    brush.lineTo(x, y)
    brush.stroke()
    polygon(
      brush,
      [
        [x - unit * 1.4, y - unit * 4.6],
        [x + unit * 1.4, y - unit * 4.6],
        [x + unit * 5, y],
        [x - unit * 5, y],
      ],
      palette.near,
    )
    brush.fillStyle = mix(palette.light, '#ffffff', 0.5)
    brush.beginPath()
    brush.ellipse(x, y, unit * 4.6, unit * 1, 0, 0, Math.PI * 2)
    brush.fill()
    return { x, y, radius: unit * 3 }
  })
}

function cone(stage: Stage, brush: Brush, [top, bottom]: readonly [number, number]) {
  const fill = brush.createLinearGradient(0, top, 0, bottom)
  fill.addColorStop(0, alpha(stage.palette.light, 0.24))
  fill.addColorStop(1, alpha(stage.palette.light, 0.02))
  return fill
}

function paintChair(stage: Stage, brush: Brush): void {
  const { palette, width, height, unit, lightSide } = stage
  const x = lightSide === 1 ? unit * 6 : width - unit * 6
  softly(stage, brush, {
    blur: unit * 0.8,
    paint(own) {
      own.strokeStyle = palette.shade
      own.lineWidth = unit * 2.2
      own.beginPath()
      own.roundRect(x - unit * 15, height * 0.62, unit * 30, unit * 60, unit * 9)
      for (const bar of [-7, 0, 7]) {
        own.moveTo(x + bar * unit, height * 0.63)
        own.lineTo(x + bar * unit, height)
      }
      own.stroke()
    },
  })
}
