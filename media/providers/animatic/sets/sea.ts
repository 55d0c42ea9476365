import { alpha, darker, lighter, mix } from '../colour.ts'
import { softly } from '../drawing/focus.ts'
import { fill, shape } from '../drawing/paths.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import { asLight, band, downward, glow, polygon, ridge, stamp } from '../drawing/strokes.ts'
import { standing } from './ground.ts'
import type { Setting } from './setting.ts'
import { paintSky, paintSun } from './sky.ts'

/** Open water with a path of light on it, a headland, and a wet shore to stand on. */
export const sea: Setting = (stage, { back, set, front }) => {
  const { palette, height, unit, eye } = stage
  const { low, middle, ground } = palette
  paintSky(stage, back, { sun: false })
  const sun = paintSun(stage, back)
  const headland = ridge(stage, {
    base: eye.y + unit,
    rise: unit * 9,
    steps: 5,
    random: stage.random.fork('headland'),
  })
  polygon(back, headland, mix(palette.far, low, 0.45))
  const shore = eye.y + height * 0.19
  band(set, stage, {
    from: eye.y,
    to: shore + unit * 8,
    colours: [mix(low, middle, 0.4), middle, mix(middle, ground, 0.5)],
  })
  paintWaves(stage, set, shore)
  paintPathOfLight(stage, set, { x: sun.x, shore })
  paintShore(stage, set, shore)
  paintRocks(stage, front)
  return {
    lamps: [{ ...sun, radius: unit * 5 }],
    ...standing(stage, shore + unit * 2),
    mirror: { from: shore + unit * 2, strength: 0.14 },
  }
}

function paintWaves(stage: Stage, brush: Brush, shore: number): void {
  const { palette, unit, eye } = stage
  const { left, wide } = sheet(stage)
  const random = stage.random.fork('waves')
  for (let wave = 0; wave < 150; wave++) {
    const down = random.next() ** 1.3
    const y = eye.y + unit * 0.6 + down * (shore - eye.y)
    const long = unit * (2 + down * 16) * random.between(0.5, 1.2)
    const x = left + random.next() * wide
    brush.strokeStyle = alpha(
      random.chance(0.5) ? palette.low : darker(palette.middle, 0.07),
      0.1 + down * 0.16,
    )
    brush.lineWidth = unit * (0.14 + down * 0.3)
    brush.beginPath()
    brush.moveTo(x, y)
    brush.quadraticCurveTo(x + long / 2, y - unit * down * 0.9, x + long, y)
    brush.stroke()
  }
}

/** Under the sun or the moon, wider towards the viewer. */
function paintPathOfLight(stage: Stage, brush: Brush, at: { x: number; shore: number }): void {
  const { palette, unit, eye, scene } = stage
  const random = stage.random.fork('glints')
  const colour = scene.hour === 'night' ? palette.rim : palette.light
  asLight(brush, () => {
    for (let glint = 0; glint < 130; glint++) {
      const down = random.next()
      const y = eye.y + unit * 0.4 + down * (at.shore - eye.y)
      const long = unit * random.between(1, 4.4) * (0.4 + down)
      const x = at.x + random.between(-1, 1) * random.next() * unit * (2 + down * 13) - long / 2
      brush.strokeStyle = alpha(colour, random.between(0.2, 0.62))
      brush.lineWidth = unit * (0.14 + down * 0.3)
      brush.beginPath()
      brush.moveTo(x, y)
      brush.lineTo(x + long, y)
      brush.stroke()
    }
    glow(brush, { x: at.x, y: eye.y, radius: unit * 50 }, { colour: palette.low, strength: 0.4, flat: 0.3 })
  })
}

function paintShore(stage: Stage, brush: Brush, shore: number): void {
  const { palette, unit } = stage
  const { left, right, wide, bottom } = sheet(stage)
  const random = stage.random.fork('shore')
  const edge = Array.from({ length: 9 }, (_, index) => {
    return [left + (index / 8) * wide, shore + unit * random.between(-2, 2.6)] as const
  })
  const waterline = edge.slice(1).map(([x, y], index) => {
    const [lastX, lastY] = edge[index]!
    return `Q${lastX + wide / 32} ${lastY} ${(x + lastX) / 2} ${(y + lastY) / 2}`
  })
  const along = `M${edge[0]!.join(' ')}${waterline.join('')}L${right} ${edge[8]![1]}`
  const sand = [
    mix(palette.ground, palette.low, 0.42),
    lighter(palette.ground, 0.02),
    palette.ground,
    palette.near,
  ]
  brush.fillStyle = downward(brush, [shore, bottom], sand)
  brush.fill(shape(`${along}L${right} ${bottom}L${left} ${bottom}Z`))
  for (const [width, strength, drop] of [
    [2.6, 0.16, 1.4],
    [1, 0.5, 0],
    [0.4, 0.7, -0.5],
  ] as const) {
    stamp(brush, { x: 0, y: drop * unit, size: 1 }, () => {
      brush.strokeStyle = alpha(lighter(palette.low, 0.12), strength)
      brush.lineWidth = unit * width
      brush.stroke(shape(along))
    })
  }
}

function paintRocks(stage: Stage, brush: Brush): void {
  const { palette, width, height, unit, lightSide } = stage
  const place = {
    x: lightSide === 1 ? -unit * 6 : width + unit * 6,
    y: height * 0.86,
    size: unit,
    turned: lightSide === -1,
  }
  const paint = (own: Brush) =>
    stamp(own, place, () => {
      fill(own, shape('M-20 60L-16-12L4-15L12-7L22-2L30 60Z'), palette.shade)
      fill(own, shape('M-16-12L4-15L12-7L2-9Z'), alpha(palette.far, 0.4))
    })
  softly(stage, brush, { blur: unit * 0.5, paint })
}
