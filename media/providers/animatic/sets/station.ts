import { alpha, darker, lighter, mix } from '../colour.ts'
import { softly } from '../drawing/focus.ts'
import { fill, line, shape } from '../drawing/paths.ts'
import { createPassage, type Passage } from '../drawing/perspective.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import { asLight, band, downward, glow, polygon, stamp, strokeLines, type Spot } from '../drawing/strokes.ts'
import type { Setting } from './setting.ts'
import { paintSky } from './sky.ts'

const ROOF = 2.5
/** Where one carriage ends and the next begins. */
const couplings = [0.62, 1.5, 3.1, 6.4]

interface Platform {
  readonly passage: Passage
  /** The side of the train. */
  readonly side: -1 | 1
}

/** A platform under its roof, a train with lit windows along one side. */
export const station: Setting = (stage, { back, set, front }) => {
  const { width, height, palette, eye, unit, scene } = stage
  const side = stage.random.fork('train').chance(0.5) ? 1 : -1
  const halfWidth = width * (width > height ? 0.42 : 0.7)
  const passage = createPassage(stage, { halfWidth, eyeHeight: height * 0.4 })
  const platform = { passage, side } as const
  paintSky(stage, back)
  const haze = mix(palette.low, palette.light, 0.4)
  glow(back, { x: eye.x, y: eye.y, radius: unit * 70 }, { colour: haze, strength: 0.6 })
  const stone = [mix(palette.ground, palette.low, 0.5), palette.ground, palette.near]
  band(set, stage, { from: eye.y, to: sheet(stage).bottom, colours: stone })
  paintEdge(stage, set, platform)
  paintTrain(stage, set, platform)
  paintRoof(stage, set, platform)
  const lamps = [4.2, 2.6, 1.7].map((away) => paintLamp(stage, set, { ...platform, away }))
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

function paintEdge(stage: Stage, brush: Brush, { passage, side }: Platform): void {
  const { palette, unit } = stage
  polygon(brush, passage.level([side * 0.5, side * 0.54], [0.5, 9]), mix('#c9a24a', palette.ground, 0.35))
  const joints = []
  for (let away = 0.7; away < 8; away *= 1.2)
    joints.push([passage.at(side * 0.62, 0, away), passage.at(-side * 1.8, 0, away)])
  strokeLines(brush, { colour: alpha(palette.shade, 0.24), width: unit * 0.24 }, joints)
  polygon(brush, passage.level([side * 0.64, side * 1.4], [0.5, 9]), palette.shade)
}

function paintTrain(stage: Stage, brush: Brush, { passage, side }: Platform): void {
  const { palette, unit } = stage
  const wall = side * 0.7
  const paintwork = mix(palette.middle, '#2f4b52', 0.35)
  for (let car = couplings.length - 2; car >= 0; car--) {
    const near = couplings[car]!
    const far = couplings[car + 1]! * 0.965
    const tone = mix(paintwork, palette.low, Math.min((near - 0.6) / 5, 1) * 0.5)
    const stripes = [
      [0.02, 1.72, tone],
      [1.66, 1.72, lighter(tone, 0.08)],
      [0.02, 0.34, darker(tone, 0.07)],
      [0.5, 0.56, mix(tone, palette.light, 0.3)],
    ] as const
    for (const [low, high, colour] of stripes)
      polygon(brush, passage.wall(wall, [low, high], [near, far]), colour)
    // Equal panes look shorter further away, so they are spaced by ratio.
    const along = (part: number) => near * (far / near) ** part
    for (let pane = 0; pane < 7; pane++) {
      const from = along(0.05 + pane * 0.135)
      const to = along(0.15 + pane * 0.135)
      const glass = [mix(palette.light, '#ffffff', 0.2), mix(palette.light, tone, 0.35)]
      const span = [passage.at(wall, 1.4, from)[1], passage.at(wall, 0.7, from)[1]] as const
      polygon(
        brush,
        passage.wall(wall, [pane === 3 ? 0.16 : 0.74, 1.4], [from, to]),
        downward(brush, span, glass),
      )
    }
  }
  asLight(brush, () => {
    for (const away of [1, 1.8, 3.2]) {
      const [x, y] = passage.at(wall, 1, away)
      glow(brush, { x, y, radius: (unit * 70) / away }, { colour: palette.light, strength: 0.24 })
      const [floorX, floorY] = passage.at(side * 0.36, 0, away)
      const pool = { x: floorX, y: floorY, radius: (unit * 60) / away }
      glow(brush, pool, { colour: palette.light, strength: 0.34, flat: 0.2 })
    }
  })
}

function paintRoof(stage: Stage, brush: Brush, { passage, side }: Platform): void {
  const { palette, unit } = stage
  const span = [passage.at(0, ROOF, 0.6)[1], passage.at(0, ROOF, 8)[1]] as const
  const shade = downward(brush, span, [palette.shade, palette.shade, palette.near, palette.middle])
  polygon(brush, passage.level([side * 0.52, -side * 1.9], [0.5, 9], ROOF), shade)
  const at = (across: number, up: number, away: number) => passage.at(-side * across, up, away)
  for (const away of [4.6, 3, 2, 1.36]) {
    strokeLines(brush, { colour: mix(palette.near, palette.far, 0.15), width: (unit * 2.6) / away }, [
      [at(0.82, 0, away), at(0.82, ROOF - 0.3, away), at(0.5, ROOF, away)],
      [at(0.82, ROOF - 0.3, away), at(1.15, ROOF, away)],
    ])
  }
}

function paintLamp(stage: Stage, brush: Brush, { passage, side, away }: Platform & { away: number }): Spot {
  const { palette, unit } = stage
  const [x, y] = passage.at(-side * 0.12, ROOF - 0.2, away)
  const size = unit / away
  asLight(brush, () => {
    glow(brush, { x, y, radius: size * 76 }, { colour: palette.light, strength: 0.6 })
    const pool = { x, y: passage.at(0, 0, away)[1], radius: size * 60 }
    glow(brush, pool, { colour: palette.light, strength: 0.3, flat: 0.2 })
  })
  brush.fillStyle = mix(palette.light, '#ffffff', 0.6)
  brush.fillRect(x - size * 7, y - size, size * 14, size * 2)
  return { x, y, radius: size * 4 }
}

function paintPost(stage: Stage, brush: Brush, side: -1 | 1): void {
  const { palette, width, unit, bleed } = stage
  const tall = sheet(stage).tall / unit
  softly(stage, brush, {
    blur: unit * 0.6,
    paint(own) {
      stamp(own, { x: side === 1 ? 0 : width, y: -bleed, size: unit, turned: side === -1 }, () => {
        fill(own, shape(`M-.4 0L8.4 0L8.4 ${tall}L-.4 ${tall}Z`), palette.shade)
        line(own, { colour: alpha(palette.light, 0.2), width: 0.8 }, `M8 0L8 ${tall}`)
      })
    },
  })
}
