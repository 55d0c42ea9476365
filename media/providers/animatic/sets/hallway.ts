import { adjust, alpha, darker, lighter, mix } from '../colour.ts'
import { createPassage, type Passage } from '../drawing/perspective.ts'
import { softly } from '../drawing/focus.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import { glow, polygon, type Spot } from '../drawing/strokes.ts'
import type { Setting } from './setting.ts'

const END = 5.2
const CEILING = 1.95

/** A corridor of doors under hanging lamps, with a brighter door at its end. */
export const hallway: Setting = (stage, { back, set, front }) => {
  const { width, height, eye, unit } = stage
  const wide = width / height
  const passage = createPassage(stage, {
    halfWidth: wide > 1 ? width * 0.4 : width * 0.62,
    eyeHeight: height * 0.42,
  })
  paintEnd(stage, back, passage)
  paintShell(stage, set, passage)
  for (const side of [-1, 1] as const) {
    for (const away of [3.1, 1.95, 1.2]) paintDoor(stage, set, { passage, side, away })
  }
  const lamps = [3.6, 2.2, 1.38].map((away) => paintPendant(stage, set, { passage, away }))
  paintJamb(stage, front)
  const [x, feet] = passage.at(stage.lightSide * -0.14, 0, 1.7)
  const [x2, feet2] = passage.at(stage.lightSide * 0.36, 0, 1.58)
  return {
    lamps,
    mark: { x, feet, tall: passage.tall(1.7) * 1.04 },
    beside: { x: x2, feet: feet2, tall: passage.tall(1.58) * 1.06 },
    view: [eye.x, eye.y],
    mirror: { from: eye.y + unit * 6, strength: 0.16 },
  }
}

function paintEnd(stage: Stage, brush: Brush, passage: Passage): void {
  const { palette, unit, eye } = stage
  const { left, top, wide, tall } = sheet(stage)
  brush.fillStyle = palette.far
  brush.fillRect(left, top, wide, tall)
  const [x1, y1] = passage.at(-1, CEILING + 0.05, END)
  const [x2, y2] = passage.at(1, -0.05, END)
  const glass = brush.createLinearGradient(0, y1, 0, y2)
  glass.addColorStop(0, mix(palette.low, palette.light, 0.25))
  glass.addColorStop(1, mix(palette.low, palette.light, 0.55))
  brush.fillStyle = glass
  brush.fillRect(x1, y1, x2 - x1, y2 - y1)
  brush.fillStyle = mix(palette.middle, palette.low, 0.3)
  const half = (x2 - x1) * 0.26
  brush.fillRect(eye.x - half, y1 + (y2 - y1) * 0.2, half * 2, y2 - y1)
  brush.fillStyle = mix(palette.light, '#ffffff', 0.4)
  brush.fillRect(eye.x - half * 0.72, y1 + (y2 - y1) * 0.26, half * 1.44, (y2 - y1) * 0.34)
  brush.globalCompositeOperation = 'screen'
  glow(brush, { x: eye.x, y: eye.y, radius: unit * 42 }, { colour: palette.light, strength: 0.55 })
  brush.globalCompositeOperation = 'source-over'
}

function paintShell(stage: Stage, brush: Brush, passage: Passage): void {
  const { palette, height, unit } = stage
  const from = 0.5
  const corner = (side: -1 | 1, up: number) =>
    [passage.at(side, up, from), passage.at(side, up, END)] as const
  for (const side of [-1, 1] as const) {
    const [nearTop, farTop] = corner(side, CEILING)
    const [nearFloor, farFloor] = corner(side, 0)
    const wall = brush.createLinearGradient(nearTop[0], 0, farTop[0], 0)
    wall.addColorStop(0, palette.near)
    wall.addColorStop(0.55, darker(palette.far, 0.05))
    wall.addColorStop(1, mix(palette.far, palette.low, 0.55))
    polygon(brush, [nearTop, farTop, farFloor, nearFloor], wall)
    const rail = (low: number, high: number, fill: string) =>
      polygon(
        brush,
        [
          passage.at(side, high, from),
          passage.at(side, high, END),
          passage.at(side, low, END),
          passage.at(side, low, from),
        ],
        fill,
      )
    rail(0, 0.62, alpha(palette.shade, 0.26))
    rail(0.62, 0.66, alpha(palette.low, 0.28))
    rail(0, 0.09, alpha(palette.shade, 0.42))
  }
  const ceiling = brush.createLinearGradient(
    0,
    passage.at(0, CEILING, from)[1],
    0,
    passage.at(0, CEILING, END)[1],
  )
  ceiling.addColorStop(0, palette.shade)
  ceiling.addColorStop(0.7, palette.high)
  ceiling.addColorStop(1, mix(palette.high, palette.low, 0.5))
  polygon(
    brush,
    [
      passage.at(-1, CEILING, from),
      passage.at(-1, CEILING, END),
      passage.at(1, CEILING, END),
      passage.at(1, CEILING, from),
    ],
    ceiling,
  )
  const floor = brush.createLinearGradient(0, passage.at(0, 0, END)[1], 0, height)
  floor.addColorStop(0, mix(palette.ground, palette.light, 0.42))
  floor.addColorStop(0.3, lighter(palette.ground, 0.04))
  floor.addColorStop(1, palette.near)
  polygon(
    brush,
    [passage.at(-1, 0, from), passage.at(-1, 0, END), passage.at(1, 0, END), passage.at(1, 0, from)],
    floor,
  )
  brush.strokeStyle = alpha(palette.shade, 0.22)
  brush.lineWidth = unit * 0.3
  for (const side of [-0.66, -0.33, 0, 0.33, 0.66]) {
    brush.beginPath()
    brush.moveTo(...passage.at(side, 0, from))
    brush.lineTo(...passage.at(side, 0, END))
    brush.stroke()
  }
  for (let away = 0.7; away < END; away *= 1.22) {
    brush.beginPath()
    brush.moveTo(...passage.at(-1, 0, away))
    brush.lineTo(...passage.at(1, 0, away))
    brush.stroke()
  }
}

