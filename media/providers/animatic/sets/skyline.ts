import { alpha, darker, lighter, mix, type Colour } from '../colour.ts'
import { softly } from '../drawing/focus.ts'
import { fill, line, shape } from '../drawing/paths.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import { asLight, band, glow, sideways, stamp, strokeLines, type Spot } from '../drawing/strokes.ts'
import { standing } from './ground.ts'
import type { Setting } from './setting.ts'
import { paintSky } from './sky.ts'

/** A roof high over the city: two rows of towers with lit windows, a parapet, a stair house. */
export const skyline: Setting = (stage, { back, set, front }) => {
  const { palette, height, unit, eye, scene } = stage
  paintSky(stage, back, { sun: scene.hour !== 'day' })
  const haze = { x: eye.x, y: eye.y + height * 0.08, radius: unit * 90 }
  glow(back, haze, { colour: mix(palette.low, palette.light, 0.3), strength: 0.55 })
  const lamps = [
    ...paintTowers(stage, back, { near: 0, base: eye.y + height * 0.1 }),
    ...paintTowers(stage, back, { near: 0.55, base: eye.y + height * 0.14 }),
  ]
  const place = standing(stage, eye.y + height * 0.14)
  const edge = place.mark.feet - unit * 3.4
  paintRoof(stage, set, edge)
  paintStairHouse(stage, set, edge)
  paintAntenna(stage, front)
  const strength = scene.weather === 'rain' ? 0.3 : 0.05
  return { lamps, ...place, mirror: { from: place.mark.feet - unit * 2, strength } }
}

function paintTowers(stage: Stage, brush: Brush, row: { near: number; base: number }): Spot[] {
  const { palette, height, width, unit, lightSide } = stage
  const { left, right, bottom } = sheet(stage)
  const random = stage.random.fork(`towers ${row.near}`)
  const colour = mix(mix(palette.far, palette.low, 0.42), palette.middle, row.near * 1.2)
  const sides = [darker(colour, 0.03), lighter(colour, 0.03)]
  const lamps: Spot[] = []
  for (let x = left - unit * 6; x < right;) {
    const wide = unit * random.between(9, 19)
    const middle = 1 - Math.abs(x / width - 0.5) * 0.9
    const top = row.base - height * random.between(0.08, 0.26) * (row.near ? 0.8 : 1.15 * middle)
    brush.fillStyle = sideways(brush, [x, x + wide], lightSide === 1 ? sides : sides.toReversed())
    brush.fillRect(x, top, wide, bottom - top)
    const mast = unit * random.between(3, 9)
    if (random.chance(0.3)) brush.fillRect(x + wide * 0.45, top - mast, unit * 0.5, mast)
    lamps.push(
      ...paintWindows(stage, brush, {
        x,
        top,
        wide,
        cell: unit * (1.9 + row.near),
        foot: row.base + height * 0.16,
      }),
    )
    x += wide + unit * random.between(-1, 3)
  }
  const mist = (own: Brush) => {
    own.fillStyle = alpha(mix(palette.low, palette.far, 0.4), 0.35)
    own.fillRect(left, row.base + unit * 2, right - left, unit * 8)
  }
  softly(stage, brush, { blur: unit * 2, paint: mist })
  return lamps.slice(0, 5)
}

/** Some are lit; of those, a few are bright enough to become discs when out of focus. */
function paintWindows(
  stage: Stage,
  brush: Brush,
  tower: { x: number; top: number; wide: number; cell: number; foot: number },
): Spot[] {
  const { palette, unit, scene } = stage
  const { x, top, wide, cell, foot } = tower
  const random = stage.random.fork(`tower at ${x.toFixed(2)}`)
  const dark = scene.hour !== 'day'
  const lamps: Spot[] = []
  for (let left = x + cell * 0.6; left < x + wide - cell * 0.8; left += cell) {
    for (let y = top + cell; y < foot; y += cell * 1.35) {
      if (!random.chance(dark ? 0.24 : 0.6)) continue
      const lit = mix(palette.light, palette.rim, random.between(0, 0.5))
      brush.fillStyle = dark ? alpha(lit, random.between(0.35, 0.9)) : alpha(palette.high, 0.35)
      brush.fillRect(left, y, cell * 0.46, cell * 0.62)
      if (dark && random.chance(0.05)) lamps.push({ x: left, y, radius: unit * 2 })
    }
  }
  return lamps
}

function paintRoof(stage: Stage, brush: Brush, edge: number): void {
  const { palette, unit, eye } = stage
  const { left, wide, bottom } = sheet(stage)
  const roof = [mix(palette.ground, palette.low, 0.16), palette.ground, palette.near]
  band(brush, stage, { from: edge, to: bottom, colours: roof })
  brush.fillStyle = mix(palette.near, palette.middle, 0.45)
  brush.fillRect(left, edge - unit * 8.5, wide, unit * 9.5)
  brush.fillStyle = mix(palette.middle, palette.rim, 0.3)
  brush.fillRect(left, edge - unit * 9.7, wide, unit * 1.5)
  const seams = Array.from({ length: 17 }, (_, index) => {
    const seam = (index - 8) * unit
    return [
      [eye.x + seam * 14, edge + unit],
      [eye.x + seam * 34, bottom],
    ] as const
  })
  strokeLines(brush, { colour: alpha(palette.shade, 0.35), width: unit * 0.25 }, seams)
}

function paintStairHouse(stage: Stage, brush: Brush, edge: number): void {
  const { palette, unit, width, lightSide, scene } = stage
  const { near, rim, light } = palette
  const place = { x: width * (0.5 + lightSide * 0.4), y: edge, size: unit }
  stamp(brush, place, () => {
    fill(brush, shape('M-13-38.5h26v39h-26Z'), near)
    fill(brush, shape('M-14-39.9h28v1.8h-28Z'), mix(near, rim, 0.16))
    fill(brush, shape('M-5-21.5h10v22h-10Z'), darker(near, 0.03))
    if (scene.hour === 'day') return
    asLight(brush, () => {
      glow(brush, { x: 0, y: -24.5, radius: 36 }, { colour: light, strength: 0.7 })
      glow(brush, { x: 0, y: 3, radius: 34 }, { colour: light, strength: 0.4, flat: 0.2 })
    })
    const bulb: Colour = mix(light, '#ffffff', 0.5)
    fill(brush, shape('M-1.6-25.1h3.2v1.3h-3.2Z'), bulb)
  })
}

function paintAntenna(stage: Stage, brush: Brush): void {
  const { palette, width, height, unit, lightSide } = stage
  const place = {
    x: lightSide === 1 ? unit * 7 : width - unit * 7,
    y: height * 0.2,
    size: unit,
    turned: lightSide === 1,
  }
  const mast = 'M0 0L0 200M-7 3L7 3M-5.4 9L5.4 9M-4 15L4 15M0 6L24 130'
  stamp(brush, place, () => line(brush, { colour: palette.shade, width: 1.1 }, mast))
}
