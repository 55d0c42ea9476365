import { adjust, alpha, darker, lighter, mix } from '../colour.ts'
import { shape } from '../drawing/paths.ts'
import { createPassage, type Passage } from '../drawing/perspective.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import { band, glow, polygon, type Spot } from '../drawing/strokes.ts'
import { paintSky } from './sky.ts'
import type { Setting } from './setting.ts'

type Side = -1 | 1

/** A narrow street towards the horizon: houses with lit windows, lamps on one side, a door on the other. */
export const street: Setting = (stage, { back, set, front }) => {
  const { width, height, scene, eye, unit } = stage
  const random = stage.random.fork('street')
  const lampSide: Side = random.chance(0.5) ? 1 : -1
  const wide = width / height
  const passage = createPassage(stage, {
    halfWidth: width * (wide > 1 ? 0.5 : 0.66),
    eyeHeight: height * 0.41,
  })

  paintSky(stage, back)
  paintFarHouses(stage, back)
  paintGround(stage, set, passage)
  for (const side of [-1, 1] as const) paintHouses(stage, set, { passage, side })
  paintWires(stage, set, passage)

  const doorAway = scene.framing === 'EWS' ? 2.6 : 1.75
  const doorSide: Side = lampSide === 1 ? -1 : 1
  const lamps: Spot[] = [3.9, 2.5, 1.62].map((away) =>
    paintLamp(stage, set, { passage, side: lampSide, away }),
  )
  lamps.push(paintDoor(stage, set, { passage, side: doorSide, away: doorAway }))
  if (scene.extras.has('car')) paintCar(stage, set, { passage, side: lampSide, away: 1.9 })
  paintKerb(stage, front, lampSide)

  const [x, feet] = passage.at(doorSide * 0.42, 0, doorAway * 0.86)
  const [x2, feet2] = passage.at(doorSide * -0.12, 0, doorAway * 0.8)
  return {
    lamps,
    mark: { x, feet, tall: passage.tall(doorAway * 0.86) * 1.02 },
    beside: { x: x2, feet: feet2, tall: passage.tall(doorAway * 0.8) * 1.06 },
    mirror: { from: eye.y + unit * 4, strength: scene.weather === 'rain' ? 0.5 : 0.12 },
  }
}

function paintFarHouses(stage: Stage, brush: Brush): void {
  const { palette, eye, unit } = stage
  const random = stage.random.fork('far houses')
  glow(
    brush,
    { x: eye.x, y: eye.y, radius: unit * 70 },
    { colour: mix(palette.low, palette.light, 0.35), strength: 0.5 },
  )
  for (let x = eye.x - unit * 30; x < eye.x + unit * 30; x += unit * random.between(3, 8)) {
    const tall = unit * random.between(4, 22)
    brush.fillStyle = mix(palette.far, palette.low, random.between(0.15, 0.5))
    brush.fillRect(x, eye.y - tall, unit * 9, tall + unit * 6)
  }
}

function paintGround(stage: Stage, brush: Brush, passage: Passage): void {
  const { palette, eye, unit, scene } = stage
  const { bottom } = sheet(stage)
  band(brush, stage, {
    from: eye.y,
    to: bottom,
    colours: [
      mix(palette.ground, palette.low, 0.55),
      palette.ground,
      darker(palette.ground, 0.07),
      palette.near,
    ],
  })
  const random = stage.random.fork('ground')
  const wet = scene.weather === 'rain'
  brush.save()
  for (let row = 0; row < 34; row++) {
    const away = 1 + (row / 34) ** 2 * 8
    const [x1, y] = passage.at(-1.2, 0, away)
    const [x2] = passage.at(1.2, 0, away)
    brush.strokeStyle = alpha(row % 2 ? palette.shade : palette.low, wet ? 0.16 : 0.1)
    brush.lineWidth = (unit * 0.7) / away
    brush.beginPath()
    for (let piece = 0; piece < 9; piece++) {
      const from = x1 + (x2 - x1) * random.next()
      brush.moveTo(from, y)
      brush.lineTo(from + (unit * random.between(4, 18)) / away, y)
    }
    brush.stroke()
  }
  brush.restore()
}

