import { alpha, darker, lighter, mix } from '../colour.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import { band, glow, type Spot } from '../drawing/strokes.ts'
import { standing } from './ground.ts'
import type { Setting } from './setting.ts'
import { paintSky } from './sky.ts'

/** A roof high over the city: two rows of towers with lit windows, a parapet, a water tank. */
export const skyline: Setting = (stage, { back, set, front }) => {
  const { palette, height, unit, eye } = stage
  paintSky(stage, back, { sun: stage.scene.hour !== 'day' })
  glow(
    back,
    { x: eye.x, y: eye.y + height * 0.08, radius: unit * 90 },
    { colour: mix(palette.low, palette.light, 0.3), strength: 0.55 },
  )
  const lamps = [
    ...paintTowers(stage, back, { near: 0, base: eye.y + height * 0.1 }),
    ...paintTowers(stage, back, { near: 0.55, base: eye.y + height * 0.14 }),
  ]
  const place = standing(stage)
  paintRoof(stage, set, place.mark.feet)
  paintAntenna(stage, front)
  return {
    lamps,
    ...place,
    mirror: { from: place.mark.feet - unit * 2, strength: stage.scene.weather === 'rain' ? 0.3 : 0.05 },
  }
}

function paintTowers(stage: Stage, brush: Brush, row: { near: number; base: number }): Spot[] {
  const { palette, height, width, unit, scene } = stage
  const { left, right, bottom } = sheet(stage)
  const random = stage.random.fork(`towers ${row.near}`)
  const colour = mix(mix(palette.far, palette.low, 0.42), palette.middle, row.near * 1.2)
  const lamps: Spot[] = []
  for (let x = left - unit * 6; x < right;) {
    const wide = unit * random.between(9, 19)
    const middle = 1 - Math.abs(x / width - 0.5) * 0.9
    const tall = height * random.between(0.08, 0.26) * (row.near ? 0.8 : 1.15 * middle)
    const top = row.base - tall
    const wall = brush.createLinearGradient(x, 0, x + wide, 0)
    wall.addColorStop(0, stage.lightSide === 1 ? darker(colour, 0.03) : lighter(colour, 0.03))
    wall.addColorStop(1, stage.lightSide === 1 ? lighter(colour, 0.03) : darker(colour, 0.03))
    brush.fillStyle = wall
    brush.fillRect(x, top, wide, bottom - top)
    if (random.chance(0.3))
      brush.fillRect(x + wide * 0.45, top - unit * random.between(3, 9), unit * 0.5, unit * 9)
    const cell = unit * (1.9 + row.near)
    for (let wx = x + cell * 0.6; wx < x + wide - cell * 0.8; wx += cell) {
      for (let wy = top + cell; wy < row.base + height * 0.16; wy += cell * 1.35) {
        if (scene.hour === 'day' ? !random.chance(0.6) : !random.chance(0.24)) continue
        const lit = scene.hour !== 'day'
        brush.fillStyle = lit
          ? alpha(mix(palette.light, palette.rim, random.between(0, 0.5)), random.between(0.35, 0.9))
          : alpha(palette.high, 0.35)
        brush.fillRect(wx, wy, cell * 0.46, cell * 0.62)
        if (lit && random.chance(0.05)) lamps.push({ x: wx, y: wy, radius: unit * 2 })
      }
    }
    x += wide + unit * random.between(-1, 3)
  }
  brush.save()
  brush.filter = `blur(${(unit * 2).toFixed(2)}px)`
  brush.fillStyle = alpha(mix(palette.low, palette.far, 0.4), 0.35)
  brush.fillRect(left, row.base + unit * 2, right - left, unit * 8)
  brush.restore()
  return lamps.slice(0, 8)
}

function paintRoof(stage: Stage, brush: Brush, feet: number): void {
  const { palette, unit, width, lightSide, eye, scene } = stage
  const { left, wide, bottom } = sheet(stage)
  const edge = feet - unit * 3.4
  band(brush, stage, {
    from: edge,
    to: bottom,
    colours: [mix(palette.ground, palette.low, 0.16), palette.ground, palette.near],
  })
  const wall = edge - unit * 8.5
  brush.fillStyle = mix(palette.near, palette.middle, 0.45)
  brush.fillRect(left, wall, wide, unit * 9.5)
  brush.fillStyle = mix(palette.middle, palette.rim, 0.3)
  brush.fillRect(left, wall - unit * 1.2, wide, unit * 1.5)
  brush.strokeStyle = alpha(palette.shade, 0.35)
  brush.lineWidth = unit * 0.25
  for (let line = -8; line <= 8; line++) {
    brush.beginPath()
    brush.moveTo(eye.x + line * unit * 14, edge + unit)
    brush.lineTo(eye.x + line * unit * 34, bottom)
    brush.stroke()
  }
  // The stair house, and a lamp over its door.
  const x = width * (0.5 + lightSide * 0.4)
  brush.fillStyle = palette.near
  brush.fillRect(x - unit * 13, wall - unit * 30, unit * 26, unit * 39)
  brush.fillStyle = mix(palette.near, palette.rim, 0.16)
  brush.fillRect(x - unit * 14, wall - unit * 31.4, unit * 28, unit * 1.8)
  brush.fillStyle = darker(palette.near, 0.03)
  brush.fillRect(x - unit * 5, wall - unit * 13, unit * 10, unit * 22)
  if (scene.hour === 'day') return
  brush.save()
  brush.globalCompositeOperation = 'screen'
  glow(brush, { x, y: wall - unit * 16, radius: unit * 36 }, { colour: palette.light, strength: 0.7 })
  glow(
    brush,
    { x, y: edge + unit * 3, radius: unit * 34 },
    { colour: palette.light, strength: 0.4, flat: 0.2 },
  )
  brush.restore()
  brush.fillStyle = mix(palette.light, '#ffffff', 0.5)
  brush.fillRect(x - unit * 1.6, wall - unit * 16.6, unit * 3.2, unit * 1.3)
}

function paintAntenna(stage: Stage, brush: Brush): void {
  const { palette, width, height, unit, lightSide } = stage
  const x = lightSide === 1 ? unit * 7 : width - unit * 7
  brush.strokeStyle = palette.shade
  brush.lineWidth = unit * 1.1
  brush.beginPath()
  brush.moveTo(x, height * 1.1)
  brush.lineTo(x, height * 0.2)
  for (const [y, reach] of [
    [0.22, 7],
    [0.26, 5.4],
    [0.3, 4],
  ] as const) {
    brush.moveTo(x - reach * unit, height * y)
    brush.lineTo(x + reach * unit, height * y)
  }
  brush.moveTo(x, height * 0.24)
  brush.lineTo(x - lightSide * unit * 24, height * 0.93)
  brush.stroke()
}
