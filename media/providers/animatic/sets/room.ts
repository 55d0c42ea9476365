import { adjust, alpha, darker, lighter, mix } from '../colour.ts'
import { softly } from '../drawing/focus.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import { band, glow, polygon, type Spot } from '../drawing/strokes.ts'
import { paintSky } from './sky.ts'
import type { Setting } from './setting.ts'
import { outsideOf, paintTownOutside, paintWindow } from './window.ts'

/** A room with a tall window, a lamp and a table; what is outside is painted on the sheet behind. */
export const room: Setting = (stage, { back, set, front }) => {
  const { width, height, lightSide, unit } = stage
  const outside = outsideOf(stage)
  paintSky(outside, back)
  paintTownOutside(outside, back)

  const floor = height * 0.68
  paintWalls(stage, set, floor)
  const windowX = width * (0.5 + lightSide * 0.2)
  const wide = Math.min(width * 0.46, height * 0.36)
  const tall = Math.min(height * 0.4, wide * 1.35)
  const pane = { left: windowX - wide / 2, top: height * 0.16, wide, tall }
  paintWindow(stage, set, pane)
  paintWindowLight(stage, set, { ...pane, floor })
  const lampX = width * (0.5 - lightSide * 0.27)
  paintPictures(stage, set, { x: lampX, y: height * 0.26 })
  const lamp = paintTable(stage, set, { x: lampX, floor })
  paintCurtain(stage, front)
  const feet = height * 0.755
  const tallPerson = height * 0.4
  return {
    lamps: [
      lamp,
      { x: windowX, y: pane.top + tall * 0.4, radius: stage.scene.hour === 'night' ? 0 : unit * 3 },
    ],
    mark: { x: windowX - lightSide * wide * 0.22, feet, tall: tallPerson },
    beside: { x: windowX - lightSide * wide * 0.95, feet: feet + unit * 2, tall: tallPerson },
    view: [windowX, pane.top + tall * 0.45],
    mirror: { from: floor, strength: 0.07 },
  }
}

function paintWalls(stage: Stage, brush: Brush, floor: number): void {
  const { palette, width, unit, eye, lightSide } = stage
  const { left, top, bottom, right } = sheet(stage)
  band(brush, stage, {
    from: top,
    to: floor,
    colours: [palette.high, mix(palette.far, palette.high, 0.35), palette.far],
  })
  const lampX = width * (0.5 - lightSide * 0.27)
  if (stage.scene.hour !== 'day') {
    glow(
      brush,
      { x: lampX, y: floor - unit * 40, radius: unit * 95 },
      { colour: mix(palette.low, palette.light, 0.3), strength: 0.6 },
    )
  }
  // Panels, so that the wall is a wall.
  brush.strokeStyle = alpha(palette.shade, 0.25)
  brush.lineWidth = unit * 0.3
  for (let x = eye.x - unit * 180; x < right; x += unit * 26) {
    brush.strokeRect(x + unit * 2, floor - unit * 27, unit * 22, unit * 22)
  }
  brush.fillStyle = alpha(palette.shade, 0.22)
  brush.fillRect(left, floor - unit * 29.5, right - left, unit * 0.8)
  band(brush, stage, {
    from: floor,
    to: bottom,
    colours: [lighter(palette.ground, 0.035), palette.ground, palette.near],
  })
  brush.fillStyle = darker(palette.middle, 0.03)
  brush.fillRect(left, floor - unit * 2.6, right - left, unit * 2.6)
  brush.strokeStyle = alpha(palette.shade, 0.3)
  brush.lineWidth = unit * 0.22
  for (let board = -14; board <= 14; board++) {
    brush.beginPath()
    brush.moveTo(eye.x + board * unit * 9, floor)
    brush.lineTo(eye.x + board * unit * 30, bottom)
    brush.stroke()
  }
}

function paintWindowLight(
  stage: Stage,
  brush: Brush,
  pane: { left: number; top: number; wide: number; tall: number; floor: number },
): void {
  const { palette, unit, lightSide, scene } = stage
  const { left, wide, floor } = pane
  const strength = scene.hour === 'night' ? 0.2 : 0.34
  brush.save()
  brush.globalCompositeOperation = 'screen'
  softly(stage, brush, {
    blur: unit * 0.9,
    paint(own) {
      for (const half of [0, 1]) {
        const x = left + (half * wide) / 2
        const shift = -lightSide * unit * 16
        polygon(
          own,
          [
            [x + shift * 0.3 + unit, floor + unit * 3],
            [x + wide / 2 + shift * 0.3 - unit, floor + unit * 3],
            [x + wide / 2 + shift - unit * 0.5, floor + unit * 19],
            [x + shift + unit, floor + unit * 19],
          ],
          alpha(palette.rim, strength),
        )
      }
    },
  })
  brush.restore()
}