function paintHouses(stage: Stage, brush: Brush, street: { passage: Passage; side: Side }): void {
  const { palette, scene } = stage
  const { passage, side } = street
  const random = stage.random.fork(`houses ${side}`)
  const edges = [0.62, 1.3, 1.62, 2.2, 3, 4.2, 6, 9]
  for (let house = edges.length - 2; house >= 0; house--) {
    const near = edges[house]!
    const far = edges[house + 1]!
    const top = random.between(2.6, 4.8)
    const fog = Math.min((near - 0.6) / 6, 1) ** 0.7
    const wall = mix(
      adjust(palette.middle, { hue: random.between(-25, 25), lightness: random.between(-0.03, 0.03) }),
      palette.low,
      fog * 0.62,
    )
    const [nearX, nearTop] = passage.at(side, top, near)
    const [farX, farTop] = passage.at(side, top, far)
    const gradient = brush.createLinearGradient(nearX, 0, farX, 0)
    gradient.addColorStop(0, darker(wall, 0.06))
    gradient.addColorStop(1, lighter(wall, 0.02))
    polygon(
      brush,
      [[nearX, nearTop], [farX, farTop], passage.at(side, 0, far), passage.at(side, 0, near)],
      gradient,
    )
    // The end wall of a house that stands out further than the next.
    const deep = passage.at(side * 1.5, 0, far)
    polygon(
      brush,
      [[farX, farTop], [deep[0], farTop], [deep[0], deep[1]], passage.at(side, 0, far)],
      mix(wall, palette.low, 0.1),
    )
    for (let floor = 0; floor < 3; floor++) {
      const columns = Math.max(2, Math.round(3 / near))
      for (let column = 0; column < columns; column++) {
        const from = near + ((far - near) * (column + 0.25)) / columns
        const to = near + ((far - near) * (column + 0.72)) / columns
        const low = 1.25 + floor * 1.05
        if (low + 0.7 > top) continue
        const lit = scene.hour !== 'day' && random.chance(0.3)
        const fill = lit
          ? alpha(mix(palette.light, wall, random.between(0.1, 0.5)), 0.9)
          : alpha(mix(wall, palette.shade, 0.45), 0.8)
        polygon(
          brush,
          [
            passage.at(side * 0.998, low, from),
            passage.at(side * 0.998, low + 0.6, from),
            passage.at(side * 0.998, low + 0.6, to),
            passage.at(side * 0.998, low, to),
          ],
          fill,
        )
      }
    }
  }
}

function paintWires(stage: Stage, brush: Brush, passage: Passage): void {
  const random = stage.random.fork('wires')
  brush.strokeStyle = alpha(stage.palette.near, 0.7)
  for (let wire = 0; wire < 4; wire++) {
    const away = random.between(1.4, 3.4)
    const from = passage.at(-1, random.between(2.4, 3.2), away)
    const to = passage.at(1, random.between(2.4, 3.4), away * random.between(0.9, 1.15))
    brush.lineWidth = (stage.unit * 0.32) / away
    brush.beginPath()
    brush.moveTo(...from)
    brush.quadraticCurveTo((from[0] + to[0]) / 2, Math.max(from[1], to[1]) + (stage.unit * 14) / away, ...to)
    brush.stroke()
  }
}

