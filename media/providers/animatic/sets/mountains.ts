import { alpha, darker, mix } from '../colour.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import { softly } from '../drawing/focus.ts'
import { downward, ellipse, glow, polygon, ridge } from '../drawing/strokes.ts'
import { openGround } from './ground.ts'
import type { Setting } from './setting.ts'
import { paintSky } from './sky.ts'

/** Ridge behind ridge, each paler than the one before it, mist between them, a pine near the lens. */
export const mountains: Setting = (stage, { back, set, front }) => {
  const { palette, height, unit, eye } = stage
  paintSky(stage, back, { sun: true })
  const random = stage.random.fork('ridges')
  const layers = 4
  for (let layer = 0; layer < layers; layer++) {
    const near = layer / (layers - 1)
    const base = eye.y + height * (0.02 + near * 0.15)
    const points = ridge(stage, { base, rise: height * (0.27 - near * 0.13), steps: 3 + layer * 2, random })
    const colour = mix(mix(palette.low, palette.far, 0.35 + near * 0.3), palette.middle, near * 0.75)
    const brush = layer < 2 ? back : set
    polygon(
      brush,
      points,
      downward(
        brush,
        [base - height * 0.22, base + unit * 3],
        [colour, colour, mix(colour, palette.low, 0.55)],
      ),
    )
    paintMist(stage, brush, base)
  }
  const ground = openGround(stage, set, { from: eye.y + height * 0.17, roughness: 0.03 })
  paintPine(stage, front)
  glow(back, { x: eye.x, y: eye.y, radius: unit * 60 }, { colour: palette.low, strength: 0.3 })
  return { lamps: [], ...ground }
}

function paintMist(stage: Stage, brush: Brush, y: number): void {
  const { palette, unit } = stage
  const { left, wide } = sheet(stage)
  const random = stage.random.fork(`mist ${Math.round(y)}`)
  const paint = (own: Brush) => {
    for (let bank = 0; bank < 5; bank++) {
      own.fillStyle = alpha(palette.low, random.between(0.12, 0.34))
      own.beginPath()
      own.ellipse(
        left + random.next() * wide,
        y + unit * random.between(-3, 5),
        unit * random.between(20, 46),
        unit * random.between(1.4, 3.6),
        0,
        0,
        Math.PI * 2,
      )
      own.fill()
    }
  }
  softly(stage, brush, { blur: unit * 2.4, paint })
}

/** The bough of an old pine reaches into the picture: clouds of needles on a bent stem. */
function paintPine(stage: Stage, brush: Brush): void {
  const { palette, width, height, unit, lightSide } = stage
  const random = stage.random.fork('pine')
  const inward = lightSide
  const x = lightSide === 1 ? -unit * 6 : width + unit * 6
  const y = height * 0.3
  brush.strokeStyle = palette.shade
  const boughs = [
    [0, 0, 34, -6],
    [4, 8, 24, 5],
    [-2, -10, 20, -14],
  ] as const
  for (const [dx, dy, reach, rise] of boughs) {
    brush.lineWidth = unit * (1.1 + reach * 0.03)
    brush.beginPath()
    brush.moveTo(x + inward * dx * unit * 0.2, y + dy * unit)
    brush.bezierCurveTo(
      x + inward * reach * unit * 0.3,
      y + (dy + 3) * unit,
      x + inward * reach * unit * 0.6,
      y + (dy + rise - 2) * unit,
      x + inward * reach * unit,
      y + (dy + rise) * unit,
    )
    brush.stroke()
    // Needles lie in flat clouds, the lower ones in shade.
    for (const tone of [palette.shade, darker(palette.near, 0.01)]) {
      for (let cloud = 0; cloud < 9; cloud++) {
        const part = 0.3 + random.next() * 0.75
        const cx = x + inward * reach * unit * part
        const cy = y + (dy + rise * part * part) * unit - unit * random.between(0.2, 1.6)
        const lift = tone === palette.shade ? 0 : unit * 0.9
        const size = unit * random.between(1.6, 3.6) * (1.2 - part * 0.4)
        ellipse(brush, [cx, cy - lift, size * 1.5, size * 0.42], tone)
      }
    }
  }
}
