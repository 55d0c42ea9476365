import { adjust, alpha, darker, lighter, mix } from '../colour.ts'
import { softly } from '../drawing/focus.ts'
import { createPassage, type Passage } from '../drawing/perspective.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import {
  asLight,
  band,
  downward,
  ellipse,
  glow,
  polygon,
  sideways,
  stamp,
  strokeLines,
  type Spot,
} from '../drawing/strokes.ts'
import { fill, line, shape } from '../drawing/paths.ts'
import { paintCar } from './car.ts'
import type { Setting } from './setting.ts'
import { paintSky } from './sky.ts'

type Side = -1 | 1

interface Place {
  readonly passage: Passage
  readonly side: Side
  readonly away: number
}

/** A narrow street towards the horizon: houses with lit windows, lamps on one side, a door on the other. */
export const street: Setting = (stage, { back, set, front }) => {
  const { width, height, scene, eye, unit } = stage
  const lampSide: Side = stage.random.fork('street').chance(0.5) ? 1 : -1
  const doorSide: Side = lampSide === 1 ? -1 : 1
  const halfWidth = width * (width > height ? 0.5 : 0.66)
  const passage = createPassage(stage, { halfWidth, eyeHeight: height * 0.41 })
  const away = scene.framing === 'EWS' ? 2.6 : stage.random.fork('door').between(1.5, 2.05)

  paintSky(stage, back)
  paintFarHouses(stage, back)
  paintGround(stage, set, passage)
  for (const side of [-1, 1] as const) paintHouses(stage, set, { passage, side })
  paintWires(stage, set, passage)
  const shift = stage.random.fork('lamps').between(0.86, 1.1)
  const lamps = [3.9, 2.5, 1.62]
    .map((far) => far * shift)
    .map((far) => paintLamp(stage, set, { passage, side: lampSide, away: far }))
  lamps.push(paintDoor(stage, set, { passage, side: doorSide, away }))
  if (scene.extras.has('car')) paintCar(stage, set, { passage, side: lampSide, away: 1.9 })
  paintNearWall(stage, front, lampSide)

  const [x, feet] = passage.at(doorSide * 0.42, 0, away * 0.86)
  const [x2, feet2] = passage.at(doorSide * -0.12, 0, away * 0.8)
  return {
    lamps,
    mark: { x, feet, tall: passage.tall(away * 0.86) * 1.02 },
    beside: { x: x2, feet: feet2, tall: passage.tall(away * 0.8) * 1.06 },
    mirror: { from: eye.y + unit * 4, strength: scene.weather === 'rain' ? 0.5 : 0.12 },
  }
}

function paintFarHouses(stage: Stage, brush: Brush): void {
  const { palette, eye, unit } = stage
  const random = stage.random.fork('far houses')
  const haze = mix(palette.low, palette.light, 0.35)
  glow(brush, { x: eye.x, y: eye.y, radius: unit * 70 }, { colour: haze, strength: 0.5 })
  for (let x = eye.x - unit * 30; x < eye.x + unit * 30; x += unit * random.between(3, 8)) {
    const tall = unit * random.between(4, 22)
    brush.fillStyle = mix(palette.far, palette.low, random.between(0.15, 0.5))
    brush.fillRect(x, eye.y - tall, unit * 9, tall + unit * 6)
  }
}

function paintGround(stage: Stage, brush: Brush, passage: Passage): void {
  const { palette, eye, unit, scene } = stage
  const { ground, low, near } = palette
  const colours = [mix(ground, low, 0.55), ground, darker(ground, 0.07), near]
  band(brush, stage, { from: eye.y, to: sheet(stage).bottom, colours })
  const random = stage.random.fork('ground')
  for (let row = 0; row < 34; row++) {
    const away = 1 + (row / 34) ** 2 * 8
    const [left, y] = passage.at(-1.2, 0, away)
    const [right] = passage.at(1.2, 0, away)
    const colour = alpha(row % 2 ? palette.shade : low, scene.weather === 'rain' ? 0.16 : 0.1)
    const stones = Array.from({ length: 9 }, () => {
      const x = left + (right - left) * random.next()
      return [
        [x, y],
        [x + (unit * random.between(4, 18)) / away, y],
      ] as const
    })
    strokeLines(brush, { colour, width: (unit * 0.7) / away }, stones)
  }
}