function paintLamp(stage: Stage, brush: Brush, lamp: { passage: Passage; side: Side; away: number }): Spot {
  const { palette, scene, unit } = stage
  const { passage, side, away } = lamp
  const size = unit / away
  const [footX, footY] = passage.at(side * 0.8, 0, away)
  const [headX, headY] = passage.at(side * 0.62, 2.05, away)
  brush.strokeStyle = darker(palette.near, 0.02)
  brush.lineWidth = size * 1.3
  brush.beginPath()
  brush.moveTo(footX, footY)
  brush.lineTo(footX, headY + size * 4)
  brush.quadraticCurveTo(footX, headY - size * 4, headX, headY - size * 2.4)
  brush.stroke()
  brush.fillStyle = darker(palette.near, 0.02)
  brush.fillRect(footX - size * 1.4, footY - size * 9, size * 2.8, size * 9)
  const on = scene.hour !== 'day'
  const bulb = { x: headX, y: headY, radius: size * 60 }
  if (on) {
    brush.save()
    brush.globalCompositeOperation = 'screen'
    polygon(
      brush,
      [
        [headX - size * 2, headY],
        [headX + size * 2, headY],
        [footX - side * size * 4, footY],
        [footX - side * size * 46, footY],
      ],
      coneFill(stage, brush, [headY, footY]),
    )
    glow(brush, bulb, { colour: palette.light, strength: 0.75 })
    glow(
      brush,
      { x: headX - side * size * 6, y: footY, radius: size * 48 },
      { colour: palette.light, strength: 0.45, flat: 0.22 },
    )
    brush.restore()
  }
  brush.fillStyle = darker(palette.near, 0.02)
  brush.beginPath()
  brush.moveTo(headX - size * 3.4, headY)
  brush.lineTo(headX - size * 1.6, headY - size * 3.2)
  brush.lineTo(headX + size * 1.6, headY - size * 3.2)
  brush.lineTo(headX + size * 3.4, headY)
  brush.fill()
  brush.fillStyle = on ? mix(palette.light, '#ffffff', 0.55) : palette.far
  brush.beginPath()
  brush.ellipse(headX, headY + size * 0.5, size * 2.5, size * 1.5, 0, 0, Math.PI * 2)
  brush.fill()
  return { x: headX, y: headY, radius: on ? size * 3 : 0 }
}

function coneFill(stage: Stage, brush: Brush, [top, bottom]: readonly [number, number]) {
  const gradient = brush.createLinearGradient(0, top, 0, bottom)
  gradient.addColorStop(0, alpha(stage.palette.light, 0.26))
  gradient.addColorStop(0.5, alpha(stage.palette.light, 0.08))
  gradient.addColorStop(1, alpha(stage.palette.light, 0))
  return gradient
}

function paintDoor(stage: Stage, brush: Brush, place: { passage: Passage; side: Side; away: number }): Spot {
  const { palette, scene, unit } = stage
  const { passage, side, away } = place
  const size = unit / away
  const door = scene.door ?? adjust(palette.near, { lightness: 0.08 })
  const at = (up: number, along: number) => passage.at(side * 0.985, up, along)
  const from = away * 0.93
  const to = away * 1.22
  polygon(
    brush,
    [at(0, from * 0.96), at(1.52, from * 0.96), at(1.52, to * 1.04), at(0, to * 1.04)],
    mix(palette.near, palette.light, 0.1),
  )
  polygon(brush, [at(0.05, from), at(1.4, from), at(1.4, to), at(0.05, to)], mix(door, palette.shade, 0.12))
  for (const [low, high] of [
    [0.16, 0.62],
    [0.72, 1.28],
  ] as const) {
    for (const [a, b] of [
      [0.08, 0.45],
      [0.55, 0.92],
    ] as const) {
      const along = (part: number) => from + (to - from) * part
      polygon(
        brush,
        [at(low, along(a)), at(high, along(a)), at(high, along(b)), at(low, along(b))],
        alpha(mix(door, palette.shade, 0.45), 0.8),
      )
    }
  }
  const [x, y] = passage.at(side * 0.93, 1.74, (from + to) / 2)
  brush.save()
  brush.globalCompositeOperation = 'screen'
  glow(brush, { x, y, radius: size * 52 }, { colour: palette.light, strength: 0.6 })
  glow(
    brush,
    { x: x - side * size * 8, y: passage.at(0, 0, away)[1], radius: size * 50 },
    { colour: palette.light, strength: 0.36, flat: 0.2 },
  )
  brush.restore()
  brush.fillStyle = mix(palette.light, '#ffffff', 0.4)
  brush.beginPath()
  brush.ellipse(x, y, size * 1.6, size * 2.2, 0, 0, Math.PI * 2)
  brush.fill()
  return { x, y, radius: size * 2.4 }
}

