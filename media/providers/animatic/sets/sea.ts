import { alpha, darker, lighter, mix } from '../colour.ts'
import { softly } from '../drawing/focus.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import { band, glow, polygon, ridge } from '../drawing/strokes.ts'
import { standing } from './ground.ts'
import type { Setting } from './setting.ts'
import { paintSky, paintSun } from './sky.ts'

/** Open water with a path of light on it, a headland, and a wet shore to stand on. */
export const sea: Setting = (stage, { back, set, front }) => {
  const { palette, height, unit, eye } = stage
  const { bottom } = sheet(stage)
  paintSky({ ...stage, scene: { ...stage.scene, extras: new Set() } }, back)
  const sun = paintSun(stage, back)
  const random = stage.random.fork('sea')
  polygon(
    back,
    ridge(stage, { base: eye.y + unit, rise: unit * 9, steps: 5, random }),
    mix(palette.far, palette.low, 0.45),
  )
  const shore = eye.y + height * 0.19
  band(set, stage, {
    from: eye.y,
    to: shore + unit * 8,
    colours: [
      mix(palette.low, palette.middle, 0.4),
      palette.middle,
      mix(palette.middle, palette.ground, 0.5),
    ],
  })
  paintWaves(stage, set, { sun, shore })
  paintShore(stage, set, { shore, bottom })
  paintRocks(stage, front)
  return {
    lamps: [{ ...sun, radius: unit * 5 }],
    ...standing(stage),
    mirror: { from: shore + unit * 2, strength: 0.14 },
  }
}

function paintWaves(stage: Stage, brush: Brush, at: { sun: { x: number; y: number }; shore: number }): void {
  const { palette, unit, eye } = stage
  const { left, wide } = sheet(stage)
  const random = stage.random.fork('waves')
  const { sun, shore } = at
  brush.save()
  brush.lineCap = 'round'
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
  // The path of light, wider towards the viewer.
  brush.globalCompositeOperation = 'screen'
  for (let glint = 0; glint < 130; glint++) {
    const down = random.next()
    const y = eye.y + unit * 0.4 + down * (shore - eye.y)
    const spread = unit * (2 + down * 13)
    const long = unit * random.between(1, 4.4) * (0.4 + down)
    const x = sun.x + random.between(-1, 1) * random.next() * spread - long / 2
    brush.strokeStyle = alpha(
      stage.scene.hour === 'night' ? palette.rim : palette.light,
      random.between(0.2, 0.62),
    )
    brush.lineWidth = unit * (0.14 + down * 0.3)
    brush.beginPath()
    brush.moveTo(x, y)
    brush.lineTo(x + long, y)
    brush.stroke()
  }
  glow(brush, { x: sun.x, y: eye.y, radius: unit * 50 }, { colour: palette.low, strength: 0.4, flat: 0.3 })
  brush.restore()
}

function paintShore(stage: Stage, brush: Brush, span: { shore: number; bottom: number }): void {
  const { palette, unit } = stage
  const { left, right, wide } = sheet(stage)
  const random = stage.random.fork('shore')
  const edge = Array.from(
    { length: 9 },
    (_, index) => [left + (index / 8) * wide, span.shore + unit * random.between(-2, 2.6)] as const,
  )
  const sand = brush.createLinearGradient(0, span.shore, 0, span.bottom)
  sand.addColorStop(0, mix(palette.ground, palette.low, 0.42))
  sand.addColorStop(0.25, lighter(palette.ground, 0.02))
  sand.addColorStop(1, palette.near)
  const along = () => {
    brush.beginPath()
    brush.moveTo(...edge[0]!)
    for (let index = 1; index < edge.length; index++) {
      const [x, y] = edge[index]!
      const [lastX, lastY] = edge[index - 1]!
      brush.quadraticCurveTo(lastX + wide / 32, lastY, (x + lastX) / 2, (y + lastY) / 2)
    }
    brush.lineTo(right, edge[8]![1])
  }
  along()
  brush.lineTo(right, span.bottom)
  brush.lineTo(left, span.bottom)
  brush.fillStyle = sand
  brush.fill()
  for (const [width, strength, drop] of [
    [2.6, 0.16, 1.4],
    [1, 0.5, 0],
    [0.4, 0.7, -0.5],
  ] as const) {
    brush.save()
    brush.translate(0, drop * unit)
    along()
    brush.strokeStyle = alpha(lighter(palette.low, 0.12), strength)
    brush.lineWidth = unit * width
    brush.stroke()
    brush.restore()
  }
}

function paintRocks(stage: Stage, brush: Brush): void {
  const { palette, width, height, unit, lightSide } = stage
  const x = lightSide === 1 ? -unit * 6 : width + unit * 6
  const y = height * 0.86
  const inward = lightSide
  softly(stage, brush, {
    blur: unit * 0.5,
    paint(own) {
      polygon(
        own,
        [
          [x - inward * unit * 20, y + unit * 60],
          [x - inward * unit * 16, y - unit * 12],
          [x + inward * unit * 4, y - unit * 15],
          [x + inward * unit * 12, y - unit * 7],
          [x + inward * unit * 22, y - unit * 2],
          [x + inward * unit * 30, y + unit * 60],
        ],
        palette.shade,
      )
      polygon(
        own,
        [
          [x - inward * unit * 16, y - unit * 12],
          [x + inward * unit * 4, y - unit * 15],
          [x + inward * unit * 12, y - unit * 7],
          [x + inward * unit * 2, y - unit * 9],
        ],
        alpha(palette.far, 0.4),
      )
    },
  })
}
