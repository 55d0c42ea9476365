import { adjust, alpha, darker, lighter, mix } from '../colour.ts'
import { softly } from '../drawing/focus.ts'
import { fill, line, shape } from '../drawing/paths.ts'
import { createPassage, type Passage } from '../drawing/perspective.ts'
import { sheet, type Brush, type Stage } from '../drawing/stage.ts'
import {
  asLight,
  downward,
  ellipse,
  glow,
  polygon,
  sideways,
  stamp,
  strokeLines,
  type Spot,
} from '../drawing/strokes.ts'
import type { Setting } from './setting.ts'

const NEAR = 0.5
const END = 5.2
const CEILING = 1.95

/** A corridor of doors under hanging lamps, with a brighter door at its end. */
export const hallway: Setting = (stage, { back, set, front }) => {
  const { width, height, eye, unit, lightSide } = stage
  const halfWidth = width * (width > height ? 0.4 : 0.62)
  const passage = createPassage(stage, { halfWidth, eyeHeight: height * 0.42 })
  paintEnd(stage, back, passage)
  for (const side of [-1, 1] as const) paintWall(stage, set, { passage, side })
  paintFloor(stage, set, passage)
  for (const side of [-1, 1] as const) {
    for (const away of [3.1, 1.95, 1.2]) paintDoor(stage, set, { passage, side, away })
  }
  const lamps = [3.6, 2.2, 1.38].map((away) => paintPendant(stage, set, { passage, away }))
  paintJamb(stage, front)
  const away = stage.random.fork('mark').between(1.5, 1.95)
  const [x, feet] = passage.at(lightSide * -0.14, 0, away)
  const [x2, feet2] = passage.at(lightSide * 0.36, 0, away * 0.93)
  return {
    lamps,
    mark: { x, feet, tall: passage.tall(away) * 1.04 },
    beside: { x: x2, feet: feet2, tall: passage.tall(away * 0.93) * 1.06 },
    view: [eye.x, eye.y],
    mirror: { from: eye.y + unit * 6, strength: 0.16 },
  }
}

function paintEnd(stage: Stage, brush: Brush, passage: Passage): void {
  const { palette, unit, eye } = stage
  const { left, top, wide, tall } = sheet(stage)
  brush.fillStyle = palette.far
  brush.fillRect(left, top, wide, tall)
  const [x1, y1] = passage.at(-1, CEILING + 0.05, END)
  const [x2, y2] = passage.at(1, -0.05, END)
  const haze = [mix(palette.low, palette.light, 0.25), mix(palette.low, palette.light, 0.55)]
  brush.fillStyle = downward(brush, [y1, y2], haze)
  brush.fillRect(x1, y1, x2 - x1, y2 - y1)
  const half = (x2 - x1) * 0.26
  brush.fillStyle = mix(palette.middle, palette.low, 0.3)
  brush.fillRect(eye.x - half, y1 + (y2 - y1) * 0.2, half * 2, y2 - y1)
  brush.fillStyle = mix(palette.light, '#ffffff', 0.4)
  brush.fillRect(eye.x - half * 0.72, y1 + (y2 - y1) * 0.26, half * 1.44, (y2 - y1) * 0.34)
  asLight(brush, () =>
    glow(brush, { x: eye.x, y: eye.y, radius: unit * 42 }, { colour: palette.light, strength: 0.55 }),
  )
}

function paintWall(stage: Stage, brush: Brush, { passage, side }: { passage: Passage; side: -1 | 1 }): void {
  const { palette } = stage
  const { near, far, low, shade } = palette
  const face = passage.wall(side, [0, CEILING], [NEAR, END])
  const fade = [near, darker(far, 0.07), mix(far, low, 0.55)]
  polygon(brush, face, sideways(brush, [face[0]![0], face[3]![0]], fade))
  const rails = [
    [0, 0.62, alpha(shade, 0.26)],
    [0.62, 0.66, alpha(low, 0.28)],
    [0, 0.09, alpha(shade, 0.42)],
  ] as const
  for (const [from, to, colour] of rails) polygon(brush, passage.wall(side, [from, to], [NEAR, END]), colour)
}

