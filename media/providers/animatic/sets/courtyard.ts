import { alpha, darker, lighter, mix, type Colour } from '../colour.ts'
import { softly } from '../drawing/focus.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import { band, glow, polygon, type Spot } from '../drawing/strokes.ts'
import { paintSnow, standing } from './ground.ts'
import type { Setting } from './setting.ts'
import { paintSky } from './sky.ts'

/** A palace court: a hall with upturned eaves behind its steps, red columns, paper lanterns. */
export const courtyard: Setting = (stage, { back, set, front }) => {
  const { height, unit, eye } = stage
  paintSky(stage, back, { sun: stage.scene.hour !== 'day' })
  const ground = eye.y + height * 0.1
  paintCourt(stage, set, ground)
  const hall = { x: eye.x, ground, half: Math.min(stage.width * 0.46, height * 0.42), tall: height * 0.2 }
  paintRoof(stage, back, { ...hall, y: ground - hall.tall - unit * 15, half: hall.half * 0.62 })
  paintHall(stage, set, hall)
  paintSnow(stage, set, ground + unit * 2)
  const lamps = paintLanterns(stage, set, hall)
  paintEave(stage, front)
  return {
    lamps,
    ...standing(stage),
    mirror: { from: ground + unit * 4, strength: stage.scene.weather === 'rain' ? 0.34 : 0.08 },
  }
}

interface Hall {
  readonly x: number
  readonly ground: number
  readonly half: number
  readonly tall: number
}

function paintCourt(stage: Stage, brush: Brush, from: number): void {
  const { palette, unit, eye } = stage
  const { bottom } = sheet(stage)
  band(brush, stage, {
    from,
    to: bottom,
    colours: [mix(palette.ground, palette.low, 0.34), palette.ground, palette.near],
  })
  brush.strokeStyle = alpha(palette.shade, 0.26)
  brush.lineWidth = unit * 0.24
  brush.beginPath()
  for (let line = -11; line <= 11; line++) {
    brush.moveTo(eye.x + line * unit * 7, from)
    brush.lineTo(eye.x + line * unit * 42, bottom)
  }
  for (let row = 0; row < 9; row++) {
    const y = from + (bottom - from) * (row / 9) ** 2
    brush.moveTo(sheet(stage).left, y)
    brush.lineTo(sheet(stage).right, y)
  }
  brush.stroke()
}

function paintHall(stage: Stage, brush: Brush, hall: Hall): void {
  const { palette, unit, scene } = stage
  const { x, ground, half, tall } = hall
  const red: Colour = scene.mood === 'noir' ? palette.near : mix('#6e2620', palette.middle, 0.42)
  const top = ground - tall
  const wall = brush.createLinearGradient(0, top, 0, ground)
  wall.addColorStop(0, darker(palette.near, 0.02))
  wall.addColorStop(1, mix(palette.near, palette.light, 0.2))
  brush.fillStyle = wall
  brush.fillRect(x - half * 0.86, top, half * 1.72, tall)
  // Lattice doors with light behind the paper.
  const lit = scene.hour !== 'day'
  for (let door = -3; door <= 3; door++) {
    if (Math.abs(door) === 3 && half < unit * 36) continue
    const wide = half * 0.2
    const left = x + door * half * 0.235 - wide / 2
    const paper = brush.createLinearGradient(0, top, 0, ground)
    paper.addColorStop(0, alpha(lit ? mix(palette.light, red, 0.25) : palette.low, 0.86))
    paper.addColorStop(1, alpha(lit ? mix(palette.light, red, 0.5) : palette.far, 0.8))
    brush.fillStyle = paper
    brush.fillRect(left, top + tall * 0.26, wide, tall * 0.66)
    brush.strokeStyle = alpha(darker(red, 0.14), 0.9)
    brush.lineWidth = unit * 0.35
    brush.beginPath()
    for (let bar = 0; bar <= 3; bar++) {
      brush.moveTo(left + (wide * bar) / 3, top + tall * 0.26)
      brush.lineTo(left + (wide * bar) / 3, ground - tall * 0.08)
      brush.moveTo(left, top + tall * (0.26 + bar * 0.13))
      brush.lineTo(left + wide, top + tall * (0.26 + bar * 0.13))
    }
    brush.stroke()
  }
  for (let column = -3; column <= 3; column++) {
    const cx = x + (column + 0.5) * half * 0.235
    if (column === 3) continue
    const round = brush.createLinearGradient(cx - unit * 1.5, 0, cx + unit * 1.5, 0)
    round.addColorStop(0, darker(red, 0.08))
    round.addColorStop(0.5, lighter(red, 0.05))
    round.addColorStop(1, darker(red, 0.1))
    brush.fillStyle = round
    brush.fillRect(cx - unit * 1.4, top, unit * 2.8, tall)
  }
  for (const step of [0, 1, 2]) {
    brush.fillStyle = mix(palette.ground, palette.low, 0.36 - step * 0.08)
    brush.fillRect(
      x - half * (0.5 + step * 0.08),
      ground - unit * 1.2 + step * unit * 2,
      half * (1 + step * 0.16),
      unit * 2,
    )
  }
  paintRoof(stage, brush, { ...hall, y: top })
}