/** A car at the kerb, from behind; its tail lamps are on after dark. */
function paintCar(stage: Stage, brush: Brush, place: { passage: Passage; side: Side; away: number }): void {
  const { palette, scene } = stage
  const { passage, side, away } = place
  const [x, y] = passage.at(side * 0.44, 0, away)
  const u = passage.tall(away) / 100
  const body = mix(scene.mood === 'noir' ? '#3a3a3c' : '#3d4650', palette.middle, 0.35)
  brush.save()
  brush.translate(x, y)
  brush.scale(u, u)
  brush.fillStyle = alpha(palette.shade, 0.6)
  brush.beginPath()
  brush.ellipse(0, 2, 62, 7, 0, 0, Math.PI * 2)
  brush.fill()
  for (const wheel of [-38, 38]) {
    brush.fillStyle = palette.shade
    brush.beginPath()
    brush.roundRect(wheel - 8, -22, 16, 24, 5)
    brush.fill()
  }
  const paint = brush.createLinearGradient(0, -84, 0, -8)
  paint.addColorStop(0, lighter(body, 0.1))
  paint.addColorStop(0.5, body)
  paint.addColorStop(1, darker(body, 0.1))
  brush.fillStyle = paint
  brush.fill(
    shape('M-52-12C-55-30-54-46-48-54L-36-78C-32-85 32-85 36-78L48-54C54-46 55-30 52-12C40-8-40-8-52-12Z'),
  )
  brush.fillStyle = mix(palette.shade, palette.low, 0.35)
  brush.fill(shape('M-40-55L-31-76C-28-79 28-79 31-76L40-55C26-51-26-51-40-55Z'))
  const lit = scene.hour !== 'day'
  for (const lamp of [-1, 1]) {
    brush.fillStyle = lit ? '#e0483a' : '#8a2f2a'
    brush.beginPath()
    brush.roundRect(lamp * 42 - 8, -44, 16, 8, 3)
    brush.fill()
  }
  brush.fillStyle = mix('#d8d6cc', palette.middle, 0.3)
  brush.fillRect(-12, -30, 24, 8)
  if (lit) {
    brush.globalCompositeOperation = 'screen'
    for (const lamp of [-1, 1]) {
      glow(brush, { x: lamp * 42, y: -40, radius: 46 }, { colour: '#d8402e', strength: 0.7 })
      glow(brush, { x: lamp * 40, y: 6, radius: 44 }, { colour: '#d8402e', strength: 0.3, flat: 0.3 })
    }
  }
  brush.restore()
}

/** A dark corner of wall near the lens gives the street its depth. */
function paintKerb(stage: Stage, brush: Brush, side: Side): void {
  const { palette, width, unit } = stage
  const { top, bottom } = sheet(stage)
  const x = side === 1 ? width : 0
  const inward = -side
  const fill = brush.createLinearGradient(x + inward * unit * 9, 0, x - inward * unit * 4, 0)
  fill.addColorStop(0, alpha(palette.shade, 0.86))
  fill.addColorStop(1, palette.shade)
  polygon(
    brush,
    [
      [x + inward * unit * 7, top],
      [x + inward * unit * 9, bottom],
      [x - inward * unit * 30, bottom],
      [x - inward * unit * 30, top],
    ],
    fill,
  )
}
