import { alpha, darker, lighter, mix } from '../colour.ts'
import { createPassage, type Passage } from '../drawing/perspective.ts'
import { softly } from '../drawing/focus.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import { band, glow, polygon, type Spot } from '../drawing/strokes.ts'
import type { Setting } from './setting.ts'
import { paintSky } from './sky.ts'

const CARRIAGES = [0.62, 1.5, 3.1, 6.4]

/** A platform under its roof, a train with lit windows along one side. */
export const station: Setting = (stage, { back, set, front }) => {
  const { width, height, palette, eye, unit, scene } = stage
  const side = stage.random.fork('train').chance(0.5) ? 1 : -1
  const passage = createPassage(stage, {
    halfWidth: width > height ? width * 0.42 : width * 0.7,
    eyeHeight: height * 0.4,
  })
  paintSky(stage, back)
  glow(
    back,
    { x: eye.x, y: eye.y, radius: unit * 70 },
    { colour: mix(palette.low, palette.light, 0.4), strength: 0.6 },
  )
  band(set, stage, {
    from: eye.y,
    to: sheet(stage).bottom,
    colours: [mix(palette.ground, palette.low, 0.5), palette.ground, palette.near],
  })
  paintPlatform(stage, set, { passage, side })
  paintTrain(stage, set, { passage, side })
  const lamps = paintRoof(stage, set, { passage, side })
  paintPost(stage, front, side)
  const [x, feet] = passage.at(-side * 0.16, 0, 1.6)
  const [x2, feet2] = passage.at(-side * 0.5, 0, 1.5)
  return {
    lamps,
    mark: { x, feet, tall: passage.tall(1.6) * 1.02 },
    beside: { x: x2, feet: feet2, tall: passage.tall(1.5) * 1.02 },
    mirror: { from: eye.y + unit * 5, strength: scene.weather === 'rain' ? 0.4 : 0.14 },
  }
}

function paintPlatform(stage: Stage, brush: Brush, at: { passage: Passage; side: -1 | 1 }): void {
  const { palette, unit } = stage
  const { passage, side } = at
  const line = mix('#c9a24a', palette.ground, 0.35)
  polygon(
    brush,
    [
      passage.at(side * 0.5, 0, 0.5),
      passage.at(side * 0.5, 0, 9),
      passage.at(side * 0.54, 0, 9),
      passage.at(side * 0.54, 0, 0.5),
    ],
    line,
  )
  brush.strokeStyle = alpha(palette.shade, 0.24)
  brush.lineWidth = unit * 0.24
  brush.beginPath()
  for (let away = 0.7; away < 8; away *= 1.2) {
    brush.moveTo(...passage.at(side * 0.62, 0, away))
    brush.lineTo(...passage.at(-side * 1.8, 0, away))
  }
  brush.stroke()
  polygon(
    brush,
    [
      passage.at(side * 0.64, 0, 0.5),
      passage.at(side * 0.64, 0, 9),
      passage.at(side * 1.4, 0, 9),
      passage.at(side * 1.4, 0, 0.5),
    ],
    palette.shade,
  )
}