function paintHouses(stage: Stage, brush: Brush, { passage, side }: { passage: Passage; side: Side }): void {
  const { palette } = stage
  const random = stage.random.fork(`houses ${side}`)
  const edges = [0.62, 1.3, 1.62, 2.2, 3, 4.2, 6, 9]
  for (let house = edges.length - 2; house >= 0; house--) {
    const near = edges[house]!
    const far = edges[house + 1]!
    const top = random.between(2.6, 4.8)
    const fog = Math.min((near - 0.6) / 6, 1) ** 0.7
    const plaster = adjust(palette.middle, {
      hue: random.between(-25, 25),
      lightness: random.between(-0.03, 0.03),
    })
    const wall = mix(plaster, palette.low, fog * 0.62)
    const face = passage.wall(side, [0, top], [near, far])
    polygon(
      brush,
      face,
      sideways(brush, [face[0]![0], face[3]![0]], [darker(wall, 0.06), lighter(wall, 0.02)]),
    )
    // The end wall of a house that stands out further than the next.
    const [x, foot] = passage.at(side, 0, far)
    const deep = passage.at(side * 1.5, 0, far)[0]
    brush.fillStyle = mix(wall, palette.low, 0.1)
    brush.fillRect(Math.min(x, deep), face[2]![1], Math.abs(deep - x), foot - face[2]![1])
    paintWindows(stage, brush, { passage, side, near, far, top, wall })
  }
}

function paintWindows(
  stage: Stage,
  brush: Brush,
  house: {
    passage: Passage
    side: Side
    near: number
    far: number
    top: number
    wall: ReturnType<typeof mix>
  },
): void {
  const { palette, scene } = stage
  const { passage, side, near, far, top, wall } = house
  const random = stage.random.fork(`windows ${side} ${near}`)
  const columns = Math.max(2, Math.round(3 / near))
  for (let low = 1.25; low + 0.7 < top; low += 1.05) {
    for (let column = 0; column < columns; column++) {
      const from = near + ((far - near) * (column + 0.25)) / columns
      const to = near + ((far - near) * (column + 0.72)) / columns
      const lit = scene.hour !== 'day' && random.chance(0.3)
      const glass = lit
        ? alpha(mix(palette.light, wall, random.between(0.1, 0.5)), 0.9)
        : alpha(mix(wall, palette.shade, 0.45), 0.8)
      polygon(brush, passage.wall(side * 0.998, [low, low + 0.6], [from, to]), glass)
    }
  }
}

function paintWires(stage: Stage, brush: Brush, passage: Passage): void {
  const random = stage.random.fork('wires')
  brush.strokeStyle = alpha(stage.palette.near, 0.7)
  for (let wire = 0; wire < 4; wire++) {
    const away = random.between(1.4, 3.4)
    const [x1, y1] = passage.at(-1, random.between(2.4, 3.2), away)
    const [x2, y2] = passage.at(1, random.between(2.4, 3.4), away * random.between(0.9, 1.15))
    brush.lineWidth = (stage.unit * 0.32) / away
    brush.beginPath()
    brush.moveTo(x1, y1)
    brush.quadraticCurveTo((x1 + x2) / 2, Math.max(y1, y2) + (stage.unit * 14) / away, x2, y2)
    brush.stroke()
  }
}