function paintPictures(stage: Stage, brush: Brush, { x, y }: { x: number; y: number }): void {
  const { palette, unit } = stage
  const random = stage.random.fork('pictures')
  const frames = random.pick([
    [[0, 0, 15, 20]],
    [
      [-9, 0, 12, 15],
      [8, 3, 13, 10],
    ],
    [
      [-10, 2, 10, 13],
      [3, -3, 11, 15],
      [15, 4, 8, 10],
    ],
  ] as const)
  for (const [dx, dy, wide, tall] of frames) {
    const left = x + (dx - wide / 2) * unit
    const top = y + dy * unit
    brush.fillStyle = alpha(palette.shade, 0.4)
    brush.fillRect(left + unit * 0.6, top + unit * 0.8, wide * unit, tall * unit)
    brush.fillStyle = darker(palette.middle, 0.02)
    brush.fillRect(left, top, wide * unit, tall * unit)
    const art = brush.createLinearGradient(0, top, 0, top + tall * unit)
    art.addColorStop(0, adjust(palette.low, { hue: random.between(-60, 60), lightness: 0.03 }))
    art.addColorStop(1, adjust(palette.far, { hue: random.between(-60, 60), lightness: -0.03 }))
    brush.fillStyle = art
    brush.fillRect(left + unit, top + unit, (wide - 2) * unit, (tall - 2) * unit)
  }
}

function paintTable(stage: Stage, brush: Brush, { x, floor }: { x: number; floor: number }): Spot {
  const { palette, unit, scene } = stage
  const top = floor - unit * 13
  const wide = unit * 34
  brush.save()
  brush.filter = `blur(${(unit * 1.2).toFixed(2)}px)`
  brush.fillStyle = alpha(palette.shade, 0.55)
  brush.fillRect(x - wide * 0.52, floor + unit * 6.6, wide * 1.04, unit * 2.4)
  brush.restore()
  const wood = mix(palette.near, palette.light, 0.08)
  brush.fillStyle = darker(wood, 0.05)
  for (const side of [-1, 1])
    polygon(
      brush,
      [
        [x + side * wide * 0.45 - unit * 0.9, top],
        [x + side * wide * 0.45 + unit * 0.9, top],
        [x + side * wide * 0.43 + unit * 0.6, floor + unit * 7.6],
        [x + side * wide * 0.43 - unit * 0.6, floor + unit * 7.6],
      ],
      darker(wood, 0.05),
    )
  brush.fillStyle = wood
  brush.fillRect(x - wide / 2, top, wide, unit * 4.4)
  brush.fillStyle = lighter(wood, 0.1)
  brush.fillRect(x - wide / 2, top, wide, unit * 0.7)
  paintCups(stage, brush, { x: x + unit * 9, y: top })
  return paintLamp(stage, brush, { x: x - unit * 5, y: top, on: scene.hour !== 'day' })
}

function paintLamp(stage: Stage, brush: Brush, lamp: { x: number; y: number; on: boolean }): Spot {
  const { palette, unit } = stage
  const { x, y, on } = lamp
  brush.fillStyle = darker(palette.near, 0.01)
  brush.beginPath()
  brush.ellipse(x, y, unit * 3.6, unit * 0.9, 0, 0, Math.PI * 2)
  brush.fill()
  brush.fillRect(x - unit * 0.5, y - unit * 13, unit, unit * 13)
  if (on) {
    brush.save()
    brush.globalCompositeOperation = 'screen'
    glow(brush, { x, y: y - unit * 13, radius: unit * 62 }, { colour: palette.light, strength: 0.62 })
    glow(brush, { x, y, radius: unit * 24 }, { colour: palette.light, strength: 0.6, flat: 0.14 })
    brush.restore()
  }
  const shade = brush.createLinearGradient(0, y - unit * 21, 0, y - unit * 11)
  shade.addColorStop(0, on ? mix(palette.light, palette.low, 0.35) : palette.far)
  shade.addColorStop(1, on ? mix(palette.light, '#ffffff', 0.45) : palette.far)
  polygon(
    brush,
    [
      [x - unit * 3.6, y - unit * 21],
      [x + unit * 3.6, y - unit * 21],
      [x + unit * 6.4, y - unit * 11],
      [x - unit * 6.4, y - unit * 11],
    ],
    shade,
  )
  return { x, y: y - unit * 15, radius: on ? unit * 4 : 0 }
}

function paintCups(stage: Stage, brush: Brush, { x, y }: { x: number; y: number }): void {
  const { palette, unit } = stage
  brush.fillStyle = mix(palette.low, palette.light, 0.25)
  brush.beginPath()
  brush.roundRect(x - unit * 1.7, y - unit * 3, unit * 3.4, unit * 3, [
    unit * 0.3,
    unit * 0.3,
    unit * 1.2,
    unit * 1.2,
  ])
  brush.fill()
  brush.fillStyle = darker(palette.far, 0.06)
  brush.fillRect(x + unit * 3.6, y - unit * 1.3, unit * 6, unit * 1.3)
  brush.fillStyle = lighter(palette.far, 0.05)
  brush.fillRect(x + unit * 3.9, y - unit * 2.3, unit * 5, unit)
}

function paintCurtain(stage: Stage, brush: Brush): void {
  const { palette, width, unit, lightSide } = stage
  const { top, bottom } = sheet(stage)
  const x = lightSide === 1 ? width : 0
  const inward = -lightSide
  softly(stage, brush, {
    blur: unit * 0.8,
    paint(own) {
      for (const [from, to, tone] of [
        [7.5, 4, 0.05],
        [4.6, 1, 0.02],
        [2, -40, 0],
      ] as const) {
        polygon(
          own,
          [
            [x + inward * unit * from, top],
            [x + inward * unit * (from + 1.6), bottom],
            [x + inward * unit * to, bottom],
            [x + inward * unit * to, top],
          ],
          lighter(palette.shade, tone),
        )
      }
    },
  })
}