function paintFloor(stage: Stage, brush: Brush, passage: Passage): void {
  const { palette, height, unit } = stage
  const { shade, high, low, ground, light, near } = palette
  const ceiling = [shade, mix(shade, high, 0.7), mix(high, low, 0.5)]
  const [, above] = passage.at(0, CEILING, NEAR)
  const [, aboveFar] = passage.at(0, CEILING, END)
  polygon(brush, passage.level([-1, 1], [NEAR, END], CEILING), downward(brush, [above, aboveFar], ceiling))
  const boards = [mix(ground, light, 0.42), lighter(ground, 0.04), ground, near]
  polygon(
    brush,
    passage.level([-1, 1], [NEAR, END]),
    downward(brush, [passage.at(0, 0, END)[1], height], boards),
  )
  const across = []
  for (let away = 0.7; away < END; away *= 1.22)
    across.push([passage.at(-1, 0, away), passage.at(1, 0, away)])
  const along = [-0.66, -0.33, 0, 0.33, 0.66].map((side) => [
    passage.at(side, 0, NEAR),
    passage.at(side, 0, END),
  ])
  strokeLines(brush, { colour: alpha(shade, 0.22), width: unit * 0.3 }, [...along, ...across])
}

function paintDoor(stage: Stage, brush: Brush, door: { passage: Passage; side: -1 | 1; away: number }): void {
  const { palette, scene, unit } = stage
  const { passage, side, away } = door
  const wall = side * 0.995
  const to = away * 1.3
  const wood = darker(scene.door ?? adjust(palette.middle, { lightness: 0.02 }), 0.02)
  const fog = Math.min((away - 1) / 5, 1)
  const frame = mix(palette.near, palette.low, 0.15 + fog * 0.3)
  polygon(brush, passage.wall(wall, [0, 1.42], [away * 0.97, to * 1.025]), frame)
  polygon(brush, passage.wall(wall, [0, 1.36], [away, to]), mix(wood, palette.low, fog * 0.4))
  const inset = (to - away) * 0.18
  for (const up of [
    [0.1, 0.55],
    [0.68, 1.26],
  ] as const) {
    polygon(brush, passage.wall(wall, up, [away + inset, to - inset]), alpha(palette.shade, 0.24))
  }
  const [x, y] = passage.at(wall, 0.62, side === 1 ? to - inset * 0.55 : away + inset * 0.55)
  ellipse(brush, [x, y, (unit * 0.8) / away, (unit * 0.8) / away], mix(palette.light, palette.low, 0.3))
}

function paintPendant(
  stage: Stage,
  brush: Brush,
  { passage, away }: { passage: Passage; away: number },
): Spot {
  const { palette, unit } = stage
  const { light, near, shade } = palette
  const size = unit / away
  const [x, top] = passage.at(0, CEILING, away)
  const [, y] = passage.at(0, 1.66, away)
  asLight(brush, () => {
    glow(brush, { x, y, radius: size * 95 }, { colour: light, strength: 0.55 })
    for (const side of [-0.96, 0.96]) {
      const [wallX, wallY] = passage.at(side, 1.2, away)
      glow(brush, { x: wallX, y: wallY, radius: size * 62 }, { colour: light, strength: 0.26 })
    }
    const pool = { x, y: passage.at(0, 0, away)[1], radius: size * 70 }
    glow(brush, pool, { colour: light, strength: 0.42, flat: 0.2 })
  })
  strokeLines(brush, { colour: shade, width: size * 0.6 }, [
    [
      [x, top],
      [x, y - size * 4],
    ],
  ])
  stamp(brush, { x, y, size }, () => {
    fill(brush, shape('M-7 0Q-6-5.6 0-6Q6-5.6 7 0Z'), darker(near, 0.01))
    ellipse(brush, [0, 0, 6.4, 1.5], mix(light, '#ffffff', 0.5))
  })
  return { x, y, radius: size * 5 }
}

/** We look in past a door frame. */
function paintJamb(stage: Stage, brush: Brush): void {
  const { palette, width, unit, lightSide, bleed } = stage
  const tall = sheet(stage).tall / unit
  softly(stage, brush, {
    blur: unit * 0.9,
    paint(own) {
      stamp(own, { x: lightSide === 1 ? 0 : width, y: -bleed, size: unit, turned: lightSide === -1 }, () => {
        fill(own, shape(`M-40 0L6 0L6 ${tall}L-40 ${tall}Z`), palette.shade)
        line(own, { colour: alpha(palette.rim, 0.14), width: 0.9 }, `M6 0L6 ${tall}`)
      })
    },
  })
}