function paintLamp(stage: Stage, brush: Brush, { passage, side, away }: Place): Spot {
  const { palette, scene, unit } = stage
  const size = unit / away
  const [footX, footY] = passage.at(side * 0.8, 0, away)
  const [headX, headY] = passage.at(side * 0.62, 2.05, away)
  const iron = darker(palette.near, 0.02)
  const lit = scene.hour !== 'day'
  brush.strokeStyle = iron
  brush.lineWidth = size * 1.3
  brush.beginPath()
  brush.moveTo(footX, footY)
  brush.lineTo(footX, headY + size * 4)
  brush.quadraticCurveTo(footX, headY - size * 4, headX, headY - size * 2.4)
  brush.stroke()
  brush.fillStyle = iron
  brush.fillRect(footX - size * 1.4, footY - size * 9, size * 2.8, size * 9)
  if (lit) {
    asLight(brush, () => {
      const beam = [0.26, 0.08, 0].map((strength) => alpha(palette.light, strength))
      const cone = [
        [headX - size * 2, headY],
        [headX + size * 2, headY],
        [footX - side * size * 4, footY],
        [footX - side * size * 46, footY],
      ] as const
      polygon(brush, cone, downward(brush, [headY, footY], beam))
      glow(brush, { x: headX, y: headY, radius: size * 60 }, { colour: palette.light, strength: 0.75 })
      const pool = { x: headX - side * size * 6, y: footY, radius: size * 48 }
      glow(brush, pool, { colour: palette.light, strength: 0.45, flat: 0.22 })
    })
  }
  stamp(brush, { x: headX, y: headY, size }, () => {
    fill(brush, shape('M-3.4 0L-1.6-3.2L1.6-3.2L3.4 0Z'), iron)
    ellipse(brush, [0, 0.5, 2.5, 1.5], lit ? mix(palette.light, '#ffffff', 0.55) : palette.far)
  })
  return { x: headX, y: headY, radius: lit ? size * 3 : 0 }
}

function paintDoor(stage: Stage, brush: Brush, { passage, side, away }: Place): Spot {
  const { palette, scene, unit } = stage
  const size = unit / away
  const wood = scene.door ?? adjust(palette.near, { lightness: 0.08 })
  const [from, to] = [away * 0.93, away * 1.22]
  const along = (part: number) => from + (to - from) * part
  const wall = side * 0.985
  polygon(
    brush,
    passage.wall(wall, [0, 1.52], [from * 0.96, to * 1.04]),
    mix(palette.near, palette.light, 0.1),
  )
  polygon(brush, passage.wall(wall, [0.05, 1.4], [from, to]), mix(wood, palette.shade, 0.12))
  for (const up of [
    [0.16, 0.62],
    [0.72, 1.28],
  ] as const) {
    for (const [a, b] of [
      [0.08, 0.45],
      [0.55, 0.92],
    ] as const) {
      polygon(brush, passage.wall(wall, up, [along(a), along(b)]), alpha(mix(wood, palette.shade, 0.45), 0.8))
    }
  }
  const [x, y] = passage.at(side * 0.93, 1.74, along(0.5))
  if (scene.hour === 'day') return { x, y, radius: 0 }
  asLight(brush, () => {
    glow(brush, { x, y, radius: size * 52 }, { colour: palette.light, strength: 0.6 })
    const step = { x: x - side * size * 8, y: passage.at(0, 0, away)[1], radius: size * 50 }
    glow(brush, step, { colour: palette.light, strength: 0.36, flat: 0.2 })
  })
  ellipse(brush, [x, y, size * 1.6, size * 2.2], mix(palette.light, '#ffffff', 0.4))
  return { x, y, radius: size * 2.4 }
}

/** A dark corner of wall near the lens, and a drainpipe on it, give the street its depth. */
function paintNearWall(stage: Stage, brush: Brush, side: Side): void {
  const { palette, width, unit, height } = stage
  const tall = (height + 2 * stage.bleed) / unit
  softly(stage, brush, {
    blur: unit * 0.45,
    paint(own) {
      stamp(own, { x: side === 1 ? width : 0, y: -stage.bleed, size: unit, turned: side === 1 }, () => {
        fill(own, shape(`M-30 0L7 0L9 ${tall}L-30 ${tall}Z`), palette.shade)
        line(own, { colour: lighter(palette.shade, 0.05), width: 1.2 }, `M3.4 0L5 ${tall}`)
        line(own, { colour: alpha(palette.light, 0.16), width: 0.5 }, `M7 0L9 ${tall}`)
      })
    },
  })
}