function paintTrain(stage: Stage, brush: Brush, at: { passage: Passage; side: -1 | 1 }): void {
  const { palette, unit } = stage
  const { passage, side } = at
  const x = side * 0.7
  const body = mix(palette.middle, '#2f4b52', 0.35)
  for (let car = CARRIAGES.length - 2; car >= 0; car--) {
    const near = CARRIAGES[car]!
    const far = CARRIAGES[car + 1]! * 0.965
    const fog = Math.min((near - 0.6) / 5, 1)
    const tone = mix(body, palette.low, fog * 0.5)
    const strip = (low: number, high: number, fill: string) =>
      polygon(
        brush,
        [
          passage.at(x, low, near),
          passage.at(x, high, near),
          passage.at(x, high, far),
          passage.at(x, low, far),
        ],
        fill,
      )
    strip(0.02, 1.72, tone)
    strip(1.66, 1.72, lighter(tone, 0.08))
    strip(0.02, 0.34, darker(tone, 0.07))
    strip(0.5, 0.56, mix(tone, palette.light, 0.3))
    for (let pane = 0; pane < 7; pane++) {
      const part = (share: number) => near * (far / near) ** share
      const from = part(0.05 + pane * 0.135)
      const to = part(0.05 + pane * 0.135 + 0.1)
      const door = pane === 3
      const fill = brush.createLinearGradient(0, passage.at(x, 1.4, from)[1], 0, passage.at(x, 0.7, from)[1])
      fill.addColorStop(0, mix(palette.light, '#ffffff', 0.2))
      fill.addColorStop(1, mix(palette.light, tone, 0.35))
      polygon(
        brush,
        [
          passage.at(x, door ? 0.16 : 0.74, from),
          passage.at(x, 1.4, from),
          passage.at(x, 1.4, to),
          passage.at(x, door ? 0.16 : 0.74, to),
        ],
        fill,
      )
    }
  }
  brush.save()
  brush.globalCompositeOperation = 'screen'
  for (const away of [1, 1.8, 3.2]) {
    const [gx, gy] = passage.at(x, 1, away)
    glow(brush, { x: gx, y: gy, radius: (unit * 70) / away }, { colour: palette.light, strength: 0.24 })
    const [fx, fy] = passage.at(side * 0.36, 0, away)
    glow(
      brush,
      { x: fx, y: fy, radius: (unit * 60) / away },
      { colour: palette.light, strength: 0.34, flat: 0.2 },
    )
  }
  brush.restore()
}

function paintRoof(stage: Stage, brush: Brush, at: { passage: Passage; side: -1 | 1 }): Spot[] {
  const { palette, unit } = stage
  const { passage, side } = at
  const up = 2.5
  const roof = brush.createLinearGradient(0, passage.at(0, up, 0.6)[1], 0, passage.at(0, up, 8)[1])
  roof.addColorStop(0, palette.shade)
  roof.addColorStop(0.8, palette.near)
  roof.addColorStop(1, palette.middle)
  polygon(
    brush,
    [
      passage.at(side * 0.52, up, 0.5),
      passage.at(side * 0.52, up, 9),
      passage.at(-side * 1.9, up - 0.1, 9),
      passage.at(-side * 1.9, up - 0.1, 0.5),
    ],
    roof,
  )
  brush.strokeStyle = mix(palette.near, palette.far, 0.15)
  for (const away of [4.6, 3, 2, 1.36]) {
    brush.lineWidth = (unit * 2.6) / away
    brush.beginPath()
    brush.moveTo(...passage.at(-side * 0.82, 0, away))
    brush.lineTo(...passage.at(-side * 0.82, up - 0.3, away))
    brush.lineTo(...passage.at(-side * 0.5, up, away))
    brush.moveTo(...passage.at(-side * 0.82, up - 0.3, away))
    brush.lineTo(...passage.at(-side * 1.15, up, away))
    brush.stroke()
  }
  return [4.2, 2.6, 1.7].map((away) => {
    const [x, y] = passage.at(-side * 0.12, up - 0.2, away)
    const size = unit / away
    brush.save()
    brush.globalCompositeOperation = 'screen'
    glow(brush, { x, y, radius: size * 76 }, { colour: palette.light, strength: 0.6 })
    glow(
      brush,
      { x, y: passage.at(0, 0, away)[1], radius: size * 60 },
      { colour: palette.light, strength: 0.3, flat: 0.2 },
    )
    brush.restore()
    brush.fillStyle = mix(palette.light, '#ffffff', 0.6)
    brush.fillRect(x - size * 7, y - size, size * 14, size * 2)
    return { x, y, radius: size * 4 }
  })
}

function paintPost(stage: Stage, brush: Brush, side: -1 | 1): void {
  const { palette, width, unit } = stage
  const { top, tall } = sheet(stage)
  const x = side === 1 ? unit * 4 : width - unit * 4
  softly(stage, brush, {
    blur: unit * 0.6,
    paint(own) {
      own.fillStyle = palette.shade
      own.fillRect(x - unit * 4.4, top, unit * 8.8, tall)
      own.fillStyle = alpha(palette.light, 0.12)
      own.fillRect(x + side * unit * 3.4, top, unit, tall)
    },
  })
}