function paintDoor(stage: Stage, brush: Brush, door: { passage: Passage; side: -1 | 1; away: number }): void {
  const { palette, scene, unit } = stage
  const { passage, side, away } = door
  const at = (up: number, along: number) => passage.at(side * 0.995, up, along)
  const to = away * 1.3
  const tone = scene.door ?? adjust(palette.middle, { lightness: 0.02 })
  const fog = Math.min((away - 1) / 5, 1)
  polygon(
    brush,
    [at(0, away * 0.97), at(1.42, away * 0.97), at(1.42, to * 1.025), at(0, to * 1.025)],
    mix(palette.near, palette.low, 0.15 + fog * 0.3),
  )
  polygon(
    brush,
    [at(0, away), at(1.36, away), at(1.36, to), at(0, to)],
    mix(darker(tone, 0.02), palette.low, fog * 0.4),
  )
  for (const [low, high] of [
    [0.1, 0.55],
    [0.68, 1.26],
  ] as const) {
    const inset = (to - away) * 0.18
    polygon(
      brush,
      [at(low, away + inset), at(high, away + inset), at(high, to - inset), at(low, to - inset)],
      alpha(palette.shade, 0.24),
    )
  }
  const [x, y] = at(0.62, side === 1 ? to - (to - away) * 0.1 : away + (to - away) * 0.1)
  brush.fillStyle = mix(palette.light, palette.low, 0.3)
  brush.beginPath()
  brush.arc(x, y, (unit * 0.8) / away, 0, Math.PI * 2)
  brush.fill()
}

function paintPendant(stage: Stage, brush: Brush, lamp: { passage: Passage; away: number }): Spot {
  const { palette, unit } = stage
  const { passage, away } = lamp
  const size = unit / away
  const [x, top] = passage.at(0, CEILING, away)
  const y = passage.at(0, 1.66, away)[1]
  brush.save()
  brush.globalCompositeOperation = 'screen'
  glow(brush, { x, y, radius: size * 95 }, { colour: palette.light, strength: 0.55 })
  for (const side of [-1, 1])
    glow(
      brush,
      { x: passage.at(side * 0.96, 0, away)[0], y: passage.at(0, 1.2, away)[1], radius: size * 62 },
      { colour: palette.light, strength: 0.26 },
    )
  glow(
    brush,
    { x, y: passage.at(0, 0, away)[1], radius: size * 70 },
    { colour: palette.light, strength: 0.42, flat: 0.2 },
  )
  brush.restore()
  brush.strokeStyle = palette.shade
  brush.lineWidth = size * 0.6
  brush.beginPath()
  brush.moveTo(x, top)
  brush.lineTo(x, y - size * 4)
  brush.stroke()
  brush.fillStyle = darker(palette.near, 0.01)
  brush.beginPath()
  brush.moveTo(x - size * 7, y)
  brush.quadraticCurveTo(x - size * 6, y - size * 5.6, x, y - size * 6)
  brush.quadraticCurveTo(x + size * 6, y - size * 5.6, x + size * 7, y)
  brush.fill()
  brush.fillStyle = mix(palette.light, '#ffffff', 0.5)
  brush.beginPath()
  brush.ellipse(x, y, size * 6.4, size * 1.5, 0, 0, Math.PI * 2)
  brush.fill()
  return { x, y, radius: size * 5 }
}

/** We look in past a door frame. */
function paintJamb(stage: Stage, brush: Brush): void {
  const { palette, width, unit, lightSide } = stage
  const { top, tall } = sheet(stage)
  const inward = lightSide
  const x = lightSide === 1 ? 0 : width
  softly(stage, brush, {
    blur: unit * 0.9,
    paint(own) {
      own.fillStyle = palette.shade
      own.fillRect(inward === 1 ? x - unit * 40 : x - unit * 6, top, unit * 46, tall)
      own.fillStyle = alpha(palette.rim, 0.1)
      own.fillRect(x + inward * unit * 6 - (inward === 1 ? unit : 0), top, unit, tall)
    },
  })
}