/** The sweep of the eaves is what makes it a palace. */
function paintRoof(stage: Stage, brush: Brush, roof: Hall & { y: number }): void {
  const { palette, unit } = stage
  const { x, y, half } = roof
  const rise = half * 0.36
  const tile = brush.createLinearGradient(0, y - rise, 0, y + unit * 2)
  tile.addColorStop(0, mix(palette.near, palette.middle, 0.55))
  tile.addColorStop(1, palette.near)
  brush.fillStyle = tile
  brush.beginPath()
  brush.moveTo(x - half * 0.56, y - rise)
  brush.quadraticCurveTo(x - half * 0.68, y - rise * 0.16, x - half * 1.12, y - rise * 0.26)
  brush.quadraticCurveTo(x - half * 0.92, y + unit * 1.6, x - half * 0.5, y + unit * 1.6)
  brush.lineTo(x + half * 0.5, y + unit * 1.6)
  brush.quadraticCurveTo(x + half * 0.92, y + unit * 1.6, x + half * 1.12, y - rise * 0.26)
  brush.quadraticCurveTo(x + half * 0.68, y - rise * 0.16, x + half * 0.56, y - rise)
  brush.fill()
  brush.strokeStyle = alpha(palette.rim, 0.12)
  brush.lineWidth = unit * 0.3
  brush.beginPath()
  for (let rib = -9; rib <= 9; rib++) {
    brush.moveTo(x + (rib / 9) * half * 0.52, y - rise * 0.92)
    brush.quadraticCurveTo(x + (rib / 9) * half * 0.6, y - rise * 0.3, x + (rib / 9) * half * 0.88, y + unit)
  }
  brush.stroke()
  const ridgeTone =
    stage.scene.weather === 'snow'
      ? mix(palette.rim, palette.low, 0.25)
      : mix(palette.middle, palette.rim, 0.22)
  polygon(
    brush,
    [
      [x - half * 0.6, y - rise - unit * 1.6],
      [x + half * 0.6, y - rise - unit * 1.6],
      [x + half * 0.57, y - rise + unit * 0.5],
      [x - half * 0.57, y - rise + unit * 0.5],
    ],
    ridgeTone,
  )
  brush.strokeStyle = ridgeTone
  brush.lineWidth = unit * 0.8
  for (const side of [-1, 1]) {
    brush.beginPath()
    brush.moveTo(x + side * half * 0.57, y - rise)
    brush.quadraticCurveTo(x + side * half * 0.68, y - rise * 0.16, x + side * half * 1.12, y - rise * 0.27)
    brush.stroke()
  }
}

function paintLanterns(stage: Stage, brush: Brush, hall: Hall): Spot[] {
  const { palette, unit, scene } = stage
  const y = hall.ground - hall.tall + unit * 6
  return [-0.82, -0.36, 0.36, 0.82].map((part) => {
    const x = hall.x + part * hall.half
    const paper = mix('#b5382b', palette.light, 0.34)
    brush.strokeStyle = palette.shade
    brush.lineWidth = unit * 0.3
    brush.beginPath()
    brush.moveTo(x, y - unit * 6)
    brush.lineTo(x, y + unit * 7)
    brush.stroke()
    brush.save()
    brush.globalCompositeOperation = 'screen'
    if (scene.hour !== 'day')
      glow(brush, { x, y, radius: unit * 30 }, { colour: mix(paper, palette.light, 0.5), strength: 0.7 })
    brush.restore()
    brush.fillStyle = scene.hour === 'day' ? darker(paper, 0.06) : paper
    brush.beginPath()
    brush.ellipse(x, y, unit * 2.9, unit * 3.3, 0, 0, Math.PI * 2)
    brush.fill()
    brush.fillStyle = alpha(mix(palette.light, '#ffffff', 0.3), scene.hour === 'day' ? 0.1 : 0.6)
    brush.beginPath()
    brush.ellipse(x, y + unit * 0.3, unit * 1.3, unit * 2, 0, 0, Math.PI * 2)
    brush.fill()
    brush.fillStyle = palette.shade
    brush.fillRect(x - unit * 1.4, y - unit * 3.7, unit * 2.8, unit * 0.8)
    brush.fillRect(x - unit * 1.4, y + unit * 2.9, unit * 2.8, unit * 0.8)
    return { x, y, radius: unit * 3 }
  })
}

/** We look out from under another roof. */
function paintEave(stage: Stage, brush: Brush): void {
  const { palette, unit, width, lightSide } = stage
  const { top, bottom, left, right } = sheet(stage)
  const x = lightSide === 1 ? unit * 3 : width - unit * 3
  softly(stage, brush, {
    blur: unit * 0.6,
    paint(own) {
      own.fillStyle = palette.shade
      own.fillRect(x - unit * 4.4, top, unit * 8.8, bottom - top)
      own.beginPath()
      own.moveTo(left, top)
      own.lineTo(right, top)
      own.lineTo(right, unit * 4)
      own.quadraticCurveTo(width / 2, unit * 0.5, left, unit * 4)
      own.fill()
      own.fillStyle = alpha(palette.rim, 0.12)
      own.fillRect(x + lightSide * unit * 3.4, top, unit * 0.7, bottom - top)
    },
  })
}
